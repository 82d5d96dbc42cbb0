"""Taking part in a coalition, leaving it, and keeping what is true of it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.models import SiteImage
from cms.notices.kinds import NoticeKind, kinds
from cms.notices.services import tell
from coalitions.enums import CoalitionStatus
from coalitions.exceptions import CoalitionError
from coalitions.models import Coalition, Participation
from coalitions.permissions import leads
from coalitions.services.leads import (
    keep_roles,
    page_address,
    page_title,
    tell_chosen,
    tell_no_longer,
)
from network.reads.speaking import organisation_of

JOINED = "coalition_joined"
kinds.register(
    JOINED,
    NoticeKind(
        label=gettext_lazy("Who joins or leaves your coalition"),
        why=gettext_lazy("You get this because you are lead or deputy of this coalition."),
        permission="coalitions.join",
    ),
)
# What a lead may change; who leads is for the coordinator.
FACTS = ("status", "started", "funding", "funding_until", "deputy")


@transaction.atomic
def join(user: Any, coalition: Coalition) -> bool:
    """Let somebody take part from today; False when they did so already.

    Raises `CoalitionError` where there is nothing to take part in any more.
    """
    if coalition.status == CoalitionStatus.COMPLETED:
        raise CoalitionError(
            _("This coalition has finished. Look whether another one is something for you.")
        )
    if leads(user, coalition):
        return False
    _row, new = Participation.objects.get_or_create(
        coalition=coalition,
        user=user,
        left_on=None,
        defaults={"organisation": organisation_of(user)},
    )
    if new:
        _tell_leads(coalition, user, gettext_lazy("%(name)s joined “%(title)s”."))
    return bool(new)


@transaction.atomic
def leave(user: Any, coalition: Coalition) -> bool:
    """Let somebody go, and keep that they took part; False when they did not take part.

    Who leaves on the day they came tapped the wrong button: nothing is kept of that. Raises
    `CoalitionError` for the lead and the deputy, who hand over first.
    """
    if leads(user, coalition):
        raise CoalitionError(
            _("You lead this coalition. Ask the coordinator first who takes over from you.")
        )
    there = Participation.objects.filter(coalition=coalition, user=user, left_on=None)
    today = timezone.localdate()
    slips, _by_table = there.filter(joined_on=today).delete()
    if not slips and not there.update(left_on=today):
        return False
    _tell_leads(coalition, user, gettext_lazy("%(name)s left “%(title)s”."))
    return True


def _tell_leads(coalition: Coalition, user: Any, line: Any) -> None:
    name = user.name or _("Somebody without a name")
    tell(
        JOINED,
        coalition.leads,
        key=f"{coalition.pk}:{user.pk}",
        line=lambda: str(line) % {"name": name, "title": page_title(coalition)},
        address=lambda: page_address(coalition),
        by=user,
    )


@transaction.atomic
def keep_coalition(coalition: Coalition, by: Any, values: Mapping[str, Any]) -> Coalition:
    """Keep what is true of a coalition: any of `FACTS`, `lead` and `activities`.

    The roles follow. Raises `CoalitionError` when somebody may not choose the lead, when a page
    that everybody can read would lose its lead, and when one person would be both.
    """
    row: Coalition = Coalition.objects.select_for_update().get(pk=coalition.pk)
    before = {row.lead_id, row.deputy_id}
    if "lead" in values and values["lead"] != row.lead:
        _choose_lead(row, by, values["lead"])
    for name in FACTS:
        if name in values:
            setattr(row, name, values[name])
    if values.get("status", CoalitionStatus.COMPLETED) != CoalitionStatus.COMPLETED:
        row.ended = ""
    if row.deputy_id is not None and row.deputy_id == row.lead_id:
        raise CoalitionError(_("Choose somebody else as deputy: this person is the lead."))
    row.save()
    if "activities" in values:
        row.activities.set(each.original for each in values["activities"])
    now = {row.lead_id, row.deputy_id}
    keep_roles(before | now)
    tell_no_longer(row, before - now)
    for user in row.leads:
        if user.pk not in before:
            tell_chosen(row, user, by)
    return row


def _choose_lead(row: Coalition, by: Any, lead: Any) -> None:
    if not by.has_perm("coalitions.appoint", row):
        raise CoalitionError(_("Only the coordinator can choose another lead."))
    if lead is None and row.page and row.page.live:
        raise CoalitionError(
            _("A coalition needs a lead. Choose who takes over, or take its page offline first.")
        )
    row.lead = lead
    if row.deputy_id is not None and lead is not None and row.deputy_id == lead.pk:
        row.deputy = None


@transaction.atomic
def forget(coalition: Coalition) -> None:
    """Remove a coalition with what it told and its photos; calls and action plans stay."""
    accounts = [coalition.lead_id, coalition.deputy_id]
    photos = SiteImage.objects.filter(
        pk__in=coalition.updates.exclude(photo=None).values_list("photo", flat=True)
    )
    for photo in list(photos):
        photo.delete()
    coalition.delete()
    keep_roles(accounts)
