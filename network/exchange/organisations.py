"""Organisations as a table: known by their code, or by their exact name."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _

from network.enums import Background
from network.exchange.columns import (
    Address,
    Choice,
    Choices,
    Column,
    Phone,
    PhoneColumn,
    ReachColumn,
    SetColumn,
    Text,
    Website,
    entries,
    fixed,
)
from network.exchange.guard import unguarded
from network.exchange.resource import TableResource
from network.models import Neighbourhood, Organisation

EXAMPLE = "Voorbeeldhuis De Schakel"


class Code(Text):
    """A code as it stands in addresses."""

    def clean(self, value: str, row: Any = None, **rest: Any) -> str:
        return super().clean(value.lower(), row, **rest)


class OrganisationResource(TableResource):
    """Organisations."""

    keys = frozenset({"code", "name"})
    many = ("neighbourhoods",)

    code = Column("code", "code", "code", widget=Code(Organisation, "code"))
    name = Column(
        "name",
        "naam",
        "name",
        widget=Text(Organisation, "name"),
        also=["organisatie", "organisation"],
        is_needed=True,
        example=EXAMPLE,
    )
    background = Column(
        "background",
        "achtergrond",
        "background",
        widget=Choice(fixed(Background.choices)),
        example=Background.RESIDENTS,
    )
    description = Column(
        "description",
        "wat doet het",
        "description",
        widget=Text(Organisation, "description", one_line=False),
        also=["omschrijving", "beschrijving", "what it does"],
        empty="",
        example="Een huis waar iedereen uit de wijk kan binnenlopen voor koffie.",
    )
    neighbourhoods = SetColumn(
        "neighbourhoods",
        "wijken",
        "neighbourhoods",
        widget=Choices(entries(Neighbourhood)),
        also=["wijk", "neighbourhood", "neighborhoods"],
        empty=frozenset(),
    )
    website = Column(
        "website",
        "website",
        "website",
        widget=Website(Organisation, "website"),
        empty="",
        example="https://voorbeeldhuis.example",
    )
    phone = PhoneColumn(
        "phone",
        "telefoon",
        "phone",
        widget=Phone(Organisation, "phone"),
        also=["telefoonnummer", "phone number", "tel"],
        empty="",
        example="030 123 45 67",
    )
    email = ReachColumn(
        "email",
        "e-mail",
        "e-mail",
        widget=Address(Organisation, "email"),
        also=["e-mailadres", "mail", "e-mail address"],
        empty="",
    )
    offers = Column(
        "offers",
        "biedt",
        "offers",
        widget=Text(Organisation, "offers", one_line=False),
        also=["aanbod"],
        empty="",
        example="een zaal voor dertig mensen",
    )
    seeks = Column(
        "seeks",
        "zoekt",
        "seeks",
        widget=Text(Organisation, "seeks", one_line=False),
        also=["vraag"],
        empty="",
        example="vrijwilligers die willen koken",
    )

    class Meta(TableResource.Meta):
        model = Organisation

    def __init__(self, viewer: Any) -> None:
        super().__init__(viewer)
        self._by_code: dict[str, Organisation] | None = None

    def label_of(self, instance: Any) -> str:
        return str(instance.name)

    def sees_all(self) -> bool:
        return bool(self.viewer.has_perm("network.change_organisation"))

    def existing(self) -> QuerySet[Organisation]:
        return Organisation.objects.order_by("name", "pk")

    def _load(self) -> dict[str, Organisation]:
        found = self.with_chosen(list(self.existing()))
        self._by_name: dict[str, list[Organisation]] = {}
        for each in found:
            self._by_name.setdefault(each.name, []).append(each)
        return {each.code: each for each in found}

    def find(self, row: dict[str, str]) -> Organisation | None:
        if self._by_code is None:
            self._by_code = self._load()
        code, name = row.get("code", "").lower(), unguarded(row.get("name", ""))
        if name == EXAMPLE:
            raise ValidationError({"name": _("This is our example. Take this row out.")})
        named = self._by_name.get(name, [])
        found = self._by_code.get(code) if code else (named[0] if named else None)
        if not code and len(named) > 1:
            raise ValidationError({"code": _("There are more of this name. Fill in the code.")})
        if code and found is None and named:
            raise ValidationError(
                {
                    "code": _("There is an organisation of this name with the code “%(code)s”.")
                    % {"code": named[0].code}
                }
            )
        if not code and not name:
            raise ValidationError({"name": _("This is needed, and the cell is empty.")})
        self.refuse_twice(
            found.code if found else code or name.casefold(), "code" if code else "name"
        )
        return found

    def new_instance(self, row: dict[str, str]) -> Organisation:
        code = "" if row.get("code") else self._free_code(unguarded(row.get("name", "")))
        organisation = Organisation(code=code)
        organisation.chosen = {"neighbourhoods": frozenset()}  # type: ignore[attr-defined]
        return organisation

    def _free_code(self, name: str) -> str:
        base = slugify(name)[:44].strip("-") or "organisatie"
        taken = {*(self._by_code or ()), *(each.code for each in self.create_instances)}
        number = 1
        while (code := base if number == 1 else f"{base}-{number}") in taken:
            number += 1
        return code
