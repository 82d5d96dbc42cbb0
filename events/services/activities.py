"""Activities that partners submit for a campaign week: somebody looks at them first."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from events.enums import EventKind
from events.exceptions import EventError
from events.models import Event
from events.services.making import begin, offer, publish
from network.reads.speaking import organisation_of


@transaction.atomic
def submit(
    campaign: Event, user: Any, key: UUID, words: Mapping[str, Any], facts: Mapping[str, Any]
) -> Event:
    """Return an activity of a campaign week; it waits, unless its maker runs that week.

    The same key again returns the same one. Raises `EventError` where nothing can be submitted.
    """
    if not takes_activities(campaign):
        raise EventError(_("This campaign week takes no activities any more."))
    own = {
        "kind": EventKind.CAMPAIGN_ACTIVITY,
        "super_event": campaign,
        "organiser": organisation_of(user),
    }
    event = begin(user, key, words, {**facts, **own})
    page = event.draft
    if page is None or page.live:
        return event
    if user.has_perm("events.publish", event):
        return publish(event, user)
    offer(page, user)
    return event


def takes_activities(campaign: Event) -> bool:
    """Whether partners can still submit something for this week."""
    is_campaign = campaign.kind == EventKind.CAMPAIGN
    return is_campaign and campaign.goes_on and campaign.ends_at > timezone.now()


@transaction.atomic
def send_back(event: Event, user: Any, reason: str) -> None:
    """Ask for changes first; whoever submitted it gets a mail with the reason.

    Raises `EventError` when it does not wait to be looked at.
    """
    row: Event = Event.objects.locked(event.pk)
    page = row.draft
    task = page.current_workflow_task_state if page else None
    if task is None or task.status != task.STATUS_IN_PROGRESS:
        raise EventError(_("This does not wait to be looked at any more. Nothing was changed."))
    task.reject(user=user, comment=reason)
