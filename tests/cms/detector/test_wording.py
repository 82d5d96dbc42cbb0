"""A hint where a text makes a group of people out of being lonely; never a refusal."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from cms.detector.wording import group_words, note_words
from coalitions.models import Call
from network.enums import Role


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Wij helpen de eenzamen in de wijk.", ["de eenzamen"]),
        ("Eenzame ouderen en eenzame  mensen", ["Eenzame ouderen", "eenzame mensen"]),
        ("Een plek voor the lonely", ["the lonely"]),
        ("Voor lonely people", ["lonely people"]),
        ("de eenzamen en De Eenzamen", ["De Eenzamen"]),
        ("Mensen die zich eenzaam voelen", []),
        ("Een eenzame avond", []),
        ("Eenzaamheid onder ouderen", []),
        ("Met the Lonely Planet op reis", []),
    ],
)
def test_only_a_group_of_people_is_found(text: str, found: list[str]) -> None:
    assert group_words(text) == found


def test_nothing_is_kept_outside_a_request() -> None:
    note_words("de eenzamen")
    note_words("de eenzamen", "de eenzamen")


@pytest.mark.django_db
def test_what_was_written_is_kept_and_the_hint_comes_with_the_next_page(
    home: Any, account: Any
) -> None:
    client = Client()
    client.force_login(account(Role.MEMBER))
    with override("nl"):
        where = reverse("call_new")
    sent = {
        "key": "7f0c6c0e-3c5b-4f0e-9d55-0c9a5f6f2a11",
        "kind": "question",
        "line": "Hoe bereik je eenzame ouderen?",
        "visibility": "network",
    }
    answer = client.post(where, sent, follow=True)
    assert Call.objects.get().line == "Hoe bereik je eenzame ouderen?"
    said = [str(message) for message in answer.context["messages"]]
    assert any("eenzame ouderen" in message for message in said)


@pytest.mark.django_db
def test_who_writes_of_people_gets_no_hint(home: Any, account: Any) -> None:
    client = Client()
    client.force_login(account(Role.MEMBER))
    with override("nl"):
        where = reverse("call_new")
    sent = {
        "key": "7f0c6c0e-3c5b-4f0e-9d55-0c9a5f6f2a12",
        "kind": "question",
        "line": "Hoe bereik je mensen die zich eenzaam voelen?",
        "visibility": "network",
    }
    answer = client.post(where, sent, follow=True)
    said = [str(message) for message in answer.context["messages"]]
    assert len(said) == 1
