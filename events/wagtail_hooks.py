"""Wiring of events into Wagtail's admin."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.models import Page

from events.models import EventPage
from events.services.desk import LOOKED, MAILED, TAKEN_OUT


@hooks.register("register_log_actions")
def name_looks_at_registrations(actions: LogActionRegistry) -> None:
    """Say who saw, took out or wrote to the people who come to an event."""
    for action, label in (
        (LOOKED, _("Registrations looked at")),
        (TAKEN_OUT, _("Registrations taken out")),
        (MAILED, _("Mail to who is registered")),
    ):
        actions.register_action(action, label, label)


@hooks.register("before_delete_page")
def keep_what_people_count_on(request: HttpRequest, page: Page) -> HttpResponse | None:
    """An event for which people are registered is called off first, so that they hear of it."""
    return _refused(request, [page])


@hooks.register("before_bulk_action")
def keep_all_that_people_count_on(
    request: HttpRequest, action_type: str, objects: Iterable[Any], _action: Any
) -> HttpResponse | None:
    """Likewise where many pages go at once."""
    pages = [each for each in objects if isinstance(each, Page)]
    return _refused(request, pages) if action_type == "delete" else None


def _refused(request: HttpRequest, pages: Iterable[Page]) -> HttpResponse | None:
    for page in pages:
        for found in EventPage.objects.descendant_of(page, inclusive=True).originals():
            event = found.event
            if event and event.goes_on and not event.is_over() and event.registrations.exists():
                said = _now("People are registered for “%(title)s”: call it off in the site first.")
                messages.error(request, said % {"title": found.title})
                return redirect("wagtailadmin_home")
    return None
