"""Coalitions on other pages, in feeds, and for who follows."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from cms.models import Follow, HomePage, Notice
from coalitions.enums import CallState
from coalitions.models import CallsIndex
from knowledge.models import PageTheme
from tests.factories import (
    ActivityFactory,
    CallFactory,
    CoalitionPageFactory,
    MemberFactory,
    ParticipationFactory,
    ProgressUpdateFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home: HomePage) -> Any:
    return CoalitionPageFactory.create(title="Samen eten", facts__lead=MemberFactory.create().user)


def tell(page: Any, text: str, **fields: Any) -> Any:
    return ProgressUpdateFactory.create(
        coalition=page.coalition, happened=text, **{"visibility": "public"} | fields
    )


def test_the_home_page_tells_the_newest_public_update_of_each_coalition(
    client: Client, home: HomePage, page: Any
) -> None:
    tell(page, "Oud nieuws", happened_on=date(2026, 1, 1))
    tell(page, "Nieuw nieuws", happened_on=date(2026, 2, 1))
    tell(page, "Voor leden", visibility="network", happened_on=date(2026, 3, 1))
    client.force_login(MemberFactory.create().user)

    shown = client.get(home.get_url()).content.decode()

    assert "Nieuw nieuws" in shown
    assert "Oud nieuws" not in shown
    assert "Voor leden" not in shown


def test_one_coalition_that_tells_a_lot_does_not_push_the_others_out(
    client: Client, home: HomePage, page: Any
) -> None:
    quiet = CoalitionPageFactory.create(title="Stille wandeling")
    tell(quiet, "Een keer gewandeld", happened_on=date(2026, 1, 1))
    for number in range(20):
        tell(page, f"Nieuws {number}", happened_on=date(2026, 2, 1))

    assert "Een keer gewandeld" in client.get(home.get_url()).content.decode()


def test_the_home_page_says_nothing_of_a_coalition_that_is_private(
    client: Client, home: HomePage, page: Any
) -> None:
    tell(page, "Nieuw nieuws")
    PageViewRestriction.objects.create(page=page, restriction_type="login")

    assert "Nieuw nieuws" not in client.get(home.get_url()).content.decode()


def test_an_activity_and_a_theme_show_who_works_on_them(client: Client, page: Any) -> None:
    activity, theme = ActivityFactory.create(), ThemeFactory.create()
    page.coalition.activities.add(activity)
    PageTheme.objects.create(page=page, theme=theme)

    for about in (activity, theme):
        assert page.get_url() in client.get(about.get_url()).content.decode()
    assert page.get_url() not in client.get(ActivityFactory.create().get_url()).content.decode()


def test_the_feed_of_a_coalition_holds_its_public_updates_and_no_others(
    client: Client, page: Any
) -> None:
    tell(page, "Wij kookten voor dertig mensen")
    tell(page, "Voor leden", visibility="network")
    tell(page, "Onder ons", visibility="coalition")
    tell(page, "Teruggenomen", withdrawn_at="2026-01-01T00:00Z")
    client.force_login(page.coalition.lead)

    feed = client.get(reverse("page_feed", args=[page.translation_key])).content.decode()

    assert "Wij kookten voor dertig mensen" in feed
    for words in ("Voor leden", "Onder ons", "Teruggenomen"):
        assert words not in feed


def test_the_feed_of_another_page_and_of_another_language_says_nothing_of_it(
    client: Client, page: Any, english_home: HomePage
) -> None:
    tell(page, "Wij kookten")
    other = CoalitionPageFactory.create(title="Anders")

    assert "Wij kookten" in client.get("/nl/atom/").content.decode()
    assert "Wij kookten" not in client.get("/en/atom/").content.decode()
    address = reverse("page_feed", args=[other.translation_key])
    assert "Wij kookten" not in client.get(address).content.decode()


def test_the_feed_holds_public_calls_and_no_others(client: Client, page: Any) -> None:
    theme = ThemeFactory.create()
    index = CallsIndex(title="Vragen", slug="vragen", locale=page.locale)
    page.get_parent().get_parent().add_child(instance=index)
    CallFactory.create(line="Wie heeft een pan?", visibility="public", coalition=page.coalition)
    CallFactory.create(line="Wie heeft een zaal?", visibility="public", theme=theme)
    CallFactory.create(line="Voor leden", visibility="network")
    CallFactory.create(line="Teruggenomen", visibility="public", state=CallState.WITHDRAWN)
    CallFactory.create(line="Who has a pan?", visibility="public", language="en")
    said = {"Wie heeft een pan?", "Wie heeft een zaal?", "Voor leden", "Teruggenomen", "Who has"}

    def found(feed_of: Any) -> set[str]:
        address = reverse("page_feed", args=[feed_of.translation_key]) if feed_of else "/nl/atom/"
        feed = client.get(address).content.decode()
        return {line for line in said if line in feed}

    assert found(None) == found(index) == {"Wie heeft een pan?", "Wie heeft een zaal?"}
    assert found(page) == {"Wie heeft een pan?"}
    assert found(theme) == {"Wie heeft een zaal?"}


def test_who_follows_an_activity_hears_of_a_new_coalition_that_runs_it(
    home: HomePage, page: Any
) -> None:
    activity, follower = ActivityFactory.create(), MemberFactory.create().user
    Follow.objects.create(user=follower, translation_key=activity.translation_key)
    page.coalition.activities.add(activity)

    page.save_revision().publish()

    assert "Samen eten" in Notice.objects.get(recipient=follower).line


def test_a_member_can_follow_a_coalition(client: Client, page: Any) -> None:
    member = MemberFactory.create().user
    client.force_login(member)
    assert reverse("follow_page", args=[page.translation_key]) in (
        client.get(page.get_url()).content.decode()
    )

    client.post(reverse("follow_page", args=[page.translation_key]), {"action": "follow"})

    assert Follow.objects.filter(user=member, translation_key=page.translation_key).exists()


def test_the_page_of_a_member_shows_their_coalitions_with_the_way_to_tell_more(
    client: Client, page: Any
) -> None:
    CoalitionPageFactory.create(title="Andere buren")
    done = CoalitionPageFactory.create(
        title="Al klaar", facts__lead=page.coalition.lead, facts__status="completed"
    )
    joined = CoalitionPageFactory.create(title="Ook van mij")
    ParticipationFactory.create(user=page.coalition.lead, coalition=joined.coalition)
    client.force_login(page.coalition.lead)

    shown = client.get(reverse("me")).content.decode()

    assert "Samen eten" in shown
    assert reverse("update_new", args=[page.coalition.pk]) in shown
    assert joined.title in shown
    assert done.title not in shown
    assert "Andere buren" not in shown


def test_the_page_of_a_member_leads_to_calls_plans_and_the_state_of_play(
    client: Client, home: HomePage
) -> None:
    client.force_login(MemberFactory.create().user)

    shown = client.get(reverse("me")).content.decode()

    for name in ("calls", "plans", "state_of_play"):
        assert f'href="{reverse(name)}"' in shown, name
    assert "my-coalitions" not in shown
