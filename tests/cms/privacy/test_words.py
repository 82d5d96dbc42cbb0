"""Tests that a name, an address and a number are found however they are written."""

import json
import re

import pytest

from cms.privacy.providers import Trace
from cms.privacy.words import Word, rewritten, same_number

PUT = {"nl": "een deelnemer van Buurthuis", "en": "a participant of Buurthuis"}
GONE = {"nl": "(weggehaald)", "en": "(removed)"}
WORDS = [
    Word.of(Trace("email", "zoe@canary.example", GONE), "x1"),
    Word.of(Trace("phone", "06-12 34 56 78", GONE), "x1"),
    Word.of(Trace("name", "Zoë d'Arc Vogel", PUT), "x1"),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vraag het Zoë d'Arc Vogel.", "Vraag het een deelnemer van Buurthuis."),
        ("<b>zoë d&#x27;arc&nbsp;vogel</b>", "<b>een deelnemer van Buurthuis</b>"),
        ("Vogel, Zoë d'Arc", "een deelnemer van Buurthuis"),
        ("interview-met-zoe-darc-vogel", "interview-met-een-deelnemer-van-bu-x1"),
        ("foto_Zoe_dArc_Vogel_2.jpg", "foto_een-deelnemer-van-bu-x1_2.jpg"),
        ("Zoë d'Arc Vogelaar blijft", "Zoë d'Arc Vogelaar blijft"),
        ("mail ZOE@canary.example.", "mail (weggehaald)."),
        ("mailto:zoe%40canary.example", "mailto:(weggehaald)"),
        ("annezoe@canary.example", "annezoe@canary.example"),
        ("zoe@canary.example.org", "zoe@canary.example.org"),
        ("bel 0612345678", "bel (weggehaald)"),
        ("bel +31 (0)6 1234 5678 nu", "bel (weggehaald) nu"),
        ("bel 0031 6 12.34.56.78", "bel (weggehaald)"),
        ("nummer 10612345678", "nummer 10612345678"),
    ],
)
def test_every_way_of_writing_is_replaced_and_nothing_longer(text: str, expected: str) -> None:
    assert rewritten(text, WORDS, "nl") == expected


def test_json_stays_json_also_inside_json_and_escaped() -> None:
    inner = json.dumps([{"type": "text", "value": 'Zoë d\'Arc Vogel zei "ja"'}])
    text = json.dumps({"body": inner, "count": 3})
    clean = json.loads(rewritten(text, WORDS, "en"))
    assert json.loads(clean["body"])[0]["value"] == 'a participant of Buurthuis zei "ja"'
    assert clean["count"] == 3


def test_text_that_holds_nothing_is_left_exactly_as_it_was() -> None:
    text = '{"a":  1, "b": "Vogel"}'
    assert rewritten(text, WORDS, "nl") is text


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.kind)
def test_the_coarse_pattern_misses_nothing(word: Word) -> None:
    texts = [
        "zoe@canary.example",
        "06\\u00a01234 5678",
        "+31 (0)6-12345678",
        "Zo\\u00eb d'Arc Vogel",
    ]
    hits = [text for text in texts if re.search(word.coarse, text, re.IGNORECASE)]
    assert len(hits) == {"email": 1, "phone": 2, "name": 1}[word.kind]


def test_numbers_are_compared_by_their_digits() -> None:
    assert same_number("06-12345678", "+31 6 12 34 56 78")
    assert not same_number("", "")
    assert not same_number("06-12345678", "06-12345679")
