"""Who hears of an event: whoever follows what it is about or part of."""

from typing import Any

import pytest

from cms.models import Follow, HomePage, Notice
from events.models import Event
from knowledge.models import PageTheme
from tests.factories import EventPageFactory, MemberFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def follower_of(page: Any) -> Any:
    user = MemberFactory.create().user
    Follow.objects.create(user=user, translation_key=page.translation_key)
    return user


def draft(title: str, **facts: Any) -> Any:
    """Make a page that was never online; return it."""
    page = EventPageFactory.create(title=title, live=False)
    Event.objects.filter(translation_key=page.translation_key).update(**facts)
    return page


def test_who_follows_a_campaign_week_hears_of_a_new_activity(home: HomePage) -> None:
    week = EventPageFactory.create(title="Week", facts__kind="campaign")
    user = follower_of(week)
    soup = draft("Soep", super_event=week.event, kind="campaign_activity")

    soup.save_revision().publish()

    assert "Soep" in Notice.objects.get(recipient=user).line


def test_who_follows_a_topic_hears_of_a_new_event(home: HomePage) -> None:
    theme = ThemeFactory.create()
    user = follower_of(theme)
    page = draft("Samen aan tafel")
    PageTheme.objects.create(page=page, theme=theme)

    page.save_revision().publish()

    assert "Samen aan tafel" in Notice.objects.get(recipient=user).line


def test_who_follows_something_else_hears_nothing(home: HomePage) -> None:
    user = follower_of(EventPageFactory.create(title="Anders", facts__kind="campaign"))
    week = EventPageFactory.create(title="Week", facts__kind="campaign")
    soup = draft("Soep", super_event=week.event, kind="campaign_activity")

    soup.save_revision().publish()

    assert not Notice.objects.filter(recipient=user).exists()
