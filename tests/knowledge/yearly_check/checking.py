"""When the check is tried, and what runs then."""

from datetime import datetime
from typing import Any

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from knowledge.models import Activity, ActivityCheck
from knowledge.yearly_check.links import token_of
from tests.factories import ActivityFactory

ZONE = timezone.get_default_timezone()
# A Tuesday morning.
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZONE)


def running_since(day: datetime, **values: Any) -> Any:
    made = ActivityFactory(**values)
    Activity.objects.filter(pk=made.pk).update(first_published_at=day)
    return Activity.objects.get(pk=made.pk)


def opened(check: ActivityCheck, name: str = "yearly_check", *pk: int) -> str:
    return reverse(name, args=[token_of(check.organisation, check.asked_at), *pk])


def say(check: ActivityCheck, said: str, **more: str) -> Any:
    sent = {"answer": said, **more}
    return Client().post(opened(check, "yearly_check_answer", check.pk), sent, follow=True)
