"""What a browser sends from the form of one's own facts."""

from typing import Any

from django.test import Client
from django.urls import reverse

from knowledge.models import Activity


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(activity: Any, name: str = "activity_facts") -> str:
    return reverse(name, args=[activity.translation_key])


def filled(activity: Any, **changed: str) -> dict[str, str]:
    """What a browser sends: each field, and what it showed when the form was opened."""
    shown = {
        name: getattr(activity, name)
        for name in ("place", "frequency", "how_to_join", "phone", "website")
    }
    sent = {**shown, **changed}
    return {**sent, **{f"initial-{name}": value for name, value in shown.items()}}


def fresh(activity: Any) -> Any:
    return Activity.objects.get(pk=activity.pk)
