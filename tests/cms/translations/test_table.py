"""One table of what fell behind, for who translates."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Workflow, WorkflowPage

from cms.notices.reads import for_whom
from cms.translations.reads import behind
from cms.translations.table import found_for, to_translate
from network.enums import Role
from tests.cms.translations.conftest import Pair

pytestmark = pytest.mark.django_db

ADDRESS = "/nl/vertalingen/"


@pytest.fixture
def translator(account: Any) -> Any:
    return account(Role.TRANSLATOR)


@pytest.fixture
def as_translator(client: Client, translator: Any) -> Client:
    client.force_login(translator)
    return client


def shown(client: Client) -> str:
    return " ".join(client.get(ADDRESS).content.decode().split())


def test_the_table_says_what_is_stale_where_and_how_much(pair: Pair, as_translator: Client) -> None:
    edit = reverse("wagtailadmin_pages:edit", args=[pair.english.pk])
    assert edit not in shown(as_translator)
    pair.say("We eten samen.", "We zingen <b>ook</b>.")

    page = shown(as_translator)

    assert "Over ons" in page
    assert "1 van 5" in page
    assert "We zingen ook." in page
    assert edit in page
    assert reverse("submit_translation", args=[pair.english.pk]) not in page


def test_what_is_translated_can_be_sent_to_the_reviewers_until_it_is(
    pair: Pair, as_translator: Client
) -> None:
    workflow, _made = Workflow.objects.get_or_create(name="Kijken", active=True)
    WorkflowPage.objects.get_or_create(
        page=Page.objects.get(depth=1), defaults={"workflow": workflow}
    )
    pair.say("We eten samen.", "We zingen ook.")
    pair.translate()
    submit = reverse("submit_translation", args=[pair.english.pk])
    assert submit in shown(as_translator)

    as_translator.post(submit)

    assert pair.english.current_workflow_state is not None
    page = shown(as_translator)
    assert submit not in page
    assert "Wordt nagekeken" in page
    # Its readers still see what was, and are told so.
    assert behind(pair.english)


def test_what_is_published_again_leaves_the_table(pair: Pair, as_translator: Client) -> None:
    pair.say("We eten samen.", "We zingen ook.")
    pair.translate()
    edit = reverse("wagtailadmin_pages:edit", args=[pair.english.pk])
    assert edit in shown(as_translator)

    pair.publish()

    assert edit not in shown(as_translator)


@pytest.mark.parametrize("role", [Role.MEMBER, Role.LEAD, Role.COORDINATOR])
def test_who_does_not_translate_does_not_see_it(
    role: Role, pair: Pair, client: Client, account: Any
) -> None:
    client.force_login(account(role))

    assert client.get(ADDRESS).status_code == 404
    assert to_translate(account(Role.ORGANISER)) == []


def test_who_translates_hears_of_it_among_what_waits(pair: Pair, translator: Any) -> None:
    assert to_translate(translator) == []
    pair.say("We eten samen.", "We zingen ook.")

    (item,) = to_translate(translator)

    assert item.line == "1 vertaling loopt achter"
    assert item.address == ADDRESS


def test_the_weekly_mail_asks_translators_and_no_members(
    pair: Pair, translator: Any, account: Any
) -> None:
    member = account(Role.MEMBER)
    assert for_whom()["translations"] == frozenset()
    pair.say("We eten samen.", "We zingen ook.")

    asked = for_whom()["translations"] or ()

    assert translator.pk in asked
    assert member.pk not in asked


def test_words_in_the_table_are_text(pair: Pair, as_translator: Client) -> None:
    pair.say("We eten samen.", "&lt;script&gt;alert(1)&lt;/script&gt;")

    assert "<script>alert(1)" not in shown(as_translator)
    assert "&lt;script&gt;alert(1)" in shown(as_translator)


def test_only_pages_that_somebody_may_change_are_counted_for_them(pair: Pair, account: Any) -> None:
    pair.say("We eten samen.", "We zingen ook.")

    assert found_for(account(Role.TRANSLATOR)).count() == 1
    assert found_for(account(Role.MEMBER)).count() == 0
