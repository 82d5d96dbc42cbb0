"""On their own page, members find the activities of the organisation that they speak for."""

from typing import Any

from django.http import HttpRequest

from cms.panels import HomePanel, own_panels
from knowledge.enums import ActivityStatus
from knowledge.models import Activity
from network.reads.speaking import organisation_of


def activities_i_keep(request: HttpRequest, language: str) -> dict[str, Any]:
    """Return the `activities` of somebody's organisation that go on, and its name."""
    organisation = organisation_of(request.user)
    if organisation is None or not request.user.has_perm("knowledge.keep_own_facts"):
        return {}
    run = Activity.objects.originals().live().exclude(status=ActivityStatus.ENDED)
    keys = run.filter(providers=organisation).values("translation_key")
    shown = Activity.objects.shown_in(language).filter(translation_key__in=keys)
    activities = list(shown.order_by("title"))
    return {"activities": activities, "organisation": organisation.name} if activities else {}


own_panels.register(
    "knowledge.own_facts",
    HomePanel("knowledge/own_facts/panel.html", activities_i_keep, order=15),
)
