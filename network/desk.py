"""What waits in the network: for who keeps it going, and for a member."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from cms.desk import WaitingItem, WaitingList, desk, waiting
from network.enums import Role
from network.models import Application, Member, Pledge, User
from network.services.roles import role_lines


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


def _owners_of_due() -> set[int]:
    due = Pledge.objects.all().due(timezone.localdate())
    return set(due.values_list("member__user", flat=True))


def _administrators() -> set[int]:
    found = User.objects.filter(Q(groups__name=Role.ADMINISTRATOR) | Q(is_superuser=True))
    return set(found.values_list("pk", flat=True))


def _roles(user: Any) -> list[WaitingItem]:
    """Return one item for all roles that nobody found right for too long."""
    if not user.has_perm("network.review_roles"):
        return []
    lines = [line for line in role_lines() if line.waits]
    if not lines:
        return []
    text = ngettext(
        "The roles of %(count)d person: are they still right?",
        "The roles of %(count)d people: are they still right?",
        len(lines),
    ) % {"count": len(lines)}
    looked = [timezone.localdate(line.review.confirmed_at) for line in lines if line.review]
    return [WaitingItem(text, reverse("roles_review"), min(looked, default=None))]


# For administrators, who may have no other reason to look at the desk: on their own page too.
ROLES = WaitingList(
    label=gettext_lazy("Roles"),
    items=_roles,
    order=30,
    address=lambda: reverse("roles_review"),
    whom=_administrators,
)
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
        whom=_owners_of_due,
        address=lambda: reverse("pledges"),
    ),
)
desk.register("roles", ROLES)
waiting.register("roles", ROLES)
