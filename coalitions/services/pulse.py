"""The pulse: a link for one lead, one coalition and one month, which opens the form once."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.mailing.texts import site_url
from coalitions.exceptions import CoalitionError
from coalitions.models import Coalition, ProgressUpdate, Pulse
from coalitions.services.updates import post_update
from network.permissions import takes_part

USABLE = timedelta(days=45)
# Afterwards nobody needs to know who was asked.
KEPT = timedelta(days=90)
_SALT = "coalitions.pulse"


def unheard(user: Any, today: date) -> list[Coalition]:
    """Return the coalitions that somebody leads and that told nothing yet in this month."""
    led: Any = Coalition.objects.at_work().led_by(user)
    told = Coalition.objects.told_since(today.replace(day=1)).values("pk")
    return list(led.exclude(pk__in=told).order_by("pk"))


def ask(coalition: Coalition, user: Any, now: datetime) -> Pulse | None:
    """Return a new pulse for this month; None where somebody was asked already."""
    month = timezone.localdate(now).replace(day=1)
    pulse, created = Pulse.objects.get_or_create(
        coalition=coalition, user=user, month=month, defaults={"expires_at": now + USABLE}
    )
    return pulse if created else None


def address_of(pulse: Pulse) -> str:
    """Return the whole address that a mail leads to."""
    return site_url() + reverse("pulse", args=[signing.dumps(pulse.pk, salt=_SALT)])


def pulse_of(token: str) -> Pulse | None:
    """Return the pulse that a link was made for, used or not; None for any other link."""
    try:
        pk = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        return None
    found: Pulse | None = Pulse.objects.select_related("coalition", "user").filter(pk=pk).first()
    return found


def refuse_unless_open(pulse: Pulse) -> None:
    """Raise `CoalitionError` for a link that was used, is too old, or is not theirs any more."""
    if pulse.used_at:
        raise CoalitionError(
            _("This link works once. Sign in to tell more, or to change what you told.")
        )
    if pulse.expires_at <= timezone.now():
        raise CoalitionError(_("This link is too old. Next month's mail has a new one."))
    if not takes_part(pulse.user) or pulse.user not in pulse.coalition.leads:
        raise CoalitionError(_("This link belongs to somebody who no longer leads this coalition."))


@transaction.atomic
def answer(pulse: Pulse, *, key: Any, **posted: Any) -> ProgressUpdate:
    """Post what was filled in and use the link up, both or neither.

    The same message sent again gets the same answer. Raises `CoalitionError` as
    `refuse_unless_open` and `post_update` do.
    """
    locked = Pulse.objects.select_for_update().get(pk=pulse.pk)
    again = ProgressUpdate.objects.filter(key=key, author=locked.user)
    if not (locked.used_at and again.exists()):
        refuse_unless_open(locked)
    update = post_update(locked.user, locked.coalition, key=key, **posted)
    if locked.used_at is None:
        locked.used_at = timezone.now()
        locked.save(update_fields=["used_at"])
    return update
