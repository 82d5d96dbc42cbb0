"""What this floor puts on a member's own page: their coalitions, and the way to the rest."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms.panels import HomePanel, own_panels
from coalitions.enums import CoalitionStatus
from coalitions.models import Coalition, CoalitionPage, Participation
from coalitions.reads.lists import with_rows
from network.doors import doors_above


def my_coalitions(request: HttpRequest, language: str) -> dict[str, Any]:
    """Return `coalitions` that somebody leads or takes part in, as far as they go on."""
    user: Any = request.user
    joined = Participation.objects.filter(user=user, left_on=None).values("coalition")
    rows = Coalition.objects.led_by(user) | Coalition.objects.filter(pk__in=joined)
    going_on = rows.exclude(status=CoalitionStatus.COMPLETED).values("translation_key")
    pages = CoalitionPage.objects.shown_in(language).filter(translation_key__in=going_on)
    coalitions = with_rows(pages.order_by("title"), user)
    return {"coalitions": coalitions} if coalitions else {}


own_panels.register(
    "coalitions.mine", HomePanel("coalitions/panels/mine.html", my_coalitions, order=10)
)
doors_above.register("calls", ("calls", _("Calls and questions"), "coalitions.ask"))
doors_above.register(
    "state_of_play",
    ("state_of_play", _("State of play"), "coalitions.read_state_of_play"),
)
doors_above.register("plans", ("plans", _("Action plans"), ""))
