"""Members as a table: known by their address, or by their number where that is hidden."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from network.enums import ADMIN_ROLES, Background, Role
from network.exchange.columns import (
    Address,
    Choice,
    Choices,
    Column,
    Day,
    Phone,
    PhoneColumn,
    SetColumn,
    Text,
    entries,
    fixed,
    named,
)
from network.exchange.resource import TableResource
from network.models import Member, Neighbourhood, Organisation, Subject, User

EXAMPLE = "voorbeeld@schakel.example"


class NumberColumn(Column):
    """The number that we gave somebody; a file tells by it who is meant, and cannot change it."""

    def save(self, instance: Any, row: dict[str, str], is_m2m: bool = False, **_rest: Any) -> None:
        """Leave it as it is."""


class KeyColumn(Column):
    """The address: how somebody signs in, so only somebody new gets it from a file."""

    def save(self, instance: Any, row: dict[str, str], is_m2m: bool = False, **_rest: Any) -> None:
        """Take over the address of somebody new."""
        if instance.user.pk is None:
            super().save(instance, row)


class OrganisationColumn(Column):
    """Where somebody belongs; whoever brings it in knows, so nobody needs to confirm it."""

    def put(self, instance: Any, value: Any) -> None:
        if value != instance.organisation_id:
            instance.organisation_claimed = False
        super().put(instance, value)


class MemberResource(TableResource):
    """Members with their accounts."""

    keys = frozenset({"email", "number"})
    many = ("expertise", "interests")

    number = NumberColumn(
        "pk", "nummer", "number", widget=Text(Member, "function"), also=["lidnummer"]
    )
    email = KeyColumn(
        "user__email",
        "e-mail",
        "e-mail",
        widget=Address(User, "email"),
        also=["e-mailadres", "mail", "e-mail address", "mailadres"],
        is_needed=True,
        example=EXAMPLE,
    )
    name = Column(
        "user__name",
        "naam",
        "name",
        widget=Text(User, "name"),
        is_needed=True,
        example="Noor Voorbeeld",
    )
    language = Column(
        "user__language",
        "taal",
        "language",
        widget=Choice(fixed(settings.LANGUAGES)),
        example="nl",
    )
    background = Column(
        "background",
        "achtergrond",
        "background",
        widget=Choice(fixed(Background.choices)),
        empty="",
        example=Background.CARE,
    )
    organisation = OrganisationColumn(
        "organisation_id",
        "organisatie",
        "organisation",
        widget=Choice(named(Organisation)),
        also=["organization"],
    )
    function = Column(
        "function",
        "functie",
        "function",
        widget=Text(Member, "function"),
        also=["rol daar", "what you do there"],
        empty="",
        example="buurtwerker",
    )
    neighbourhood = Column(
        "neighbourhood_id",
        "wijk",
        "neighbourhood",
        widget=Choice(entries(Neighbourhood)),
        also=["buurt", "neighborhood"],
    )
    introduction = Column(
        "introduction",
        "over",
        "about",
        widget=Text(Member, "introduction"),
        also=["introductie", "introduction", "over jezelf"],
        empty="",
        example="Ik wandel elke week met een groep door de wijk.",
    )
    phone = PhoneColumn(
        "phone",
        "telefoon",
        "phone",
        widget=Phone(Member, "phone"),
        also=["telefoonnummer", "phone number", "tel", "mobiel"],
        empty="",
        example="030 123 45 67",
    )
    expertise = SetColumn(
        "expertise",
        "weet veel van",
        "knows much about",
        widget=Choices(entries(Subject)),
        also=["expertise"],
        empty=frozenset(),
    )
    interests = SetColumn(
        "interests",
        "wil meer weten van",
        "wants to know more about",
        widget=Choices(entries(Subject)),
        also=["interesses", "interests"],
        empty=frozenset(),
    )
    offers = Column(
        "offers",
        "biedt",
        "offers",
        widget=Text(Member, "offers"),
        also=["aanbod"],
        empty="",
        example="een zaal op woensdag",
    )
    seeks = Column(
        "seeks",
        "zoekt",
        "seeks",
        widget=Text(Member, "seeks"),
        also=["vraag"],
        empty="",
    )
    since = Column(
        "since",
        "lid sinds",
        "member since",
        widget=Day(),
        also=["sinds", "since"],
    )

    class Meta(TableResource.Meta):
        model = Member

    def __init__(self, viewer: Any) -> None:
        super().__init__(viewer)
        self._accounts: dict[str, User] | None = None

    def label_of(self, instance: Any) -> str:
        return str(instance.user.name)

    def sees_all(self) -> bool:
        return bool(self.viewer.has_perm("network.view_user"))

    def existing(self) -> QuerySet[Member]:
        return Member.objects.select_related("user").order_by("user__name", "pk")

    def _load(self) -> None:
        self._by_number = {str(each.pk): each for each in self.with_chosen(list(self.existing()))}
        self._by_address = {each.user.email.casefold(): each for each in self._by_number.values()}
        self._accounts = {each.email.casefold(): each for each in User.objects.all()}
        self._roles: dict[int, set[str]] = {}
        pairs = User.groups.through.objects.values_list("user_id", "group__name")
        for user_id, role in pairs.filter(group__name__in=Role.values):
            self._roles.setdefault(user_id, set()).add(role)

    def find(self, row: dict[str, str]) -> Member | None:
        if self._accounts is None:
            self._load()
        address, number = row.get("email", "").casefold(), row.get("number", "")
        member = self._by_address.get(address)
        if number:
            member = self._numbered(number, address)
        elif not address:
            raise ValidationError({"user__email": _("This is needed, and the cell is empty.")})
        elif address == EXAMPLE:
            raise ValidationError({"user__email": _("This is our example. Take this row out.")})
        self.refuse_twice(member.user.email.casefold() if member else address, "user__email")
        return member

    def _numbered(self, number: str, address: str) -> Member:
        member = self._by_number.get(number)
        if member is None:
            raise ValidationError({"pk": _("Nobody has this number. Leave it out for new people.")})
        if address and address != member.user.email.casefold():
            raise ValidationError(
                {"pk": _("This number and this e-mail address belong to different people.")}
            )
        return member

    def new_instance(self, row: dict[str, str]) -> Member:
        account = (self._accounts or {}).get(row.get("email", "").casefold())
        member = Member(user=account or User())
        member.chosen = dict.fromkeys(self.many, frozenset())  # type: ignore[attr-defined]
        return member

    def refuse(self, instance: Member) -> None:
        account = instance.user
        if account.pk is None:
            return
        roles = self._roles.get(account.pk, set())
        if not account.is_active:
            raise ValidationError(
                _("This account was switched off. Ask an administrator about it.")
            )
        if not roles and not account.is_superuser:
            raise ValidationError(
                _("This account has no role in the network. Ask an administrator about it.")
            )
        if account.is_superuser or not roles.isdisjoint(ADMIN_ROLES):
            raise ValidationError(
                _(
                    "This is the account of somebody who manages the site. A file cannot change"
                    " it; they do so themselves. Take this row out."
                )
            )
