"""The form to improve a page."""

from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from cms.enums import SuggestionState
from cms.models import HomePage, PlainPage, Suggestion
from cms.suggestions.forms import signed_base
from cms.suggestions.services import apply, token_of
from network.enums import Role
from network.models import User
from tests.cms.suggestions.conftest import BODY, Suggesting, current
from tests.factories import ActivityFactory

pytestmark = pytest.mark.django_db

CANARY = "<script>alert(1)</script>"


@pytest.fixture
def member(client: Client, contributor: User) -> Client:
    client.force_login(contributor)
    return client


def address_of(page: Any) -> str:
    return reverse("suggest", args=[page.translation_key])


def filled(page: Any, **more: str) -> dict[str, str]:
    """Return what a browser sends when nobody changed a word."""
    texts = {
        "text-summary": "Samen eten.",
        "text-body.b1": "Kom langs.\r\n\r\nDe koffie is **gratis**.",
        "text-body.b2.text": "Ik ken iedereen.",
        "text-body.b2.speaker": "bezoeker",
        "text-body": "",
    }
    return {**texts, "note": "", "key": str(uuid4()), "base": signed_base(current(page)), **more}


def outside(page: Any, **more: str) -> dict[str, str]:
    return filled(page, name="Bea", email="bea@elders.example", **more)


def test_every_wiki_page_leads_to_its_form_in_one_tap(page: PlainPage, client: Client) -> None:
    soup = BeautifulSoup(client.get(page.url).content, "html.parser")

    links = [link["href"] for link in soup.select(".improve a, .page-tools a")]

    assert links.count(address_of(page)) == 2


def test_a_page_without_open_texts_has_no_form(home: HomePage, client: Client) -> None:
    assert client.get(address_of(home)).status_code == 404
    assert address_of(home) not in client.get(home.url).content.decode()


def test_the_form_holds_each_text_folded(page: PlainPage, member: Client) -> None:
    soup = BeautifulSoup(member.get(address_of(page)).content, "html.parser")

    folds = soup.select(".parts details")
    assert len(folds) == 5
    assert not any(fold.has_attr("open") for fold in folds)
    assert folds[1].select("textarea")[0].text.strip() == "Kom langs.\n\nDe koffie is **gratis**."
    # Nothing that whoever goes to the admin editor needs.
    assert not soup.select("[contenteditable]")


def test_a_member_changes_one_text_and_sees_what_becomes_of_it(
    page: PlainPage, member: Client, contributor: User
) -> None:
    data = filled(page, **{"text-summary": f"Beter. {CANARY}", "note": f"Te kort {CANARY}"})

    answer = member.post(address_of(page), data, follow=True)

    suggestion = Suggestion.objects.get()
    assert [one["unit"] for one in suggestion.changes] == ["summary"]
    assert (suggestion.contributor, suggestion.state) == (contributor, SuggestionState.WAITING)
    assert answer.redirect_chain[-1][0] == reverse("my_suggestions")
    assert "Eettafel" in answer.content.decode()
    assert CANARY not in answer.content.decode()


def test_the_same_form_sent_twice_is_one_suggestion(page: PlainPage, member: Client) -> None:
    data = filled(page, **{"text-summary": "Beter."})

    for _time in "ab":
        member.post(address_of(page), data)

    assert Suggestion.objects.count() == 1


def test_what_was_typed_stays_when_the_form_is_refused(page: PlainPage, member: Client) -> None:
    same = member.post(address_of(page), filled(page))
    long = member.post(address_of(page), filled(page, **{"text-summary": "x" * 401}))

    assert not Suggestion.objects.exists()
    assert "notice-error" in same.content.decode()
    soup = BeautifulSoup(long.content, "html.parser")
    assert "x" * 401 in soup.select(".parts details[open] textarea")[0].text


def test_personal_details_are_asked_about_and_only_where_they_are_new(
    page: PlainPage, member: Client
) -> None:
    data = filled(page, **{"text-summary": "Bel Jan de Wit op 06-12345678."})

    refused = member.post(address_of(page), data)
    assert not Suggestion.objects.exists()
    assert "not_about_somebody_else" in refused.content.decode()

    member.post(address_of(page), {**data, "not_about_somebody_else": "on"})
    assert Suggestion.objects.count() == 1


def test_the_number_of_an_organisation_is_no_detail_of_a_person(
    home: HomePage, member: Client
) -> None:
    activity = ActivityFactory.create(phone="030 100 00 10", summary="Bel 030 100 00 10.")
    fields = BeautifulSoup(member.get(address_of(activity)).content, "html.parser")
    names = [each["name"] for each in fields.select(".parts [name]")]
    data = dict.fromkeys(names, "") | filled(activity)
    data |= {"text-summary": "Bel nu 030 100 00 10.", "text-phone": "06 12 34 56 78"}

    member.post(address_of(activity), data)

    changed = {one["unit"] for one in Suggestion.objects.get().changes}
    assert changed == {"summary", "phone"}


def test_an_outsider_confirms_with_a_link_and_a_get_changes_nothing(
    page: PlainPage, client: Client
) -> None:
    data = outside(page, **{"text-summary": f"Beter {CANARY}."})
    sent = client.post(address_of(page), data)
    suggestion = Suggestion.objects.get()
    link = reverse("suggest_confirm", args=[token_of(suggestion)])

    shown = client.get(link)
    suggestion.refresh_from_db()
    assert suggestion.state == SuggestionState.UNCONFIRMED
    assert CANARY not in shown.content.decode() + sent.content.decode()
    assert "&lt;script&gt;" in shown.content.decode()

    assert client.post(link).status_code == 200
    suggestion.refresh_from_db()
    assert suggestion.state == SuggestionState.WAITING
    assert client.get(link).status_code == 200
    assert client.get(reverse("suggest_confirm", args=["onzin"])).status_code == 404


def test_an_outsider_says_who_they_are(page: PlainPage, client: Client) -> None:
    client.post(address_of(page), filled(page, **{"text-summary": "Beter."}))

    assert not Suggestion.objects.exists()


def test_an_address_gets_no_more_than_a_few_links_a_day(page: PlainPage, client: Client) -> None:
    statuses = [
        client.post(
            address_of(page), outside(page, **{"text-summary": f"Beter {number}."})
        ).status_code
        for number in range(6)
    ]

    assert statuses == [200] * 5 + [429]
    assert Suggestion.objects.count() == 5


@pytest.mark.parametrize("restriction", ["login", "groups"])
def test_only_who_may_read_a_page_may_improve_it(
    page: PlainPage, client: Client, contributor: User, restriction: str
) -> None:
    private = PageViewRestriction.objects.create(page=page, restriction_type=restriction)
    if restriction == "groups":
        private.groups.set(Group.objects.filter(name=Role.EDITOR))
    for send in (client.get, client.post):
        assert send(address_of(page)).status_code == 404

    client.force_login(contributor)
    assert client.get(address_of(page)).status_code == (200 if restriction == "login" else 404)


def test_what_is_not_published_is_not_improved_and_not_told(
    page: PlainPage, member: Client
) -> None:
    page.unpublish()

    assert member.get(address_of(page)).status_code == 404
    assert member.get(reverse("suggest", args=[uuid4()])).status_code == 404


def test_words_of_a_draft_do_not_come_into_the_form(
    page: PlainPage, member: Client, editor: User
) -> None:
    working = current(page)
    working.summary = "Nog geheim."
    draft = working.save_revision(user=editor)

    for base in ("", "onzin", signed_base(page).replace(":", ";")):
        data = filled(page, **{"text-summary": "Beter.", "base": base})
        answer = member.post(address_of(page), {**data, "note": "x" * 301})
        assert "Nog geheim" not in answer.content.decode()
    assert draft.pk != current(page).live_revision_id


def test_a_form_that_was_open_while_the_page_changed_sends_only_its_own_change(
    page: PlainPage, member: Client, suggesting: Suggesting, editor: User, superuser: User
) -> None:
    data = filled(page, **{"text-body.b2.speaker": "vrijwilliger"})
    apply(suggesting({"summary": "Nieuw.", "body.b1": ""}), user=editor, texts=None)

    member.post(address_of(page), data)

    late = Suggestion.objects.latest("pk")
    assert [one["unit"] for one in late.changes] == ["body.b2.speaker"]
    apply(late, user=superuser, texts=None)
    assert current(page).summary == "Nieuw."
    assert len(current(page).body) == len(BODY) - 1


def test_somebody_sees_only_their_own_suggestions(
    page: PlainPage, member: Client, suggesting: Suggesting, editor: User
) -> None:
    suggesting({"summary": "Van een ander."}, contributor=editor)

    assert "badge-suggestion" not in member.get(reverse("my_suggestions")).content.decode()
