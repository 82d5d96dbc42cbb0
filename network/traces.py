"""What a member is known by, and what is put in its place once they have left."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.models import ContactPoint
from cms.privacy.providers import Trace
from cms.privacy.words import same_number
from network.models import Application, Member, Organisation, User

# One word is a word of the language too; two or more are somebody's name.
_WORDS_OF_A_NAME = 2


def traces_of(user: User) -> Sequence[Trace]:
    """Return the addresses, phone number and full names of an account.

    Not a name that somebody else in the network has too, nor a number that is not theirs alone:
    what stands in a text may be about the other.
    """
    removed = _in_each_language(lambda: _("(removed)"))
    participant = _in_each_language(lambda: _participant(_organisation_of(user)))
    return [
        *(Trace("email", address, removed) for address in sorted(addresses_of(user))),
        *(Trace("phone", number, removed) for number in _own_numbers(user)),
        *(Trace("name", name, participant) for name in sorted(_own_names(user))),
    ]


def addresses_of(user: User) -> set[str]:
    """Return every address of an account, in small letters."""
    others = EmailAddress.objects.filter(user=user).values_list("email", flat=True)
    return {address.lower() for address in (user.email, *others)}


def applications_of(user: User) -> Any:
    """Return the requests with which somebody came in."""
    return Application.objects.filter(email__in=_as_written(addresses_of(user)))


def _as_written(addresses: set[str]) -> list[str]:
    found = []
    for address in addresses:
        rows = Application.objects.filter(email__iexact=address)
        found += list(rows.values_list("email", flat=True))
    return found


def _own_names(user: User) -> Iterator[str]:
    names = {user.name, *applications_of(user).values_list("name", flat=True)}
    for name in {" ".join(name.split()) for name in names}:
        others = User.objects.filter(name__iexact=name).exclude(pk=user.pk)
        if len(name.split()) >= _WORDS_OF_A_NAME and not others.exists():
            yield name


def _own_numbers(user: User) -> Iterator[str]:
    member = Member.objects.filter(user=user).first()
    if member and member.phone and not any(same_number(member.phone, x) for x in _shared(member)):
        yield member.phone


def _shared(member: Member) -> Iterator[str]:
    yield from Member.objects.exclude(pk=member.pk).values_list("phone", flat=True)
    for model in (Organisation, ContactPoint):
        yield from model._default_manager.values_list("phone", flat=True)


def _organisation_of(user: User) -> str:
    member = Member.objects.filter(user=user).select_related("organisation").first()
    name = member.organisation.name if member and member.organisation else ""
    # It is put into running text that may be HTML, which must not become other HTML.
    return name.replace("&", "+").translate({ord(sign): None for sign in '<>"'})


def _participant(organisation: str) -> str:
    if not organisation:
        return _("a participant")
    return _("a participant of %(organisation)s") % {"organisation": organisation}


def _in_each_language(say: Callable[[], str]) -> Mapping[str, str]:
    said = {}
    for code, _label in settings.LANGUAGES:
        with override(code):
            said[code] = say()
    return said
