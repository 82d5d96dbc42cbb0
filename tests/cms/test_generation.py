"""What many pages show is read once, and again when something of it changed."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import timezone
from wagtail.models import Page, Site

from cms.generation import advanced_once, forget_old, remembered
from cms.models import Generation, HomePage, PlainPage
from cms.navigation import navigation_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def about(home: HomePage) -> PlainPage:
    page: PlainPage = home.add_child(
        instance=PlainPage(title="Over ons", slug="over-ons", show_in_menus=True)
    )
    return page


def request() -> Any:
    return RequestFactory().get("/nl/", headers={"host": "localhost"})


def menu() -> list[str]:
    return [link.title for link in navigation_for(request()).menu]


def test_what_did_not_change_is_read_once(about: PlainPage) -> None:
    read: list[int] = []
    for _turn in range(3):
        remembered("colour", lambda: read.append(1))
    assert len(read) == 1


def test_the_frame_of_a_second_page_costs_one_query(
    about: PlainPage, django_assert_num_queries: Any
) -> None:
    menu()
    with django_assert_num_queries(1):
        menu()


def test_a_new_title_stands_in_the_menu_at_once(about: PlainPage) -> None:
    assert menu() == ["Over ons"]
    about.title = "Wie wij zijn"
    about.save_revision().publish()
    assert menu() == ["Wie wij zijn"]


def test_a_page_that_is_taken_offline_leaves_the_menu(about: PlainPage) -> None:
    menu()
    about.unpublish()
    assert menu() == []


def test_a_page_that_is_removed_leaves_the_menu(about: PlainPage) -> None:
    menu()
    about.delete()
    assert menu() == []


def test_a_page_that_becomes_private_leaves_the_menu(about: PlainPage) -> None:
    menu()
    about.view_restrictions.create(restriction_type="login")
    assert menu() == []


def test_a_page_that_moves_below_another_leaves_the_menu(about: PlainPage, home: HomePage) -> None:
    other = home.add_child(instance=PlainPage(title="Elders", slug="elders", show_in_menus=True))
    assert menu() == ["Over ons", "Elders"]
    about.move(Page.objects.get(pk=other.pk), pos="last-child")
    assert menu() == ["Elders"]


def test_the_name_of_the_site_changes_at_once(about: PlainPage) -> None:
    menu()
    Site.objects.get(is_default_site=True).delete()
    Site.objects.create(
        is_default_site=True, hostname="localhost", root_page=about.get_parent(), site_name="Samen"
    )
    assert navigation_for(request()).site_name == "Samen"


def test_a_draft_changes_nothing_for_readers(about: PlainPage) -> None:
    before = Generation.objects.current()
    about.title = "Nog niet"
    about.save_revision()
    assert Generation.objects.current() == before


def test_many_changes_at_once_make_one_generation(about: PlainPage) -> None:
    before = Generation.objects.count()
    with advanced_once():
        for _turn in range(5):
            about.save()
    assert Generation.objects.count() == before + 1


def test_where_nothing_changes_no_generation_begins(about: PlainPage) -> None:
    before = Generation.objects.count()
    with advanced_once():
        about.get_url()
    assert Generation.objects.count() == before


def test_old_changes_are_forgotten_and_later_ones_still_seen(about: PlainPage) -> None:
    menu()
    Generation.objects.update(changed_at=timezone.now() - timedelta(days=2))
    assert forget_old() > 0
    assert menu() == ["Over ons"]
    about.title = "Wie wij zijn"
    about.save_revision().publish()
    assert menu() == ["Wie wij zijn"]
