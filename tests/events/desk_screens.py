"""Opening the screens of the desk."""

from typing import Any

from django.urls import reverse
from django.utils.translation import override


def at(name: str, pk: int, query: str = "") -> str:
    """Return a Dutch address."""
    with override("nl"):
        return reverse(name, args=[pk]) + query


def shown(answer: Any) -> str:
    """Return what somebody reads."""
    assert answer.status_code == 200, answer
    return str(answer.content.decode())
