"""What is coming up, on the home page, on one's own page and on the pages it is about."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.models import HomePage
from events.models import Event
from knowledge.models import PageTheme
from tests.factories import (
    CoalitionPageFactory,
    EventPageFactory,
    MemberFactory,
    OrganisationFactory,
    RegistrationFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home: HomePage) -> Any:
    return EventPageFactory.create(title="Samen aan tafel")


def change(page: Any, **facts: Any) -> None:
    Event.objects.filter(translation_key=page.translation_key).update(**facts)


def shown(client: Client, page: Any) -> str:
    return client.get(page.get_url()).content.decode()


def hours(number: int) -> datetime:
    return timezone.now() + timedelta(hours=number)


def activity(title: str, week: Any, **facts: Any) -> Any:
    made = EventPageFactory.create(title=title)
    change(made, kind="campaign_activity", super_event=week.event, **facts)
    return made


def test_the_home_page_tells_what_is_next(client: Client, home: HomePage, page: Any) -> None:
    activity("Soep", page, starts_at=hours(1), ends_at=hours(2))
    off = EventPageFactory.create(title="Afgezegd")
    change(off, status="cancelled", starts_at=hours(3), ends_at=hours(4))
    private = EventPageFactory.create(title="Besloten")
    change(private, starts_at=hours(5), ends_at=hours(6))
    PageViewRestriction.objects.create(page=private, restriction_type="login")

    text = shown(client, home)

    assert "Samen aan tafel" in text
    assert not [title for title in ("Soep", "Afgezegd", "Besloten") if title in text]


def test_an_empty_agenda_leaves_the_home_page_alone(client: Client, home: HomePage) -> None:
    assert "next-event" not in shown(client, home)


def test_a_topic_and_a_coalition_on_it_show_what_comes_up(client: Client, page: Any) -> None:
    theme = ThemeFactory.create()
    coalition = CoalitionPageFactory.create(title="Buren koken")
    for about in (page, coalition):
        PageTheme.objects.create(page=about, theme=theme)
    past = EventPageFactory.create(title="Was er al")
    change(past, starts_at=hours(-5), ends_at=hours(-4))
    PageTheme.objects.create(page=past, theme=theme)

    for about in (theme, coalition):
        panel = shown(client, about).partition('id="coming-events"')[2]
        assert "Samen aan tafel" in panel
        assert "Was er al" not in panel


def test_an_organisation_shows_what_it_organises(client: Client, page: Any) -> None:
    change(page, organiser=OrganisationFactory.create(code="buurthuis"))
    EventPageFactory.create(title="Van een ander")
    client.force_login(MemberFactory.create().user)

    panel = client.get("/nl/netwerk/organisaties/buurthuis/").content.decode()

    assert "Samen aan tafel" in panel.partition('id="coming-events"')[2]
    assert "Van een ander" not in panel


def test_ones_own_page_says_where_one_goes(client: Client, page: Any) -> None:
    user = MemberFactory.create().user
    RegistrationFactory.create(event=page.event, user=user, email="", status="waitlisted")
    other = EventPageFactory.create(title="Ga ik niet heen")
    RegistrationFactory.create(event=other.event, user=user, email="", status="cancelled")
    client.force_login(user)

    text = client.get("/nl/mijn/").content.decode().partition('id="where-i-go"')[2]

    assert "Samen aan tafel" in text
    assert "Ga ik niet heen" not in text
