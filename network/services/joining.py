"""Taking part: somebody asks, the coordinator decides, and a newcomer is welcomed."""

import re
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cms.mailing.services import write_mail
from network.enums import ApplicationState, Background, Role
from network.exceptions import NetworkError
from network.models import Application, Member, Organisation, User
from network.reads.contact import network_contact
from network.services.profile import give_role, member_of

KIND = "joining"
# A word of a name: letters, also after a hyphen or an apostrophe. A dot only ends it: no address.
WORD = re.compile(r"['’]?[^\W\d_]+(?:[-'’][^\W\d_]+)*\.?")
LONGEST_GREETED = 60


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody tells who asks to take part; `language` is that of the page."""

    name: str
    email: str
    organisation: str
    sentence: str
    language: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a newcomer belongs: an organisation we know, or the name of a new one, or neither."""

    organisation: Organisation | None = None
    new_organisation: str = ""
    background: str = ""


@transaction.atomic
def ask_to_join(wish: Wish) -> None:
    """Keep a wish to take part, once for each address, and confirm it by mail.

    Whoever takes part already is told so, in a mail only: nobody learns here who does.
    """
    today = timezone.localdate().isoformat()
    email = wish.email.lower()
    account = User.objects.filter(email__iexact=email, is_active=True).first()
    if account and account.has_perm("network.keep_profile"):
        _mail(
            "already_member",
            account.language,
            {},
            recipient=account,
            key=f"member:{account.pk}:{today}",
        )
        return
    # What was sent first is kept: a second one may come from somebody else.
    application, _created = Application.objects.get_or_create(
        email=email,
        state=ApplicationState.WAITING,
        defaults={
            "name": wish.name,
            "organisation": wish.organisation,
            "sentence": wish.sentence,
            "language": wish.language,
        },
    )
    _mail_applicant("application", application, key=f"application:{application.pk}:{today}")


@transaction.atomic
def accept(application: Application, place: Place, by: Any) -> Member:
    """Let somebody take part: an account, a place among the members and a welcome by mail.

    An account with this address is used as it is. Raises `NetworkError` when somebody decided
    already, or when that account was switched off.
    """
    _decide(application, ApplicationState.ACCEPTED, by)
    account = User.objects.filter(email__iexact=application.email).first()
    if account is None:
        account = User.objects.create_user(
            application.email, name=application.name, language=application.language
        )
    elif not account.is_active:
        raise NetworkError(
            _("This address has an account that was switched off. Ask an administrator about it.")
        )
    give_role(account, Role.MEMBER)
    member = member_of(account)
    _give_place(member, place)
    _mail("welcome", account.language, {}, recipient=account)
    return member


@transaction.atomic
def decline(application: Application, reason: str, by: Any) -> None:
    """Decline; the reason is mailed, and without a reason nothing is. It is not kept.

    Raises `NetworkError` when somebody decided already.
    """
    _decide(application, ApplicationState.DECLINED, by)
    if reason:
        _mail_applicant("declined", application, reason=reason)


def reopen(application: Application) -> None:
    """Take back that somebody was declined. Raises `NetworkError` if it cannot be."""
    declined = Application.objects.declined().order_by().filter(pk=application.pk)
    try:
        with transaction.atomic():
            done = declined.update(state=ApplicationState.WAITING, decided_at=None, decided_by=None)
    except IntegrityError as error:
        raise NetworkError(
            _("This person asked again in the meantime. The new application is in the list.")
        ) from error
    if not done:
        raise NetworkError(_("This application is not declined any more."))


def _mail(name: str, language: str, context: dict[str, Any], **options: Any) -> None:
    context = {"contact": network_contact(language), **context}
    write_mail(KIND, f"network/mails/{name}", context, language=language, **options)


def _greeted(name: str) -> str:
    """Return a name by which to greet somebody whose address nobody confirmed; or nothing.

    Anybody can have us write to anybody: what they typed must not become a message with a link.
    """
    plain = len(name) <= LONGEST_GREETED and all(map(WORD.fullmatch, name.split(" ")))
    return name if plain else ""


def _mail_applicant(
    name: str, application: Application, reason: str = "", key: str | None = None
) -> None:
    context = {
        "application": application,
        "greeted": _greeted(application.name),
        "reason": reason,
    }
    _mail(name, application.language, context, to=application.email, key=key)


def _decide(application: Application, state: ApplicationState, by: Any) -> None:
    """Decide once: of two coordinators, or two taps, the first one counts."""
    waiting = Application.objects.waiting().order_by().filter(pk=application.pk)
    if not waiting.update(state=state, decided_at=timezone.now(), decided_by=by):
        raise NetworkError(
            _("Somebody already decided about this application. Nothing was changed.")
        )


def _give_place(member: Member, place: Place) -> None:
    """Fill in what is not known yet: what somebody said of themselves is not overwritten."""
    organisation = place.organisation or _made(place.new_organisation, place.background)
    if organisation and member.organisation_id is None:
        member.organisation = organisation
    if organisation and member.organisation_id == organisation.pk:
        member.organisation_claimed = False
    member.background = member.background or place.background
    member.save(update_fields=["organisation", "organisation_claimed", "background"])


def _made(name: str, background: str) -> Organisation | None:
    """Return the organisation of this name, new where there is none."""
    if not name:
        return None
    known = Organisation.objects.filter(name__iexact=name).first()
    if known:
        return known
    made, _created = Organisation.objects.get_or_create(
        code=_free_code(name),
        defaults={"name": name, "background": background or Background.OTHER},
    )
    return made


def _free_code(name: str) -> str:
    base = slugify(name)[:44].strip("-") or "organisatie"
    taken = set(Organisation.objects.filter(code__startswith=base).values_list("code", flat=True))
    numbered = (f"{base}-{number}" for number in range(2, len(taken) + 3))
    return base if base not in taken else next(code for code in numbered if code not in taken)
