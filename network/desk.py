"""What waits in the network: for who keeps it going, and for a member."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.desk import WaitingItem, WaitingList, desk, waiting
from network.models import Application, Member, Pledge


def _applications(_user: Any) -> list[WaitingItem]:
    return [
        WaitingItem(
            line=_("%(name)s would like to take part") % {"name": each.name},
            address=reverse("application", args=[each.pk]),
            since=timezone.localdate(each.created_at),
        )
        for each in Application.objects.waiting()
    ]


def _claims(_user: Any) -> list[WaitingItem]:
    return [
        WaitingItem(
            line=_("%(name)s says to be of %(organisation)s")
            % {"name": each, "organisation": each.organisation},
            address=reverse("applications") + "#claims",
        )
        for each in Member.objects.with_claims()
    ]


def _pledges(user: Any) -> list[WaitingItem]:
    return [
        WaitingItem(
            line=_("How did it go: %(promise)s") % {"promise": each.text},
            address=f"{reverse('pledges')}#pledge-{each.pk}",
            since=each.due,
        )
        for each in Pledge.objects.by(user).due(timezone.localdate())
    ]


desk.register(
    "applications",
    WaitingList(
        label=gettext_lazy("Would like to take part"),
        items=_applications,
        order=10,
        address=lambda: reverse("applications"),
    ),
)
desk.register(
    "organisation_claims",
    WaitingList(
        label=gettext_lazy("New at an organisation"),
        items=_claims,
        order=20,
        address=lambda: reverse("applications") + "#claims",
    ),
)
waiting.register(
    "pledges",
    WaitingList(
        label=gettext_lazy("Your promises"),
        items=_pledges,
        order=20,
        address=lambda: reverse("pledges"),
    ),
)
