"""The form to register with, as tests fill it in."""

from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import override

from events.models import Registration, Session
from tests.factories import SessionFactory

ADDRESS = "anna@schakel.example"


def path(event: Any, name: str = "register_new") -> str:
    with override("en"):
        return reverse(name, args=[event.pk])


def typed(**more: Any) -> dict[str, Any]:
    return {"key": str(uuid4()), "name": "Anna", "email": ADDRESS} | more


def full_session(event: Any, **fields: Any) -> Session:
    session: Session = SessionFactory.create(slot__event=event, capacity=1, **fields)
    taken = Registration.objects.create(event=event, key=uuid4(), name="Bas", queue_number=1)
    taken.choices.create(slot=session.slot, session=session)
    return session
