"""Answers: of members at once, of anybody else after they confirmed their address."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coalitions.enums import CallState, Visibility
from coalitions.exceptions import CoalitionError
from coalitions.models import Answer, Call
from coalitions.services import call_notices as telling
from coalitions.services.calls import state_by_answers
from coalitions.services.lessons import LONGEST, note_lesson
from knowledge.models import Lesson
from network.models import User
from network.reads.speaking import organisation_of

_SALT = "coalitions.answer"
# As long as an answer waits for its confirmation.
CONFIRM_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Outsider:
    """Who answers without an account: how they are called, and where the link goes."""

    name: str
    email: str


@transaction.atomic
def answer_call(user: Any, call: Call, key: UUID, text: str) -> Answer:
    """Return a member's answer; the asker is mailed. The same key twice is one answer.

    Raises `CoalitionError` when the call does not take answers any more, or something else was
    answered under the same key.
    """
    answer: Answer | None = Answer.objects.filter(key=key).first()
    if answer is None:
        values = {
            "text": text,
            "author": user,
            "organisation": organisation_of(user),
            "confirmed_at": timezone.now(),
        }
        answer, made = _kept(call, key, values)
        if made:
            _is_answered(answer)
    if answer.author_id != user.pk or answer.call_id != call.pk:
        raise CoalitionError(_("This form was sent by somebody else. Open a new one."))
    if answer.text != text:
        raise _said_before()
    return answer


def answer_from_outside(call: Call, key: UUID, text: str, who: Outsider) -> None:
    """Keep an answer that is shown once its link is followed, and mail that link.

    Nobody learns here whether the address has an account. Raises `CoalitionError` when the call
    does not take answers any more, or something else was answered under the same key: whoever goes
    back to mend their address needs another mail.
    """
    email = who.email.lower()
    with transaction.atomic():
        answer: Answer | None = Answer.objects.filter(key=key).first()
        if answer is None:
            answer, made = _kept(call, key, {"text": text, "name": who.name, "email": email})
            if made:
                telling.ask_to_confirm(answer, token_of(answer))
    same_address = answer.confirmed_at is not None or answer.email == email
    if answer.call_id != call.pk or answer.text != text or not same_address:
        raise _said_before()


def _kept(call: Call, key: UUID, values: dict[str, Any]) -> tuple[Answer, bool]:
    """Return the answer under this key, and whether it is new."""
    values |= {"call": _answerable(call), "language": _language()}
    kept: tuple[Answer, bool] = Answer.objects.get_or_create(key=key, defaults=values)
    return kept


def _said_before() -> CoalitionError:
    return CoalitionError(
        _("An earlier text was posted already. Send once more to post this one beside it.")
    )


def token_of(answer: Answer) -> str:
    """Return what stands in the link that confirms this answer."""
    return signing.dumps(answer.pk, salt=_SALT)


def answer_of(token: str) -> Answer | None:
    """Return the answer that a link was made for; None for any other link, or one too old."""
    try:
        pk = signing.loads(token, salt=_SALT, max_age=CONFIRM_WITHIN)
    except signing.BadSignature:
        return None
    found: Answer | None = (
        Answer.objects.filter(pk=pk, withdrawn_at=None, call__visibility=Visibility.PUBLIC)
        .exclude(call__state=CallState.WITHDRAWN)
        .select_related("call")
        .first()
    )
    return found


@transaction.atomic
def confirm(answer: Answer) -> Answer:
    """Show an answer whose address is confirmed; twice is the same as once.

    Whoever has an account turns out to have it now, and answers as themselves: only they can open
    the mail. Raises `CoalitionError` when the call does not take answers any more.
    """
    call: Call = Call.objects.select_for_update().get(pk=answer.call_id)
    locked: Answer = Answer.objects.select_for_update().get(pk=answer.pk)
    if locked.confirmed_at:
        return locked
    locked.call = _answerable(call)
    member = User.objects.filter(email__iexact=locked.email, is_active=True).first()
    if member and member.has_perm("coalitions.answer"):
        locked.author, locked.organisation = member, organisation_of(member)
        locked.name = locked.email = ""
    locked.confirmed_at = timezone.now()
    locked.save()
    _is_answered(locked)
    return locked


@transaction.atomic
def take_away(answer: Answer) -> None:
    """Show an answer no longer, and forget the address that came with it."""
    call: Call = Call.objects.select_for_update().get(pk=answer.call_id)
    locked: Answer = Answer.objects.select_for_update().get(pk=answer.pk)
    if locked.withdrawn_at:
        return
    locked.withdrawn_at, locked.email = timezone.now(), ""
    locked.save()
    if call.state == CallState.ANSWERED:
        call.state = state_by_answers(call)
        call.save()


@transaction.atomic
def make_lesson(user: Any, answer: Answer) -> Lesson:
    """Return the lesson that an answer became; of one call only one answer does.

    The organisation of whoever answered gets the credit. Raises `CoalitionError` for what only a
    coalition may read: a lesson is for everybody.
    """
    call: Call = Call.objects.select_for_update().get(pk=answer.call_id)
    if call.lesson_id and call.lesson:
        return call.lesson
    if call.visibility == Visibility.COALITION:
        raise CoalitionError(
            _("Only the coalition may read this, and everybody may read a lesson.")
        )
    if answer.confirmed_at is None or answer.withdrawn_at:
        raise CoalitionError(_("This answer is not there any more."))
    statement = statement_of(answer.text)
    note = _("Answer to the question “%(line)s”.") % {"line": call.line}
    if statement != " ".join(answer.text.split()):
        note = f"{note} {answer.text}"
    call.lesson = note_lesson(
        statement,
        coalition=call.coalition,
        contributor=user,
        organisation=answer.organisation,
        source_note=note,
    )
    call.save()
    return call.lesson


def statement_of(text: str) -> str:
    """Return the beginning of a text that fits as what a lesson says, in whole sentences."""
    text = " ".join(text.split())
    if len(text) <= LONGEST:
        return text
    start = text[:LONGEST]
    ends = [start.rfind(mark) for mark in (". ", "! ", "? ")]
    if max(ends) > 0:
        return start[: max(ends) + 1]
    return start[: LONGEST - 1].rpartition(" ")[0].rstrip(" ,;:") + "…"


def _answerable(call: Call) -> Call:
    """Return the call, locked. Raises `CoalitionError` when it takes no answers any more."""
    found: Call = Call.objects.select_for_update().get(pk=call.pk)
    if not found.is_answerable:
        raise CoalitionError(
            _("This was closed in the meantime, so it takes no answers any more. Thank you though.")
        )
    return found


def _is_answered(answer: Answer) -> None:
    if answer.call.state == CallState.OPEN:
        answer.call.state = CallState.ANSWERED
        answer.call.save()
    telling.tell_answered(answer)


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
