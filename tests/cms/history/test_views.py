"""The public history of a page: what everybody reads, and what an editor does with it."""

import xml.etree.ElementTree as ET
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, PageLogEntry, PageViewRestriction

from cms.enums import ChangeKind
from cms.history.services import noting
from cms.models import HomePage, PageChange, PlainPage
from network.enums import Role
from tests.cms.history.publishing import latest, new_page, publish
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
CANARY = "<script>alert('kanarie')</script>"


@pytest.fixture
def page(home: HomePage) -> PlainPage:
    return new_page(home)


@pytest.fixture
def editor(client: Client, account: Any) -> Client:
    client.force_login(account(Role.EDITOR))
    return client


def history_of(page: PlainPage) -> str:
    return reverse("page_history", args=[page.translation_key])


def at(name: str, page: PlainPage, change: PageChange) -> str:
    return reverse(name, args=[page.translation_key, change.pk])


def read(client: Client, address: str) -> Any:
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main


def test_everybody_reads_when_and_why_a_page_changed(page: PlainPage, client: Client) -> None:
    writer = UserFactory.create(name="Rik Redactie")
    with noting("Nieuw adres", ChangeKind.SUGGESTED, by=writer, organisation="Boogh"):
        publish(page, summary="Twee")

    newer, first = read(client, history_of(page)).select(".history > li")

    assert "Nieuw adres" in newer.text
    assert "een deelnemer van Boogh" in newer.text
    assert "Rik Redactie" not in newer.text
    whole = read(client, first.select_one("a")["href"])
    assert "Eén" in whole.text
    assert not whole.select("ins")


def test_members_read_who_did_it_and_who_looked_at_it(page: PlainPage, client: Client) -> None:
    writer, reviewer = UserFactory.create(name="Rik Rap"), UserFactory.create(name="Lot Lezer")
    with noting(by=writer, organisation="Boogh", reviewed_by=reviewer):
        publish(page, summary="Twee")

    assert "Lot Lezer" not in read(client, history_of(page)).text
    client.force_login(UserFactory.create())
    text = read(client, history_of(page)).text

    assert "Rik Rap (Boogh)" in text
    assert "Lot Lezer" in text


def test_a_change_shows_which_words_came_and_went(page: PlainPage, client: Client) -> None:
    change = publish(page, summary="Twee", title="Samen koken")

    shown = read(client, at("page_diff", page, change))

    assert [each.text for each in shown.select("ins")][-1].find("Twee") >= 0
    assert any("Eén" in each.text for each in shown.select("del"))
    assert len(shown.select("section.changed")) == 2


def test_two_versions_further_apart_are_laid_beside_each_other(
    page: PlainPage, client: Client
) -> None:
    first = PageChange.objects.get(page=page)
    publish(page, summary="Twee")
    last = publish(page, summary="Drie")

    shown = read(client, at("page_diff", page, last) + f"?since={first.pk}")

    assert any("Eén" in each.text for each in shown.select("del"))


def test_what_is_drafted_stays_out_of_sight(page: PlainPage, client: Client) -> None:
    change = publish(page, summary="Twee")
    page.refresh_from_db()
    page.summary = "Geheim concept"
    page.save_revision()

    for address in (history_of(page), at("page_diff", page, change)):
        assert "Geheim" not in client.get(address).content.decode()


@pytest.mark.parametrize("name", ["page_diff", "page_restore", "page_version_hide"])
def test_the_change_of_another_page_is_not_found_here(
    name: str, page: PlainPage, home: HomePage, editor: Client
) -> None:
    other = new_page(home, title="Ander")
    foreign = publish(other, summary="Twee")
    address = at(name, page, foreign)

    answer = editor.get(address) if name == "page_diff" else editor.post(address)

    assert answer.status_code == 404
    foreign.refresh_from_db()
    assert foreign.revision_id is not None


@pytest.mark.parametrize("since", ["foreign", "0", "x", "²"])
def test_a_version_of_another_page_is_not_laid_beside_it(
    since: str, page: PlainPage, home: HomePage, client: Client
) -> None:
    foreign = PageChange.objects.get(page=new_page(home, title="Ander"))
    own = publish(page, summary="Twee")
    asked = str(foreign.pk) if since == "foreign" else since

    assert client.get(at("page_diff", page, own) + f"?since={asked}").status_code == 404


def test_a_page_that_is_private_or_offline_has_no_history_for_others(
    page: PlainPage, client: Client
) -> None:
    change = publish(page, summary="Twee")
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.get(name=Role.LEAD))

    for address in (history_of(page), at("page_diff", page, change)):
        assert client.get(address).status_code == 404
    restriction.delete()
    PlainPage.objects.get(pk=page.pk).unpublish()
    for address in (history_of(page), at("page_diff", page, change)):
        assert client.get(address).status_code == 404
    assert client.get(reverse("page_history", args=[uuid4()])).status_code == 404


def test_a_page_for_who_signs_in_has_no_history_for_visitors(
    page: PlainPage, client: Client
) -> None:
    change = publish(page, summary="Twee")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    addresses = (history_of(page), f"{history_of(page)}?atom", at("page_diff", page, change))

    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]


def test_what_a_page_said_while_it_was_private_stays_private(
    page: PlainPage, client: Client, superuser: Any
) -> None:
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )
    hidden = publish(page, summary="Besloten woord")
    publish(page, summary="Vlak voor het openen")
    restriction.delete(user=superuser)
    assert PageLogEntry.objects.filter(action="wagtail.view_restriction.delete").exists()
    later = publish(page, summary="Voor iedereen")

    (line,) = read(client, history_of(page)).select(".history > li")
    shown = client.get(at("page_diff", page, later)).content.decode()

    assert str(later.pk) in line.select_one("a")["href"]
    assert "Vlak voor het openen" in shown or "Vlak" in shown
    assert "Besloten" not in shown
    assert client.get(at("page_diff", page, hidden)).status_code == 404
    address = at("page_diff", page, later) + f"?since={hidden.pk}"
    assert client.get(address).status_code == 404


def test_an_alias_shows_the_history_of_what_it_mirrors(
    page: PlainPage, english_home: HomePage, client: Client
) -> None:
    page.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
    publish(page, summary="Twee")

    response = client.get(f"/en/page/{page.translation_key}/history/")

    assert response.status_code == 200
    assert len(BeautifulSoup(response.content, "html.parser").select(".history > li")) == 2


def test_five_hundred_changes_need_as_many_queries_as_one(page: PlainPage, client: Client) -> None:
    revision = page.latest_revision
    # The frame of the site is read once and kept.
    read(client, history_of(page))
    one = queries(client, page)
    people = UserFactory.create_batch(5)
    PageChange.objects.bulk_create(
        PageChange(page=page.page_ptr, revision=revision, by=people[number % 5], note=str(number))
        for number in range(500)
    )

    assert queries(client, page) == one
    assert len(read(client, history_of(page)).select(".history > li")) == 20


def queries(client: Client, page: PlainPage) -> int:
    with CaptureQueriesContext(connection) as asked:
        read(client, history_of(page))
    return len(asked)


def test_script_stays_text_in_the_history(page: PlainPage, editor: Client) -> None:
    writer = UserFactory.create(name=CANARY)
    with noting(CANARY, by=writer, organisation=CANARY):
        change = publish(page, title=CANARY, summary=CANARY)

    for address in (history_of(page), at("page_diff", page, change)):
        content = editor.get(address).content.decode()
        assert CANARY not in content
        assert "kanarie" in content


def test_a_feed_reader_gets_the_changes_without_names(
    page: PlainPage, client: Client, account: Any
) -> None:
    with noting("Nieuw adres", by=UserFactory.create(name="Rik Rap"), organisation=CANARY):
        change = publish(page, summary="Twee", title=CANARY)
    client.force_login(account(Role.MEMBER))

    response = client.get(history_of(page) + "?atom")

    assert response["Content-Type"].startswith("application/atom+xml")
    content = response.content.decode()
    newer, older = ET.fromstring(content).findall(f"{ATOM}entry")  # noqa: S314  # our own
    (link,) = newer.findall(f"{ATOM}link")
    assert link.attrib["href"].endswith(at("page_diff", page, change))
    assert "Nieuw adres" in newer.findtext(f"{ATOM}summary", "")
    assert "Nieuw adres" not in ET.tostring(older, encoding="unicode")
    assert CANARY not in content
    assert "Rik Rap" not in content


def test_a_page_that_is_not_for_everybody_has_no_feed(
    page: PlainPage, client: Client, account: Any
) -> None:
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.get(name=Role.MEMBER))
    client.force_login(account(Role.MEMBER))

    assert client.get(history_of(page)).status_code == 200
    assert client.get(history_of(page) + "?atom").status_code == 404


def test_an_editor_puts_an_earlier_version_back(page: PlainPage, editor: Client) -> None:
    first = PageChange.objects.get(page=page)
    publish(page, summary="Fout")

    answer = editor.post(at("page_restore", page, first), {"note": "Dat klopte niet"})

    assert answer.status_code == 302
    page.refresh_from_db()
    change = latest(page)
    assert page.summary == "Eén"
    assert (change.kind, change.note) == (ChangeKind.RESTORED, "Dat klopte niet")
    assert str(change.by) == "editor@schakel.example"


@pytest.mark.parametrize("role", [Role.MEMBER, Role.TRANSLATOR, Role.COORDINATOR, None])
@pytest.mark.parametrize("name", ["page_restore", "page_version_hide"])
def test_nobody_else_does(
    name: str, role: Role | None, page: PlainPage, client: Client, account: Any
) -> None:
    first = PageChange.objects.get(page=page)
    publish(page, summary="Twee")
    if role:
        client.force_login(account(role))

    assert client.post(at(name, page, first)).status_code == 404
    assert PageChange.objects.filter(page=page, revision__isnull=False).count() == 2
    assert "page_restore" not in client.get(at("page_diff", page, first)).content.decode()


def test_an_editor_without_a_second_step_does_not(page: PlainPage, client: Client) -> None:
    first = PageChange.objects.get(page=page)
    publish(page, summary="Twee")
    client.force_login(UserFactory.create(roles=[Role.EDITOR]))

    assert client.post(at("page_restore", page, first)).status_code == 404


def test_putting_back_does_not_bury_a_draft(page: PlainPage, editor: Client) -> None:
    first = PageChange.objects.get(page=page)
    publish(page, summary="Twee")
    draft = PlainPage.objects.get(pk=page.pk)
    draft.summary = "Waar iemand aan werkt"
    draft.save_revision()

    editor.post(at("page_restore", page, first))

    page.refresh_from_db()
    assert page.summary == "Twee"
    assert page.get_latest_revision_as_object().summary == "Waar iemand aan werkt"


def test_what_nobody_may_read_is_taken_out_of_sight(page: PlainPage, editor: Client) -> None:
    told = publish(page, summary="Bel Jan op 06")
    publish(page, summary="Bel het buurthuis")

    assert editor.post(at("page_version_hide", page, told)).status_code == 302

    told.refresh_from_db()
    assert told.revision is None
    assert editor.get(at("page_diff", page, told)).status_code == 404
    assert "Jan" not in editor.get(at("page_diff", page, latest(page))).content.decode()
    assert PageLogEntry.objects.filter(action="cms.hide_version", page=page.pk).exists()


def test_what_the_page_says_now_cannot_be_hidden(page: PlainPage, editor: Client) -> None:
    current = publish(page, summary="Twee")

    editor.post(at("page_version_hide", page, current))

    current.refresh_from_db()
    assert current.revision is not None


def test_a_page_leads_to_its_history(page: PlainPage, client: Client) -> None:
    assert f'href="{history_of(page)}"' in client.get(page.get_url()).content.decode()
