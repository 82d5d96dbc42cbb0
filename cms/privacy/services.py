"""Erasing somebody, thinning out what is past its time, and doing both again after a restore."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.enums import ErasedBy
from cms.models import Erasure
from cms.privacy import ledger
from cms.privacy.providers import Thinned, providers
from cms.privacy.sweep import state_of, sweep
from cms.worker import wake

logger = logging.getLogger(__name__)

# How long the person who leaves waits for the search of texts; the worker does the rest.
_SECONDS_AT_ONCE = 4.0
# How long the worker's other duties wait for one turn of it.
_SECONDS_A_TURN = 20.0
_BEGUN = "_erasure_begun"


class PrivacyError(Exception):
    """What was asked cannot be done now; the message is for the person who asked."""


def objection_to(user: Any) -> str:
    """Return why this person cannot leave yet, as a sentence to them, or nothing."""
    return next(filter(None, (str(each.objection(user)) for each in providers)), "")


def erase(user: Any, *, by: ErasedBy) -> Erasure:
    """Remove an account with all it has, then look for a few seconds for every other trace.

    What is left to look for is the worker's. Raises `PrivacyError` when the account is gone already
    or somebody has to stay for now; nothing has changed then.
    """
    with transaction.atomic():
        accounts: Any = get_user_model()._default_manager
        user = accounts.select_for_update().filter(pk=user.pk).first()
        if user is None:
            raise PrivacyError(_("This account is gone already."))
        if by is not ErasedBy.REPLAY and (objection := objection_to(user)):
            raise PrivacyError(objection)
        erasure = begin(user)
        user.delete()
    logger.info("An account was erased by %s", by.value)
    _sweep(erasure, _SECONDS_AT_ONCE, only_texts=True)
    return erasure


def begin(user: Any) -> Erasure:
    """Write down that this account is erased and remove what floors hold about it.

    Inside the transaction in which the account is deleted, whoever deletes it.
    """
    traces = [trace for provider in providers for trace in provider.traces(user)]
    erasure, _is_new = Erasure.objects.update_or_create(
        hashed_id=ledger.hashes_of(user)[0],
        defaults={
            "requested_at": timezone.now(),
            "done_at": None,
            "traces": state_of(user.pk, traces),
        },
    )
    for provider in providers:
        provider.erase(user)
    setattr(user, _BEGUN, True)
    ledger.write_down(erasure)
    transaction.on_commit(wake)
    return erasure


def begun(user: Any) -> bool:
    """Whether `begin` was called for this account."""
    return bool(getattr(user, _BEGUN, False))


def _sweep(erasure: Erasure, seconds: float, *, only_texts: bool = False) -> bool:
    try:
        return sweep(erasure, seconds, only_texts=only_texts)
    except Exception:
        # The account is gone, and the rest is tried again: the person need not see this.
        logger.exception("The search for traces of an erasure failed; the worker tries again")
        return False


def finish_erasures() -> int:
    """Go on looking for traces of those who were erased; return how many are done now."""
    ledger.complete()
    waiting = Erasure.objects.filter(done_at=None)
    return sum(_sweep(erasure, _SECONDS_A_TURN) for erasure in waiting)


def replay() -> int:
    """Erase again who came back with a restored back-up; return how many.

    Whoever is not back is left alone, so that it can be done again at any time. Raises
    `LedgerError` when the file with erasures cannot be read.
    """
    erased = ledger.everybody()
    accounts: Any = get_user_model()._default_manager
    back = [user for user in accounts.iterator() if not erased.isdisjoint(ledger.hashes_of(user))]
    for user in back:
        erase(user, by=ErasedBy.REPLAY)
    finish_erasures()
    return len(back)


def minimise(now: datetime | None = None, *, dry_run: bool = False) -> Sequence[Thinned]:
    """Remove what is past its retention, one floor at a time; a dry run only counts."""
    moment = now or timezone.now()
    found: list[Thinned] = []
    for provider in providers:
        with transaction.atomic():
            found += provider.minimise(moment, dry_run)
    return found
