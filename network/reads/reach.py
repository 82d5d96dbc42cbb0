"""How a person or organisation may be reached: the one place where consent decides."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from network.enums import Consent
from network.models import Member, Organisation


@dataclass(frozen=True, slots=True)
class Reach:
    """The ways that whoever looks may use; empty texts for what is not theirs to see."""

    phone: str = ""
    email: str = ""

    def __bool__(self) -> bool:
        return bool(self.phone or self.email)


def reach_of(thing: Member | Organisation, in_network: bool) -> Reach:
    """Return the ways to reach `thing` that its owner gave to somebody in or out of the network."""
    allowed = {Consent.PUBLIC, Consent.NETWORK} if in_network else {Consent.PUBLIC}
    email = thing.user.email if isinstance(thing, Member) else thing.email
    return Reach(
        phone=thing.phone if thing.phone_consent in allowed else "",
        email=email if thing.email_consent in allowed else "",
    )


def name_of(member: Member) -> str:
    """Return the name that others see: never the address, also where somebody gave no name."""
    return member.user.name or _("Somebody without a name")
