"""The mails of an event for who changes their words: which there are, and how they come out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cms.mailing.texts import Words, site_url
from events.calendar import page_address
from events.enums import MailKind
from events.mails.values import event_values, moment
from events.mails.words import Source, Values, compose, known_in
from events.models import Event, Session
from events.services.mail_texts import closing

WHEN_SENT: dict[MailKind, Any] = {
    MailKind.CONFIRM: gettext_lazy("As soon as somebody without an account registers."),
    MailKind.REGISTERED: gettext_lazy("When somebody has a place."),
    MailKind.WAITLISTED: gettext_lazy("When every place is taken and somebody waits."),
    MailKind.PROMOTED: gettext_lazy("When somebody who waited gets a place."),
    MailKind.OFFERED: gettext_lazy("When somebody who waited may choose to take a place."),
    MailKind.CHANGED: gettext_lazy("When somebody chooses another session."),
    MailKind.CANCELLED: gettext_lazy("When somebody cancels, or you do so for them."),
    MailKind.MOVED: gettext_lazy("When you give it another time or place."),
    MailKind.CALLED_OFF: gettext_lazy("When you call it off."),
    MailKind.PUT_OFF: gettext_lazy("When you put it off to a day that nobody knows yet."),
    MailKind.REMINDER: gettext_lazy("Shortly before, to who has a place."),
    MailKind.SURVEY: gettext_lazy("The morning after, to who came."),
    MailKind.REPORT: gettext_lazy("When the report is published."),
}
MEANINGS: dict[str, Any] = {
    "name": gettext_lazy("the name of who reads it"),
    "event": gettext_lazy("the title of the event"),
    "when": gettext_lazy("day and time"),
    "where": gettext_lazy("place and address; the address online for who has a place"),
    "organiser": gettext_lazy("the organisation that organises it"),
    "link": gettext_lazy("the address of the button, different for everybody"),
    "sessions": gettext_lazy("the sessions that were chosen, as a list"),
    "code": gettext_lazy("the code at the door"),
    "until": gettext_lazy("until when a place is kept"),
    "position": gettext_lazy("how many are before somebody on the waiting list"),
    "changes": gettext_lazy("what was changed, or why it does not go on"),
}

# In others it is there now and then: when a session filled up meanwhile.
_TELLS_CHANGES = frozenset(
    {MailKind.CHANGED, MailKind.MOVED, MailKind.CALLED_OFF, MailKind.PUT_OFF}
)


@dataclass(frozen=True, slots=True)
class MailShown:
    """One mail in a list: when it goes out, and for each language whether its words are changed."""

    kind: MailKind
    when_sent: str
    languages: Sequence[tuple[str, str, bool]]


def mails_of(event: Event) -> list[MailShown]:
    """Return every mail of an event."""
    own = set(event.mail_texts.values_list("kind", "language"))
    return [
        MailShown(
            kind,
            str(WHEN_SENT[kind]),
            [(code, str(name), (kind.value, code) in own) for code, name in settings.LANGUAGES],
        )
        for kind in MailKind
    ]


def placeholders_of(kind: MailKind) -> list[tuple[str, str]]:
    """Return what can be filled in in a mail, with what it means."""
    known = known_in(kind)
    return [(f"{{{name}}}", str(said)) for name, said in MEANINGS.items() if name in known]


def example_of(event: Event, kind: MailKind, source: Source, language: str) -> Words:
    """Return how a mail comes out for somebody who does not exist."""
    with override(language):
        return compose(source, _values(event, kind, language), closing(language))


def _values(event: Event, kind: MailKind, language: str) -> Values:
    first = {each.slot_id: each for each in reversed(_sessions(event))}
    sessions = sorted(first.values(), key=lambda each: each.slot.starts_at)
    return {
        **event_values(event, language),
        "name": _("Sam Example"),
        "link": page_address(event) or site_url(),
        "sessions": [
            f"{each.slot.starts_at.astimezone(event.zone):%H:%M}: {each}" for each in sessions
        ],
        "code": "ACH479",
        "until": moment(event, timezone.now() + timedelta(hours=1)),
        "position": _("You are the first on the list."),
        "changes": [_("Here it says what was changed.")] if kind in _TELLS_CHANGES else [],
    }


def _sessions(event: Event) -> list[Session]:
    return list(Session.objects.filter(slot__event=event).select_related("slot"))
