"""Mails about somebody's own registration, written with the change that they tell of."""

from base64 import b64encode
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.mailing.services import Attachment, write_words
from cms.mailing.texts import site_url
from cms.models import OutgoingMail
from events.calendar import CANCEL, REQUEST, page_address, registration_calendar
from events.enums import LinkPurpose, MailKind, RegistrationStatus
from events.exceptions import EventError
from events.mails.values import by_whom, values_of
from events.mails.words import Values, compose, told_by
from events.models import Registration, Session
from events.services.links import new_link
from events.services.mail_texts import Stationery
from events.services.reminder_times import mark_reminded

MAIL = "registrations"
# So that nobody can fill somebody else's mailbox with this form.
AT_MOST, WITHIN = 3, timedelta(hours=1)
_MADE = {
    RegistrationStatus.UNCONFIRMED: MailKind.CONFIRM,
    RegistrationStatus.REGISTERED: MailKind.REGISTERED,
    RegistrationStatus.WAITLISTED: MailKind.WAITLISTED,
    RegistrationStatus.OFFERED: MailKind.OFFERED,
}
_OPENS = {
    MailKind.CONFIRM: (LinkPurpose.CONFIRM, "registration_confirm"),
    MailKind.OFFERED: (LinkPurpose.OFFER, "registration_offer"),
}
_MANAGES = (LinkPurpose.MANAGE, "registration_manage")
# What a calendar must hear of; the others leave it as it is.
_IN_CALENDAR = frozenset(
    {MailKind.REGISTERED, MailKind.PROMOTED, MailKind.CHANGED, MailKind.MOVED, MailKind.REMINDER}
)


def tell_made(registration: Registration, full: Sequence[Session] = ()) -> None:
    """Tell somebody how their registration stands: to confirm, registered, or waiting.

    `full` are the sessions they chose that filled up meanwhile.
    """
    kind = _MADE[RegistrationStatus(registration.status)]
    if kind == MailKind.CONFIRM:
        _refuse_many(registration.address)
    write_about(registration, kind, _full(registration, full))


def tell_again(registration: Registration) -> None:
    """Mail somebody who registers twice how their registration stands, at most once an hour."""
    kind = _MADE.get(RegistrationStatus(registration.status), MailKind.REGISTERED)
    write_about(registration, kind, again=f"again:{timezone.now():%Y%m%d%H}")


def tell_promoted(registration: Registration, full: Sequence[Session] = ()) -> None:
    """Tell somebody who waited that there is a place for them."""
    write_about(registration, MailKind.PROMOTED, _full(registration, full))


def tell_offered(registration: Registration, full: Sequence[Session] = ()) -> None:
    """Offer somebody who waited a place, with until when."""
    write_about(registration, MailKind.OFFERED, _full(registration, full))


def _full(registration: Registration, sessions: Sequence[Session]) -> Values:
    with override(registration.language):
        said = _("“%(session)s” filled up meanwhile. Choose another one with the button below.")
        return {"changes": [said % {"session": each} for each in sessions]}


def tell_changed(registration: Registration, changes: Sequence[str] = ()) -> None:
    """Tell somebody what was changed of their registration, in their language."""
    write_about(
        registration,
        MailKind.CHANGED,
        {"changes": changes},
        again=str(registration.calendar_changes),
    )


def tell_cancelled(registration: Registration, *, had_place: bool = True) -> None:
    """Tell somebody that they are no longer expected; their calendar too, where it expected it."""
    method = CANCEL if had_place else ""
    write_about(registration, MailKind.CANCELLED, calendar=method, link=_page(registration))


def write_about(
    registration: Registration,
    kind: MailKind,
    more: Values | None = None,
    *,
    again: str = "",
    link: str = "",
    calendar: str | None = None,
    paper: Stationery | None = None,
) -> OutgoingMail | None:
    """Write one mail to who registered, in the words that the organiser chose.

    None for somebody without an address (the organiser calls back), or when it was written before.
    `calendar` is a method of RFC 5546, or empty for none; by default that of the kind. Whoever
    writes many brings the `paper`.
    """
    if not registration.address:
        return None
    language, paper = registration.language, paper or Stationery(registration.event)
    if kind in {MailKind.REGISTERED, MailKind.PROMOTED}:
        mark_reminded(registration)
    values = values_of(registration, language, link or _link(registration, kind))
    said = {**values, "by": by_whom(registration, kind, language), **(more or {})}
    method = _method(registration, kind) if calendar is None else calendar
    return write_words(
        MAIL,
        compose(told_by(paper.source(kind, language)), said, paper.closing(language)),
        to=registration.email,
        recipient=registration.user,
        language=language,
        key=_key(registration, kind, again),
        attachments=_calendar(registration, method) if method else (),
    )


def _method(registration: Registration, kind: MailKind) -> str:
    """Return what a mail asks of the calendar of who reads it; nothing where they have no place."""
    comes = registration.status == RegistrationStatus.REGISTERED
    return REQUEST if kind in _IN_CALENDAR and comes else ""


def _key(registration: Registration, kind: MailKind, again: str) -> str:
    number = registration.queue_number or 0
    return f"{MAIL}:{kind}:{registration.pk}:{number}" + (f":{again}" if again else "")


def _link(registration: Registration, kind: MailKind) -> str:
    purpose, name = _OPENS.get(kind, _MANAGES)
    token = new_link(registration, purpose)
    with override(registration.language):
        return f"{site_url()}{reverse(name, args=[token])}"


def _page(registration: Registration) -> str:
    with override(registration.language):
        return page_address(registration.event)


def _calendar(registration: Registration, method: str) -> list[Attachment]:
    with override(registration.language):
        content = registration_calendar(registration, method)
    return [
        Attachment(
            name="agenda.ics",
            type=f"text/calendar; method={method}",
            content=b64encode(content).decode(),
        )
    ]


def _refuse_many(address: str) -> None:
    """Raise `EventError` where so many asked for mail to an address that nobody confirmed."""
    asked = Q(key__startswith=f"{MAIL}:{MailKind.CONFIRM}:") | Q(key__contains=":again:")
    lately: Any = OutgoingMail.objects.filter(
        asked, kind=MAIL, to__iexact=address, created_at__gt=timezone.now() - WITHIN
    )
    if lately.count() >= AT_MOST:
        raise EventError(
            _(
                "We mailed this address three times in the last hour, so we wait a little."
                " Look in your mail, also among unwanted mail, or try again in an hour."
            )
        )
