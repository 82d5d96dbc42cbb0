"""Calls and questions: asked, changed, brought in together, thanked for and closed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.markdown import plain
from coalitions.enums import ANSWERABLE, CallKind, CallState, Visibility
from coalitions.exceptions import CoalitionError
from coalitions.models import Call, Coalition, Participation, ProgressUpdate
from coalitions.services import call_notices as telling
from network.reads.speaking import organisation_of

LONGEST_LINE = 200
# From the fewest readers to the most.
WIDTH = (Visibility.COALITION, Visibility.NETWORK, Visibility.PUBLIC)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody seeks or asks: one line and until when; the rest may stay empty."""

    kind: str
    line: str
    until: date | None = None
    details: str = ""
    theme: Any = None
    neighbourhood: Any = None
    coalition: Coalition | None = None
    visibility: str = Visibility.NETWORK
    occasion: str = ""

    def as_arguments(self) -> dict[str, Any]:
        """Return what `open_call` takes of it."""
        return {name: getattr(self, name) for name in self.__slots__}

    def values(self) -> dict[str, Any]:
        """Return the fields of a call. A question has no last day: it waits for its answer."""
        until = self.until if self.kind == CallKind.CALL else None
        names = [name for name in self.__slots__ if name != "until"]
        return {name: getattr(self, name) for name in names} | {"until": until}


def open_call(
    user: Any,
    *,
    key: UUID,
    kind: str,
    line: str,
    until: date | None = None,
    details: str = "",
    theme: Any = None,
    neighbourhood: Any = None,
    coalition: Coalition | None = None,
    from_update: ProgressUpdate | None = None,
    visibility: str = Visibility.NETWORK,
    occasion: str = "",
) -> Call:
    """Return the call or question that this opens; the same key sent again returns the same one.

    Raises `CoalitionError` for what cannot be asked: on behalf of a coalition that is not one's
    own, or before a day that has passed; and when something else was asked under the same key.
    """
    asked = Asked(kind, line, until, details, theme, neighbourhood, coalition, visibility, occasion)
    call = _opened(user, key, asked, from_update)
    if (call.kind, call.line, call.details) != (kind, line, details):
        raise CoalitionError(
            _("An earlier text was posted already. Send once more to post this one beside it.")
        )
    return call


def bring_in(user: Any, key: UUID, lines: Sequence[str], frame: Asked) -> list[Call]:
    """Return the questions of a consultation, each on its own; a second time opens none again."""
    with transaction.atomic():
        return [
            _opened(user, uuid5(key, line), replace(frame, line=line), None)
            for line in dict.fromkeys(lines)
        ]


@transaction.atomic
def _opened(user: Any, key: UUID, asked: Asked, from_update: ProgressUpdate | None) -> Call:
    # First, so that a form sent again after midnight does not fail on the day that has passed.
    before = Call.objects.filter(key=key).first()
    if before is None:
        _refuse(user, asked)
        values = asked.values() | {
            "asked_by": user,
            "organisation": organisation_of(user),
            "from_update": from_update,
            "language": get_language() or settings.LANGUAGE_CODE,
        }
        before, made = Call.objects.get_or_create(key=key, defaults=values)
        if made:
            telling.tell_followers(before, user)
    if before.asked_by_id != user.pk:
        raise CoalitionError(_("This form was sent by somebody else. Open a new one."))
    return before


def _refuse(user: Any, asked: Asked, old: Call | None = None) -> None:
    if asked.visibility == Visibility.COALITION and asked.coalition is None:
        raise CoalitionError(_("Choose for which coalition this is, or let the network read it."))
    kept = old is not None and asked.coalition == old.coalition
    if asked.coalition and not kept and not own_coalitions(user).filter(pk=asked.coalition.pk):
        raise CoalitionError(_("You can only ask on behalf of a coalition in which you take part."))
    until = asked.values()["until"]
    if until and until < timezone.localdate() and not (old and old.until == until):
        raise CoalitionError(_("This day has passed. Choose another one, or leave it empty."))


def first_line(text: str) -> str:
    """Return what a longer text asks, short enough for the line of a call."""
    return Truncator(plain(text)).chars(LONGEST_LINE)


def own_coalitions(user: Any) -> Any:
    """Return the coalitions on behalf of which somebody may ask."""
    if user.has_perm("coalitions.read_all"):
        return Coalition.objects.all()
    part = Participation.objects.filter(user=user, left_on=None).values("coalition")
    return Coalition.objects.filter(Q(lead=user) | Q(deputy=user) | Q(pk__in=part))


def _locked(call: Call) -> Call:
    """Return the call as it is now, while nobody else can change it."""
    found: Call = Call.objects.select_for_update().get(pk=call.pk)
    return found


@transaction.atomic
def change_call(user: Any, call: Call, asked: Asked) -> Call:
    """Change what is asked. One that closed by its date opens again with a later one.

    Raises `CoalitionError` when it was closed or withdrawn by hand, and as `open_call` does.
    """
    call = _locked(call)
    ran_out = call.ran_out
    if call.state not in ANSWERABLE and not ran_out:
        raise CoalitionError(_("This was closed in the meantime, so it cannot be changed."))
    _refuse(user, asked, call)
    for name, value in asked.values().items():
        setattr(call, name, value)
    if ran_out and (call.until is None or call.until >= timezone.localdate()):
        call.state, call.closed_at = state_by_answers(call), None
        telling.forget_closing(call)
    call.save()
    if call.visibility == Visibility.COALITION:
        telling.take_back(call)
    else:
        telling.renew(call)
    return call


def state_by_answers(call: Call) -> CallState:
    """Return whether it is answered, of a call that is not closed."""
    return CallState.ANSWERED if call.answers.shown().exists() else CallState.OPEN


@transaction.atomic
def close_call(user: Any, call: Call, thanks: str = "") -> Call:
    """Close a call; a word of thanks goes to whoever answered, once.

    One that closed by its date can be thanked for afterwards.
    """
    call = _locked(call)
    if call.state == CallState.WITHDRAWN:
        raise CoalitionError(_("This was withdrawn in the meantime. Nothing was changed."))
    if call.state == CallState.CLOSED and (call.thanks or not thanks):
        return call
    if call.state != CallState.CLOSED:
        call.closed_at = timezone.now()
    call.state, call.thanks = CallState.CLOSED, thanks
    call.save()
    if thanks:
        telling.thank(call, user)
    return call


def show_like(update: ProgressUpdate, before: str) -> None:
    """Let what an update asks be read by whoever may read the update now, and by nobody else.

    `before` is who could read the update. What its asker keeps to fewer readers than the update
    had, does not open with it.
    """
    narrower = WIDTH.index(update.visibility) < WIDTH.index(before)
    for found in update.calls.all():
        call = _locked(found)
        was_wider = WIDTH.index(call.visibility) > WIDTH.index(update.visibility)
        if not (call.visibility == before or (narrower and was_wider)):
            continue
        call.visibility = update.visibility
        call.save()
        if call.visibility == Visibility.COALITION:
            telling.take_back(call)


@transaction.atomic
def withdraw_call(call: Call) -> Call:
    """Take a call back: nobody reads it any more, and nobody hears of it after this."""
    call = _locked(call)
    if call.state != CallState.WITHDRAWN:
        call.state, call.closed_at = CallState.WITHDRAWN, call.closed_at or timezone.now()
        call.save()
        telling.take_back(call)
    return call


@transaction.atomic
def put_back_call(call: Call) -> Call:
    """Show a call again that was taken back."""
    call = _locked(call)
    if call.state == CallState.WITHDRAWN:
        call.state, call.closed_at = state_by_answers(call), None
        call.save()
    return call


def close_past_calls(today: date | None = None) -> int:
    """Close what was asked until a day that has passed; return how many were closed."""
    day = today or timezone.localdate()
    past = Call.objects.filter(until__lt=day, state__in=ANSWERABLE)
    return sum(_close_past(pk, day) for pk in list(past.values_list("pk", flat=True)))


@transaction.atomic
def _close_past(pk: int, day: date) -> bool:
    # One at a time: a call that fails holds up none that was closed before it.
    call = Call.objects.select_for_update().filter(pk=pk, until__lt=day).first()
    if call is None or call.state not in ANSWERABLE:
        return False
    call.state, call.closed_at = CallState.CLOSED, timezone.now()
    call.save()
    telling.tell_closed(call)
    return True
