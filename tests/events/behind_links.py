"""Registrations, and the addresses that the links in their mails open."""

from typing import Any
from uuid import uuid4

from django.urls import reverse

from events.enums import LinkPurpose, RegistrationSource
from events.models import Event, Registration
from events.services.links import new_link
from events.services.registering import Person, Wish, register


def registered(event: Event, **more: Any) -> Registration:
    person = Person(name="Noor Visser", email=f"{uuid4().hex[:8]}@example.org")
    source = more.pop("source", RegistrationSource.ORGANISER)
    return register(event, Wish(key=uuid4(), person=person, source=source, **more))


def manage(registration: Registration, name: str = "registration_manage") -> str:
    return reverse(name, args=[new_link(registration, LinkPurpose.MANAGE)])
