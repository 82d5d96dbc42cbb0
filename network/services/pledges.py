"""Promises: one concrete thing before a day, which comes back when the day has come."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from network.enums import PledgeState
from network.exceptions import NetworkError
from network.models import Member, Pledge


@transaction.atomic
def promise(member: Member, text: str, due: date) -> Pledge:
    """Keep a promise; the same one sent twice is one promise."""
    # Behind a lock, not a constraint: an erasure may make two promises read alike.
    Member.objects.select_for_update().get(pk=member.pk)
    pledge, _created = Pledge.objects.get_or_create(
        member=member, text=text, due=due, state=PledgeState.OPEN
    )
    return pledge


def keep(pledge: Pledge) -> None:
    """It was done. Raises `NetworkError` when it was answered otherwise already."""
    _close(pledge, PledgeState.KEPT)


def let_go(pledge: Pledge) -> None:
    """It will not happen, and that is all right. Raises `NetworkError` as `keep` does."""
    _close(pledge, PledgeState.LET_GO)


def postpone(pledge: Pledge, due: date) -> None:
    """Give it another day. Raises `NetworkError` when it is not open any more."""
    if not _changed(pledge, due=due):
        raise _answered_already()


def _close(pledge: Pledge, state: PledgeState) -> None:
    # Looked at after writing, not before: of two taps at once both would find it open.
    if _changed(pledge, state=state, closed_at=timezone.now()):
        return
    if not Pledge.objects.filter(pk=pledge.pk, state=state).exists():
        raise _answered_already()


def _changed(pledge: Pledge, **changes: Any) -> bool:
    """Change a promise unless it is answered; return whether it was not."""
    return bool(Pledge.objects.open().order_by().filter(pk=pledge.pk).update(**changes))


def _answered_already() -> NetworkError:
    return NetworkError(_("You already answered about this promise. Nothing was changed."))
