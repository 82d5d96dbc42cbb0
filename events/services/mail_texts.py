"""What the mails of an event say: by themselves, or as its organiser wants it."""

from django.db import transaction
from django.utils.translation import gettext as _

from cms.mailing.texts import rendered, site_url
from events.enums import MailKind
from events.exceptions import EventError
from events.mails.words import WITHOUT_LINK, Source, default_source, known_in, named_in
from events.models import Event, MailText
from network.reads.contact import network_contact


def source_of(event: Event, kind: MailKind, language: str) -> Source:
    """Return the organiser's words for a mail, or those that it has by itself."""
    own = MailText.objects.filter(event=event, kind=kind, language=language).first()
    return Source(own.subject, own.body) if own else default_source(kind, language)


def closing(language: str) -> str:
    """Return what stands below every mail: whom to call, and who we are."""
    context = {"contact": network_contact(language), "site_url": site_url()}
    # The first line of a mail is its subject; here it is the name of the file.
    return rendered("events/mail_texts/closing", context, language).text


class Stationery:
    """The words that mails about one event share, looked up once however many are written."""

    def __init__(self, event: Event) -> None:
        self._event = event
        self._sources: dict[tuple[MailKind, str], Source] = {}
        self._closings: dict[str, str] = {}

    def source(self, kind: MailKind, language: str) -> Source:
        """Return the words of a mail, see `source_of`."""
        if (kind, language) not in self._sources:
            self._sources[kind, language] = source_of(self._event, kind, language)
        return self._sources[kind, language]

    def closing(self, language: str) -> str:
        """Return what stands below every mail."""
        if language not in self._closings:
            self._closings[language] = closing(language)
        return self._closings[language]


def check(kind: MailKind, source: Source) -> None:
    """Raise `EventError` for words that could not be filled in, or that lead nowhere."""
    known = known_in(kind)
    unknown = [name for name in named_in(f"{source.subject}\n{source.body}") if name not in known]
    if unknown:
        raise EventError(
            _("We do not know {%(name)s}. In this mail you can use: %(known)s.")
            % {"name": unknown[0], "known": ", ".join(f"{{{each}}}" for each in sorted(known))}
        )
    if "link" not in named_in(source.body) and kind not in WITHOUT_LINK:
        raise EventError(
            _("Put {link} in the text: without it nobody can confirm, change or cancel.")
        )


@transaction.atomic
def keep_text(event: Event, kind: MailKind, language: str, source: Source) -> None:
    """Keep the organiser's words; those that are the same as the mail's own are not kept.

    Raises `EventError` for what cannot be filled in.
    """
    tidy = Source(" ".join(source.subject.split()), source.body.replace("\r\n", "\n").strip())
    check(kind, tidy)
    own = default_source(kind, language)
    if tidy.subject == own.subject and tidy.body == own.body.strip():
        reset_text(event, kind, language)
        return
    MailText.objects.update_or_create(
        event=event,
        kind=kind,
        language=language,
        defaults={"subject": tidy.subject, "body": tidy.body},
    )


def reset_text(event: Event, kind: MailKind, language: str) -> None:
    """Go back to the words that a mail has by itself."""
    MailText.objects.filter(event=event, kind=kind, language=language).delete()
