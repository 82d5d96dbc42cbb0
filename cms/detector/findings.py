"""What the detector answers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """Kinds of personal details, named as they read in a sentence."""

    EMAIL = "email", _("an e-mail address")
    PHONE = "phone", _("a phone number")
    CITIZEN_NUMBER = "citizen_number", _("a citizen service number")
    BIRTH_DATE = "birth_date", _("a date of birth")
    NAME_AND_ADDRESS = "name_and_address", _("a name with an address")


@dataclass(frozen=True, slots=True)
class Finding:
    """A place in a text: characters `start` up to `end`. It does not hold the text itself."""

    kind: Kind
    start: int
    end: int


Rule = Callable[[str], Iterator[Finding]]
