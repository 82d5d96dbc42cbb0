"""How the page of an event stands: a draft, waiting to be looked at, sent back, or online."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, WorkflowState

from events.enums import RegistrationStatus
from events.models import Event, EventPage


@dataclass(frozen=True, slots=True)
class Standing:
    """An event with its original page; `sent_back` is what should change first."""

    event: Event
    page: EventPage | None
    is_waiting: bool = False
    sent_back: str = ""

    @property
    def title(self) -> str:
        """What it is called as it was last written."""
        return str(self.page.draft_title or self.page.title) if self.page else str(self.event)


def standings(events: Iterable[Event]) -> list[Standing]:
    """Return how each of these stands, in a fixed number of queries."""
    rows = list(events)
    keys = [each.translation_key for each in rows]
    originals = EventPage.objects.originals().filter(translation_key__in=keys)
    pages = {page.translation_key: page for page in originals.select_related("locale")}
    states = _states(pages.values())
    return [_standing(each, pages.get(each.translation_key), states) for each in rows]


def _states(pages: Iterable[EventPage]) -> dict[str, WorkflowState]:
    found = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=[str(page.pk) for page in pages],
        status__in=[WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES],
    )
    return {state.object_id: state for state in found.select_related("current_task_state")}


def _standing(event: Event, page: EventPage | None, states: dict[str, Any]) -> Standing:
    state = states.get(str(page.pk)) if page else None
    if state is None:
        return Standing(event, page)
    if state.status == WorkflowState.STATUS_IN_PROGRESS:
        return Standing(event, page, is_waiting=True)
    task = state.current_task_state
    return Standing(event, page, sent_back=(task.comment if task else "") or "–")


@dataclass(frozen=True, slots=True)
class Told:
    """How many people hear of a change by mail, and how many the organiser has to call."""

    by_mail: int
    to_call: int


def told_by_mail(event: Event) -> Told:
    """Return how many count on an event: by mail, or by phone where there is no address."""
    # Who did not confirm an address was not told of it either.
    known = event.registrations.standing().exclude(status=RegistrationStatus.UNCONFIRMED)
    standing = known.select_related("user")
    addresses = [bool(each.address) for each in standing]
    return Told(by_mail=sum(addresses), to_call=len(addresses) - sum(addresses))
