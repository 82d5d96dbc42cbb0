"""YAML keeps the text as written and knows the line of every value."""

from datetime import date

import pytest

from cms.bundle.nodes import BrokenYaml, Node, Word, dump_yaml, parse_yaml, partial_date


def test_every_key_has_its_own_line() -> None:
    root = parse_yaml("a: 1\nb:\n  - x\n  - {c: 2}\n", first_line=2)
    assert isinstance(root.value, dict)
    assert [node.line for node in root.value.values()] == [2, 3]
    inner = root.value["b"].value
    assert isinstance(inner, list)
    assert [node.line for node in inner] == [4, 5]


@pytest.mark.parametrize("text", ["yes", "012", "2019-09", "1e3", "0x1f", "030 123"])
def test_a_scalar_is_the_text_that_was_written(text: str) -> None:
    root = parse_yaml(f"a: {text}")
    assert isinstance(root.value, dict)
    assert root.value["a"] == Node(text, 1)


@pytest.mark.parametrize(
    ("text", "line"), [("a: 1\na: 2", 2), ("a: [1", 1), ("a: 1\n  b: 2", 2), ("a: 'x", 1)]
)
def test_broken_yaml_says_where(text: str, line: int) -> None:
    with pytest.raises(BrokenYaml) as caught:
        parse_yaml(text)
    assert caught.value.line == line


def test_codes_and_dates_are_written_without_quotes() -> None:
    data = {"a": Word("yes"), "b": ["x", "y"], "c": partial_date("2019"), "d": date(2020, 1, 2)}
    assert dump_yaml(data) == "a: yes\nb: [x, y]\nc: 2019\nd: 2020-01-02\n"


def test_a_text_of_several_lines_reads_back() -> None:
    text = "een\n# twee\n---\n::: drie"
    root = parse_yaml(dump_yaml({"a": text}))
    assert isinstance(root.value, dict)
    assert (root.value["a"].text or "").strip() == text
