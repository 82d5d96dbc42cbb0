"""The weekly mail to a thousand people who follow one page: telling, writing, and queries each."""

import time
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import connection
from django.utils import timezone
from wagtail.models import Page

from cms.models import Follow, OutgoingMail
from cms.notices.weekly import DAY, HOUR, write_round

PEOPLE = 1000


def measure() -> dict[str, float]:
    """Return seconds and queries for `PEOPLE` recipients, on the demo's own database."""
    page = Page.objects.live().filter(locale__language_code="nl", depth__gte=4).first()
    _followers(page)
    begun = time.perf_counter()
    page.specific.save_revision().publish()
    told = time.perf_counter() - begun
    queries = 0

    def count(execute: Any, *rest: Any) -> Any:
        nonlocal queries
        queries += 1
        return execute(*rest)

    begun = time.perf_counter()
    with connection.execute_wrapper(count):
        written = write_round(_tuesday())
    took = time.perf_counter() - begun
    OutgoingMail.objects.all().delete()
    return {
        "mails written": written,
        "publishing and telling, s": round(told, 2),
        "writing all mails, s": round(took, 2),
        "queries for each mail": round(queries / written, 1),
    }


def _followers(page: Page) -> None:
    model = get_user_model()
    addresses = [f"volger-{number}@schakel.example" for number in range(PEOPLE)]
    people = model.objects.bulk_create(
        model(email=address, password="!")  # noqa: S106  # nobody signs in with it
        for address in addresses
    )
    Group.objects.get(name="member").user_set.add(*people)
    Follow.objects.bulk_create(
        Follow(user=user, translation_key=page.translation_key) for user in people
    )


def _tuesday() -> Any:
    today = timezone.localtime()
    day = today + timedelta(days=DAY - today.weekday())
    return day.replace(hour=HOUR.hour, minute=HOUR.minute, second=1)
