"""The list of calls and questions: filtered, in order, in pages, and in the menu."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coalitions.models import CallsIndex
from network.enums import Role
from tests.factories import (
    CallFactory,
    CoalitionPageFactory,
    NeighbourhoodFactory,
    ThemeFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


def test_filters_by_kind_theme_and_neighbourhood(client: Client, member: Any) -> None:
    theme, place = ThemeFactory.create(), NeighbourhoodFactory.create()
    other = NeighbourhoodFactory.create(code="zuilen")
    CallFactory.create(line="Alpha", kind="question", theme=theme, neighbourhood=place)
    CallFactory.create(line="Bravo", kind="call", neighbourhood=other)

    def found(query: str) -> set[str]:
        results = client.get(f"/nl/vragen-en-oproepen/?{query}").context["results"]
        return {call.line for call in results}

    assert found("kind=question") == found(f"theme={theme.slug}") == {"Alpha"}
    assert found("neighbourhood=zuilen") == {"Bravo"}
    assert found("kind=onzin") == {"Alpha", "Bravo"}


def test_what_is_open_stands_above_what_is_memory_in_pages_of_twenty(
    client: Client, member: Any
) -> None:
    CallFactory.create(line="Dicht", state="closed", closed_at=timezone.now())
    CallFactory.create(line="Antwoord", state="answered")
    CallFactory.create_batch(19)

    first = client.get("/nl/vragen-en-oproepen/").context["results"]
    second = client.get("/nl/vragen-en-oproepen/?page=2").context["results"]

    assert first[19].line == "Antwoord"
    assert [call.line for call in second] == ["Dicht"]


def test_the_list_takes_no_more_queries_when_it_grows(
    client: Client, member: Any, django_assert_max_num_queries: Any
) -> None:
    page = CoalitionPageFactory.create()
    for _number in range(15):
        CallFactory.create(coalition=page.coalition, theme=ThemeFactory.create(), asked_by=member)
    client.get("/nl/vragen-en-oproepen/")

    with django_assert_max_num_queries(45):
        client.get("/nl/vragen-en-oproepen/")


def test_the_form_takes_no_more_queries_with_more_coalitions(
    client: Client, account: Any, django_assert_max_num_queries: Any
) -> None:
    client.force_login(account(Role.COORDINATOR))
    CoalitionPageFactory.create(title="Buren koken")
    client.get("/nl/vragen-en-oproepen/nieuw/")
    with CaptureQueriesContext(connection) as one:
        client.get("/nl/vragen-en-oproepen/nieuw/")
    few = len(one)
    CoalitionPageFactory.create_batch(5)
    # The frame of every page is read anew once a page was added.
    client.get("/nl/vragen-en-oproepen/nieuw/")

    with django_assert_max_num_queries(few):
        page = client.get("/nl/vragen-en-oproepen/nieuw/").content.decode()

    assert "Buren koken" in page


def test_the_menu_page_leads_to_the_list_whatever_its_slug(client: Client, home: Any) -> None:
    page = CallsIndex(title="Vragen en oproepen", slug="anders", show_in_menus=True)
    home.add_child(instance=page)

    response = client.get("/nl/anders/")
    assert response.headers["Location"].endswith("/nl/vragen-en-oproepen/")
    listed = client.get("/nl/vragen-en-oproepen/")
    assert "<h1>Vragen en oproepen</h1>" in listed.content.decode()
    [link] = listed.context["nav"].menu
    assert client.get(link.url, follow=True).status_code == 200
