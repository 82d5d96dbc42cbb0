"""What this floor puts on somebody's own page: the events that they run."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone

from cms.panels import HomePanel, own_panels
from events.models import Event
from events.permissions import organises
from events.reads.standing import standings
from network.reads.speaking import organisation_of

# As long as there is something to do about what was: the survey, the report.
KEPT = timedelta(days=60)


def my_events(request: HttpRequest, _language: str) -> dict[str, Any]:
    """Return `events` that somebody runs with how they stand, and whether they `may_add` one."""
    user: Any = request.user
    rows = run_by(user).filter(ends_at__gte=timezone.now() - KEPT).order_by("starts_at", "pk")
    events = standings(rows)
    may_add = user.has_perm("events.add")
    return {"events": events, "may_add": may_add} if events or may_add else {}


def run_by(user: Any) -> Any:
    """Return the events somebody runs, or that their organisation does where they organise."""
    own = Q(host=user)
    if organises(user) and (organisation := organisation_of(user)):
        own |= Q(organiser=organisation)
    return Event.objects.filter(own)


own_panels.register("events.mine", HomePanel("events/panels/mine.html", my_events, order=20))
