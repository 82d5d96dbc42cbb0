"""The two tables, and what the pages about them say."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from network.exchange.members import MemberResource
from network.exchange.organisations import OrganisationResource
from network.exchange.resource import TableResource


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of table; `title` and `noun` are lazy texts, `file` begins a file's name."""

    name: str
    resource: type[TableResource]
    import_title: Any
    export_title: Any
    file: str

    @property
    def import_url(self) -> str:
        return f"import_{self.name}"

    @property
    def export_url(self) -> str:
        return f"export_{self.name}"


MEMBERS = Kind(
    "members", MemberResource, _("Bring in members"), _("Take out members"), "schakel-leden"
)
ORGANISATIONS = Kind(
    "organisations",
    OrganisationResource,
    _("Bring in organisations"),
    _("Take out organisations"),
    "schakel-organisaties",
)
KINDS = {kind.name: kind for kind in (MEMBERS, ORGANISATIONS)}
