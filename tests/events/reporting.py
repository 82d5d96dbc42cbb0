"""What tests of reports share: a gathering of yesterday, its report and its findings."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from events.enums import FindingKind
from events.models import Event, Finding, ReportPage
from events.services.findings import add_finding
from events.services.reports import begin_report, publish_report
from network.enums import Role
from tests.factories import EventPageFactory, LessonFactory, UserFactory, index_of


def organiser() -> Any:
    """Return somebody who runs gatherings."""
    return UserFactory(roles=[Role.MEMBER, Role.ORGANISER])


def gathering(host: Any, days_ago: float = 1, **facts: Any) -> Event:
    """Return a gathering that ended some days ago, on a site that has reports and lessons."""
    index_of(ReportPage)
    LessonFactory()
    named = {f"facts__{name}": value for name, value in facts.items()}
    event: Event = EventPageFactory(facts__host=host, **named).event
    event.ends_at = timezone.now() - timedelta(days=days_ago)
    event.starts_at = event.ends_at - timedelta(hours=2)
    event.save()
    return event


def note(event: Event, kind: FindingKind, text: str, **more: Any) -> Finding:
    """Note something that was said."""
    return add_finding(event, key=uuid4(), values={"kind": kind, "text": text} | more)


def published(event: Event) -> ReportPage:
    """Return the report of an event, published by who runs it."""
    page = begin_report(event, event.host)
    publish_report(event, event.host)
    return ReportPage.objects.get(pk=page.pk)


def signed_in(user: Any) -> Client:
    """Return the browser of somebody who signed in."""
    client = Client()
    client.force_login(user)
    return client
