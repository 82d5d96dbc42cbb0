"""Telling members of a new call that asks what they, or their organisation, have to give."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy

from cms.models import Notice
from cms.notices.kinds import NoticeKind, kinds
from cms.notices.services import tell
from coalitions.enums import Visibility
from coalitions.models import Call
from coalitions.reads.matching import suited
from coalitions.services.call_notices import NEW, SUITS, headline

# What is older, such as what came in with a bundle, is found on the list.
RECENT = timedelta(days=7)
kinds.register(
    SUITS,
    NoticeKind(
        label=gettext_lazy("Calls that suit you"),
        why=gettext_lazy("You get this because it asks what you or your organisation offer."),
    ),
)


def tell_suited() -> int:
    """Tell of what was asked since the last time; return of how many calls."""
    recent = Call.objects.filter(matched_at=None, created_at__gte=timezone.now() - RECENT)
    open_ones = recent.answerable(timezone.localdate()).exclude(visibility=Visibility.COALITION)
    calls = list(open_ones.select_related("theme"))
    # Compared before anything is locked: with many members it takes a while.
    fitting = suited(calls) if calls else {}
    return sum(_tell_suited(pk, users) for pk, users in fitting.items())


@transaction.atomic
def _tell_suited(pk: int, users: list[Any]) -> bool:
    call = Call.objects.select_for_update().filter(pk=pk, matched_at=None).first()
    if call is None or not call.is_answerable or call.visibility == Visibility.COALITION:
        return False
    told = Notice.objects.filter(kind=NEW, key=str(pk)).values("recipient")
    heard = set(told.values_list("recipient", flat=True))
    tell(
        SUITS,
        [user for user in users if user.pk not in heard and _reads(user)],
        key=str(pk),
        line=lambda: headline(call),
        address=lambda: reverse("call", args=[pk]),
        by=call.asked_by,
    )
    call.matched_at = timezone.now()
    call.save(update_fields=["matched_at"])
    return True


def _reads(user: Any) -> bool:
    return bool(user.has_perm("coalitions.read_network"))
