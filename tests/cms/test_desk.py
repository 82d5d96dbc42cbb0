"""The coordinator's page: what waits, the oldest first, and nothing else."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from cms.care.desk import overdue_pages
from cms.desk import WaitingItem, WaitingList
from cms.models import HomePage, PageCare
from cms.registry import Registry
from cms.views import desk as view
from network.enums import Role
from tests.factories import ThemeFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lists(monkeypatch: pytest.MonkeyPatch) -> Registry[WaitingList]:
    """An empty desk, to put lists on."""
    registry: Registry[WaitingList] = Registry("list on the desk")
    monkeypatch.setattr(view, "lists", registry)
    return registry


@pytest.fixture
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def some(number: int, **options: Any) -> WaitingList:
    days = [date(2026, 1, 1) + timedelta(days=each) for each in reversed(range(number))]
    items = [WaitingItem(f"Thing of {day:%d}", f"/thing/{day:%d}", day) for day in days]
    return WaitingList("Things", lambda _user: items, **({"order": 10} | options))


def shown(client: Client) -> Any:
    response = client.get("/en/coordination/")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main


def test_at_most_five_are_shown_the_oldest_first_with_how_many_there_are(
    english_home: HomePage, client: Client, account: Any, lists: Any
) -> None:
    lists.register("things", some(7, address=lambda: "/all-things/"))
    client.force_login(account(Role.COORDINATOR))

    page = shown(client)

    lines = [link.text for link in page.select(".waiting-items a")]
    assert lines == [f"Thing of 0{day}" for day in range(1, 6)]
    assert page.h2.get_text(" ", strip=True) == "Things (7)"
    assert page.select_one('a[href="/all-things/"]')


def test_what_has_no_page_of_its_own_is_all_there_behind_a_fold(
    english_home: HomePage, client: Client, account: Any, lists: Any
) -> None:
    lists.register("things", some(7))
    client.force_login(account(Role.COORDINATOR))

    page = shown(client)

    assert len(page.select(".waiting-items a")) == 7
    assert len(page.select("details .waiting-items a")) == 2


def test_lists_stand_in_their_order_and_empty_ones_are_left_out(
    english_home: HomePage, client: Client, account: Any, lists: Any
) -> None:
    lists.register("late", WaitingList("Late", lambda _user: [WaitingItem("L", "/l/")], order=20))
    lists.register("none", WaitingList("None", lambda _user: [], order=5))
    lists.register("early", WaitingList("Early", lambda _user: [WaitingItem("E", "/e/")], order=10))
    client.force_login(account(Role.COORDINATOR))

    headings = [heading.get_text(" ", strip=True) for heading in shown(client).select("h2")]

    assert headings == ["Early (1)", "Late (1)"]


def test_an_empty_desk_says_so(
    english_home: HomePage, client: Client, account: Any, lists: Any
) -> None:
    client.force_login(account(Role.COORDINATOR))

    page = shown(client)

    assert "Nothing waits" in page.text
    assert not page.select(".heap")


@pytest.mark.parametrize("role", list(Role))
def test_only_who_keeps_the_network_going_has_a_desk_and_a_link_to_it(
    english_home: HomePage, client: Client, account: Any, role: Role
) -> None:
    client.force_login(account(role))
    may = role in {Role.COORDINATOR, Role.ADMINISTRATOR}

    assert client.get("/nl/coordinatie/").status_code == (200 if may else 404)
    assert ('href="/en/coordination/"' in client.get("/en/").content.decode()) == may


def test_who_has_not_signed_in_is_asked_to(client: Client) -> None:
    response = client.get("/nl/coordinatie/")

    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def overdue(page: Any, days: int, **fields: Any) -> PageCare:
    day = timezone.localdate() - timedelta(days=days)
    care: PageCare = PageCare.objects.create(
        translation_key=page.translation_key, review_on=day, **fields
    )
    return care


def test_pages_past_their_day_wait_with_who_looks_after_them(
    home: HomePage, account: Any, in_english: None
) -> None:
    keeper = account(Role.EDITOR)
    keeper.name = "Rik Redactie"
    keeper.save()
    recent, old, today = (ThemeFactory(title=name) for name in ("Recent", "Old", "Today"))
    overdue(recent, 1)
    overdue(old, 40, owner=keeper)
    overdue(today, 0)

    items = overdue_pages(keeper)

    assert [item.line for item in items] == [
        "Old – Rik Redactie looks after it",
        "Recent – nobody looks after it yet",
    ]
    assert items[0].address == old.get_url()
    assert items[0].since == timezone.localdate() - timedelta(days=40)


def test_a_deputy_is_named_where_there_is_no_owner(home: HomePage, in_english: None) -> None:
    overdue(ThemeFactory(title="Buurt"), 1, deputy=UserFactory.create(name="Rik Redactie"))

    assert overdue_pages(None)[0].line == "Buurt – Rik Redactie looks after it"


def test_the_address_of_who_has_no_name_is_not_shown(home: HomePage, in_english: None) -> None:
    overdue(ThemeFactory(title="Buurt"), 1, owner=UserFactory.create(name=""))

    assert overdue_pages(None)[0].line == "Buurt – somebody without a name looks after it"


def test_pages_that_are_gone_or_not_published_do_not_wait(home: HomePage) -> None:
    hidden = ThemeFactory()
    hidden.unpublish()
    overdue(hidden, 3)
    PageCare.objects.create(translation_key=uuid4(), review_on=date(2020, 1, 1))

    assert overdue_pages(None) == []


def test_a_page_is_named_in_the_readers_language(english_home: HomePage, home: HomePage) -> None:
    overdue(home, 3)

    with translation.override("en"):
        assert overdue_pages(None)[0].line.startswith("Schakel in English – ")
        assert overdue_pages(None)[0].address == english_home.get_url()
    with translation.override("nl"):
        assert overdue_pages(None)[0].line.startswith("Schakel – ")


def test_more_pages_take_no_more_queries(
    home: HomePage, account: Any, django_assert_num_queries: Any
) -> None:
    keeper = account(Role.EDITOR)
    overdue(ThemeFactory(), 3, owner=keeper)
    overdue_pages(keeper)

    with django_assert_num_queries(2):
        overdue_pages(keeper)
    for _each in range(4):
        overdue(ThemeFactory(), 3, owner=keeper)
    with django_assert_num_queries(2):
        assert len(overdue_pages(keeper)) == 5
