"""What the detector finds, what it leaves alone, and what it never does."""

import logging
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.detector import HALVES, corpus, tally
from cms.detector import Finding, Kind, find
from cms.detector.numbers import passes_eleven_test

DEMO = Path(__file__).parents[3] / "content" / "demo"
RECALL, FALSE_ALARMS, OF_PAGES = 95.0, 5.0, 0.05
CANARY = "Mevrouw Kanarie, Kanaalstraat 12, 06-12345678, kanarie@mail.example, geb. 12-03-1948"


@pytest.mark.parametrize("half", HALVES)
def test_the_planted_corpus_is_found_with_few_false_alarms(half: str) -> None:
    counted = tally(half)
    figures = counted.figures()
    assert figures["recall_percent"] >= RECALL, [each.text for each in counted.missed]
    assert figures["false_alarms_percent"] <= FALSE_ALARMS, [each.text for each in counted.false]


def test_the_corpus_is_as_large_as_its_figures_need() -> None:
    sentences = [sentence for half in HALVES for sentence in corpus(half)]
    assert sum(bool(sentence.kinds) for sentence in sentences) >= 200
    assert sum(not sentence.kinds for sentence in sentences) >= 300
    assert {kind for sentence in sentences for kind in sentence.kinds} == set(Kind.values)
    texts = [sentence.text for sentence in sentences]
    assert len(set(texts)) == len(texts)


def prose_of(path: Path) -> str:
    """A page of the demo without the fields that are there for details, or for who comes."""
    details = ("phone:", "website:", "contact:", "host:", "  - {account:", "  - {name:")
    lines = path.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith(details))


def test_the_demo_pages_hardly_ever_ask() -> None:
    pages = sorted(DEMO.rglob("*.md"))
    asking = {page.stem for page in pages if find(prose_of(page))}
    assert len(pages) > 400
    assert len(asking) <= OF_PAGES * len(pages), asking


def test_what_the_demo_pages_ask_about_is_contact_details_only() -> None:
    kinds = {finding.kind for page in DEMO.rglob("*.md") for finding in find(prose_of(page))}
    assert kinds <= {Kind.PHONE, Kind.EMAIL}


def test_a_finding_says_where_and_of_what_kind_and_not_what() -> None:
    findings = find(CANARY)
    assert {finding.kind for finding in findings} >= {Kind.PHONE, Kind.EMAIL, Kind.BIRTH_DATE}
    email = next(finding for finding in findings if finding.kind == Kind.EMAIL)
    assert CANARY[email.start : email.end] == "kanarie@mail.example"
    assert "kanarie" not in repr(findings).lower()
    assert set(Finding.__slots__) == {"kind", "start", "end"}


def test_nothing_is_logged_printed_or_kept(
    caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        assert find(CANARY) == find(CANARY)
    assert not caplog.records
    assert not capsys.readouterr().out


@pytest.mark.parametrize("kind", Kind.values)
def test_each_kind_is_found_inside_a_longer_text(kind: str) -> None:
    sentence = next(each for each in corpus("develop") if each.kinds == {kind})
    text = f"Wij koken elke week.\n\n{sentence.text}\n\nIn 2020 kwamen er 211 mensen."
    assert kind in {finding.kind for finding in find(text)}


@given(st.text(max_size=300))
def test_any_text_gives_findings_that_lie_inside_it(text: str) -> None:
    for finding in find(text):
        assert 0 <= finding.start < finding.end <= len(text)


@given(st.lists(st.sampled_from([*CANARY.split(), "woont", "BSN", "-", "(", "Laan van"])))
def test_pieces_in_any_order_are_read_without_an_error(pieces: list[str]) -> None:
    find(" ".join(pieces))


HARD = [
    "a-",
    "12-",
    "a.",
    "06 ",
    "+31",
    "Kanaalstraat 12 ",
    "mevrouw ",
    "Jan ",
    "geboren te a",
    "(",
]


@pytest.mark.slow
@pytest.mark.parametrize("piece", HARD)
def test_time_grows_with_the_length_of_a_text_and_no_faster(piece: str) -> None:
    """Slow because it reads 300 kB of each kind of text that patterns choke on."""

    def seconds(size: int) -> float:
        text = (piece * size)[:size]
        begun = time.process_time()
        find(text)
        return time.process_time() - begun

    short, long = seconds(50_000), seconds(200_000)
    # Four times as long a text: a pattern that goes back over what it read takes sixteen times.
    assert long < 8 * max(short, 0.05)


@pytest.mark.parametrize(
    ("digits", "passes"),
    [("111222333", True), ("111222334", False), ("999999999", False), ("12345611", True)],
)
def test_a_citizen_number_meets_the_eleven_test(digits: str, passes: bool) -> None:
    assert passes_eleven_test(digits) is passes
