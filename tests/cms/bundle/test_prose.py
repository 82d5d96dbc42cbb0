"""Rich text goes to Markdown and back, and through the editor, without losing anything."""

from itertools import groupby
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from cms.blocks import PROSE_WITH_HEADINGS
from cms.bundle.markdown_reader import Unsupported, from_markdown
from cms.bundle.markdown_writer import to_markdown
from cms.bundle.prose import LISTS, Block, Prose, Run, address, block, from_html, to_html

AWKWARD = list("ab*_[]()<>#-+=1.)!&;\\`~:|\" \n'é,\xa0€/\u200b")
WORDS = st.text(
    st.sampled_from(AWKWARD) | st.characters(exclude_categories=["Cs", "Cc"]), max_size=8
)
LINKS = ["", "", "key:x", address("https://x.nl/a_(b)?c=1&lt;2")]
RUNS = st.builds(Run, WORDS, st.booleans(), st.booleans(), st.sampled_from(LINKS))
BLOCKS = st.tuples(
    st.sampled_from(["p", "h2", "h3", "ul", "ol"]),
    st.lists(RUNS, max_size=5),
    st.integers(0, 2),
)


@st.composite
def prose(draw: Any) -> Prose:
    found: list[Block] = []
    depth = -1
    for kind, runs, wanted in draw(st.lists(BLOCKS, max_size=5)):
        tidy = block(kind, runs)
        if tidy is None:
            continue
        depth = min(wanted, depth + 1) if kind in LISTS else -1
        found.append(Block(kind, tidy.runs, max(depth, 0)))
    return tuple(found)


def refuse(found: Unsupported) -> None:
    raise AssertionError(found)


@settings(max_examples=300, deadline=None)
@given(prose())
def test_whatever_a_text_holds_it_reads_back_from_its_own_markdown(text: Prose) -> None:
    assert from_markdown(to_markdown(text), PROSE_WITH_HEADINGS, refuse) == text


@settings(max_examples=300, deadline=None)
@given(prose())
def test_whatever_a_text_holds_it_reads_back_from_its_own_html(text: Prose) -> None:
    assert from_html(to_html(text, lambda _link: 3), lambda _id: "key:x") == text


def the_editor_can_hold(text: Prose) -> bool:
    """Leave out links to pages that are not there, and lists with a list of another kind inside.

    The editor knows an item's depth but not which list it continues: a bullet, a number below it
    and a number beside it come back as a bullet, a number below it and a bullet.
    """
    linked = any(run.link == "key:x" for one in text for run in one.runs)
    lists = [list(run) for is_list, run in groupby(text, lambda one: one.kind in LISTS) if is_list]
    mixed = any(
        any(one.depth for one in run) and len({one.kind for one in run}) > 1 for run in lists
    )
    return not linked and not mixed


@settings(max_examples=100, deadline=None)
@given(prose().filter(the_editor_can_hold))
def test_the_editor_gives_back_what_was_stored(text: Prose) -> None:
    converter = ContentstateConverter(features=PROSE_WITH_HEADINGS)
    stored = to_html(text, lambda _link: 3)
    edited = converter.to_database_format(converter.from_database_format(stored))
    assert from_html(edited, lambda _id: "") == text


def test_everyday_markdown_is_written_as_a_person_would() -> None:
    text = (
        "## Kop\n\nLees [dit](https://x.nl/), en **dat** *ook*.\n\n- een\n- twee\n\n1. een\n2. twee"
    )
    assert to_markdown(from_markdown(text, PROSE_WITH_HEADINGS, refuse)) == text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n\n> b", 2),
        ("a\n\n```\ncode\n```", 2),
        ("![x](y.png)", 0),
        ("a <b>c</b>", 0),
        ("a\n\n---", 2),
        ("#### vier", 0),
        ("- a\n\n  b", 2),
        ('[a](https://x.nl "titel")', 0),
    ],
)
def test_what_rich_text_cannot_hold_is_refused_with_its_line(text: str, line: int) -> None:
    found: list[Unsupported] = []
    from_markdown(text, PROSE_WITH_HEADINGS, found.append)
    assert {one.line for one in found} == {line}


def test_headings_are_refused_where_a_field_has_none() -> None:
    found: list[Unsupported] = []
    from_markdown("## kop", ["bold"], found.append)
    assert found[0].found == "## kop"


def test_an_address_that_runs_code_is_no_link() -> None:
    html = '<p><a href="javascript:alert(1)">klik</a></p>'
    assert to_html(from_html(html, lambda _id: ""), lambda _link: 0) == "<p>klik</p>"
