"""A mail from whoever runs an event to a part of those who registered, one for each person."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.log_actions import log

from cms.mailing.services import MailError, write_words
from cms.mailing.texts import Words, site_url
from cms.models import OutgoingMail
from events.enums import LinkPurpose, RegistrationStatus
from events.exceptions import EventError
from events.mails.values import values_of
from events.mails.words import EVERYWHERE, Source, compose, named_in
from events.models import Event, Registration
from events.services.desk import MAILED
from events.services.links import new_link
from events.services.mail_texts import closing

MAIL = "mail to registrations"
PLACEHOLDERS = EVERYWHERE | {"sessions", "code"}
# Nobody knows whether these addresses belong to whom they say.
UNKNOWN = frozenset({RegistrationStatus.UNCONFIRMED, RegistrationStatus.EXPIRED})
# Shown in the preview: the link of somebody else is nobody's business.
NO_TOKEN = "x" * 22


def recipients_of(registrations: Iterable[Registration]) -> list[Registration]:
    """Return to whom a mail can go, each address once; not to one that nobody confirmed."""
    found: dict[str, Registration] = {}
    for each in registrations:
        if each.address and each.status not in UNKNOWN:
            found.setdefault(each.address.lower(), each)
    return list(found.values())


def check_words(source: Source) -> None:
    """Raise `EventError` for a placeholder that could not be filled in."""
    for name in named_in(f"{source.subject}\n{source.body}"):
        if name not in PLACEHOLDERS:
            known = ", ".join(f"{{{each}}}" for each in sorted(PLACEHOLDERS))
            raise EventError(
                _("We do not know {%(name)s}. In this mail you can use: %(known)s.")
                % {"name": name, "known": known}
            )


def mail_for(registration: Registration, source: Source, token: str = NO_TOKEN) -> Words:
    """Return what somebody reads; without a token the link in it leads nowhere."""
    language = registration.language
    with override(language):
        link = f"{site_url()}{reverse('registration_manage', args=[token])}"
    return compose(source, values_of(registration, language, link), closing(language))


def fingerprint(source: Source, recipients: Sequence[Registration]) -> str:
    """Return what changes with the words, and with to whom they go."""
    keys = sorted(each.pk for each in recipients)
    return sha256(repr((source.subject, source.body, keys)).encode()).hexdigest()


@transaction.atomic
def send_mailing(
    event: Event, by: Any, key: UUID, source: Source, recipients: Sequence[Registration]
) -> int:
    """Write a mail to each; return how many. The same key sent again writes nothing anew.

    Raises `EventError` for words that cannot be filled in, and where it would go to nobody.
    """
    check_words(source)
    before = OutgoingMail.objects.filter(key__startswith=f"{MAIL}:{key}:").count()
    if before:
        return before
    if not recipients:
        raise EventError(_("There is nobody in this selection whom we can mail."))
    written = sum(_write(each, key, source) for each in recipients)
    log(event, MAILED, user=by, data={"mails": written})
    return written


def _write(registration: Registration, key: UUID, source: Source) -> int:
    token = new_link(registration, LinkPurpose.MANAGE)
    try:
        mail = write_words(
            MAIL,
            mail_for(registration, source, token),
            to=registration.email,
            recipient=registration.user,
            language=registration.language,
            key=f"{MAIL}:{key}:{registration.pk}",
        )
    except MailError:
        # An address that came in from elsewhere; the others must not wait for it.
        return 0
    return int(mail is not None)
