"""Mails to everybody who comes to an event: moved, called off, how was it, the report is there.

Call these inside the transaction of the change, with the row as it is now. Each tells a person
once.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.mailing.texts import site_url
from events.calendar import CANCEL, page_address
from events.enums import STANDING, MailKind, RegistrationStatus
from events.mails.values import when, where
from events.models import Event, Registration, ReportPage
from events.services.mail_texts import Stationery
from events.services.registration_mails import write_about
from events.services.reminder_times import due_from

# Who did not confirm an address was not told of the event either, and hears how it is by then.
_TOLD = STANDING - {RegistrationStatus.UNCONFIRMED}


def tell_moved(event: Event, before: Event | None = None) -> int:
    """Tell everybody that an event has another time or place; return how many were written to.

    `calendar_sequence` was raised already. With `before`, the row as it was, the mail also says
    what is different.
    """
    _remind_anew(event)
    people = _registrations(event).filter(status__in=_TOLD)
    again = str(event.calendar_sequence)
    told, paper = 0, Stationery(event)
    for each in _of(event, people):
        changes = changes_in(event, before, each.language) if before else ()
        mail = write_about(each, MailKind.MOVED, {"changes": changes}, again=again, paper=paper)
        told += bool(mail)
    return told


def tell_called_off(event: Event, reason: str = "") -> int:
    """Tell everybody that an event does not go on; their calendars too. Return how many.

    Of what is put off the mail says that another day follows.
    """
    kind = MailKind.PUT_OFF if event.is_put_off else MailKind.CALLED_OFF
    people = _registrations(event).filter(status__in=_TOLD)
    again = str(event.calendar_sequence)
    told, paper = 0, Stationery(event)
    for each in _of(event, people):
        comes = each.status == RegistrationStatus.REGISTERED
        told += bool(
            write_about(
                each,
                kind,
                {"changes": reason},
                again=again,
                # Who is still registered for the day to come can say that they will not be there.
                link="" if event.is_put_off else _address(event, each.language),
                calendar=CANCEL if comes else "",
                paper=paper,
            )
        )
    return told


def tell_survey(registration: Registration, token: str) -> bool:
    """Ask somebody how it was, with a link of their own; False for who has no address."""
    with override(registration.language):
        link = f"{site_url()}{reverse('survey', args=[token])}"
    return write_about(registration, MailKind.SURVEY, link=link, calendar="") is not None


def tell_report(event: Event) -> int:
    """Tell everybody who was expected that the report is published; return how many."""
    people = _registrations(event).filter(status=RegistrationStatus.REGISTERED)
    told, paper = 0, Stationery(event)
    for each in _of(event, people):
        link = _report_address(event, each.language)
        told += bool(write_about(each, MailKind.REPORT, link=link, calendar="", paper=paper))
    return told


def changes_in(event: Event, before: Event, language: str) -> Sequence[str]:
    """Return in words what is different about when and where, as it was and as it is."""
    with override(language):
        pairs = ((when(before), when(event)), (where(before), where(event)))
        return [
            _("It was: %(old)s. It is now: %(new)s.") % {"old": old or _("not known"), "new": new}
            for old, new in pairs
            if old != new and new
        ]


def _registrations(event: Event) -> Any:
    named = Registration.objects.filter(event=event, anonymised_at=None)
    people = named.select_related("user", "made_by").order_by("pk")
    return people.prefetch_related("choices__slot", "choices__session")


def _of(event: Event, registrations: Any) -> Iterable[Registration]:
    """Return registrations that all share this one row, as it is now."""
    for registration in registrations:
        registration.event = event
        yield registration


def _remind_anew(event: Event) -> None:
    """Let everybody be reminded of the new day too, as long as that is still to come."""
    due = due_from(event)
    if due is not None and due > timezone.now():
        event.registrations.update(reminded_at=None)


def _address(event: Event, language: str) -> str:
    with override(language):
        return page_address(event)


def _report_address(event: Event, language: str) -> str:
    """Return the whole address of a report in a language, or in whichever there is."""
    pages = ReportPage.objects.filter(translation_key=event.report_key).live()
    by_language = {each.locale.language_code: each for each in pages.select_related("locale")}
    page = by_language.get(language) or next(iter(by_language.values()), None)
    path = page.get_url() if page else ""
    return f"{site_url()}{path}" if path.startswith("/") else path
