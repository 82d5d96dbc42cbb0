"""Promises: one concrete thing before a day, which comes back when the day has come."""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from network.enums import PledgeState
from network.exceptions import NetworkError
from network.models import Member, Pledge


def promise(member: Member, text: str, due: date) -> Pledge:
    """Keep a promise; the same one sent twice is one promise."""
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
    _change(pledge, due=due)


def _close(pledge: Pledge, state: PledgeState) -> None:
    if Pledge.objects.filter(pk=pledge.pk, state=state).exists():
        # A second tap on the same button.
        return
    _change(pledge, state=state, closed_at=timezone.now())


def _change(pledge: Pledge, **changes: Any) -> None:
    if not Pledge.objects.open().order_by().filter(pk=pledge.pk).update(**changes):
        raise NetworkError(_("You already answered about this promise. Nothing was changed."))
