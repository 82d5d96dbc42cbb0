"""Two changes of one text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.suggestions.merging import Merge, merged

BASE = "Een.\n\nTwee.\n\nDrie."

MERGES = [
    ("nobody else", BASE, "Een!\n\nTwee.\n\nDrie.", "Een!\n\nTwee.\n\nDrie."),
    ("neighbours", "Een!\n\nTwee.\n\nDrie.", "Een.\n\nTwee!\n\nDrie.", "Een!\n\nTwee!\n\nDrie."),
    ("first and last", BASE + "\n\nVier.", "Nul.\n\n" + BASE, "Nul.\n\n" + BASE + "\n\nVier."),
    ("taken out and changed", "Een.\n\nDrie.", "Een.\n\nTwee.\n\nDrie!", "Een.\n\nDrie!"),
    ("added before a change", "Een.\n\nTwee.\n\nDrie!", "Een.\n\nTwee.\n\nBis.\n\nDrie.", ""),
    ("the same twice", "Een!\n\nTwee.\n\nDrie.", "Een!\n\nTwee.\n\nDrie.", ""),
]


@pytest.mark.parametrize(("case", "now", "suggested", "expected"), MERGES)
def test_changes_of_different_paragraphs_both_hold(
    case: str, now: str, suggested: str, expected: str
) -> None:
    expected = expected or {
        "added before a change": "Een.\n\nTwee.\n\nBis.\n\nDrie!",
        "the same twice": now,
    }.get(case, "")

    assert merged(BASE, now, suggested) == Merge(expected)


@pytest.mark.parametrize(
    ("now", "suggested"),
    [
        ("Een a.\n\nTwee.\n\nDrie.", "Een b.\n\nTwee.\n\nDrie."),
        ("Twee.\n\nDrie.", "Een b.\n\nTwee.\n\nDrie."),
        (BASE + "\n\nVier a.", BASE + "\n\nVier b."),
    ],
)
def test_changes_of_the_same_words_leave_the_choice_and_lose_nothing(
    now: str, suggested: str
) -> None:
    assert merged(BASE, now, suggested) == Merge(now, conflict=True)


def test_items_of_a_list_are_changed_one_by_one() -> None:
    base = "Neem mee:\n\n- brood\n- kaas\n- thee"

    merge = merged(base, base.replace("brood", "broodjes"), base.replace("thee", "koffie"))

    assert merge == Merge("Neem mee:\n\n- broodjes\n- kaas\n- koffie")


TEXTS = st.lists(st.sampled_from(["a", "b", "c", "- d", "- e"]), max_size=6).map("\n\n".join)


@given(base=TEXTS, now=TEXTS, suggested=TEXTS)
def test_whoever_changes_alone_gets_what_they_wrote(base: str, now: str, suggested: str) -> None:
    assert merged(base, base, suggested) == Merge(suggested)
    assert merged(base, now, base) == Merge(now)
    assert merged(base, now, now) == Merge(now)
    # It does not matter who came first.
    one, other = merged(base, now, suggested), merged(base, suggested, now)
    assert one.conflict == other.conflict
    assert one.conflict or one.text == other.text
