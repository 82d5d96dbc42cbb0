"""How the network's tables stand in a bundle."""

from typing import Any

from django.contrib.auth.models import Group
from django.db import models as db

from cms.bundle.codecs import RowCodec, row_codecs
from cms.bundle.fields import Choice, Field, Words
from cms.bundle.names import Ledger, Place, one_of
from cms.bundle.nodes import Node
from cms.bundle.relations import Rows
from network.enums import Role
from network.member_codecs import MEMBERS, SEATS
from network.models import Neighbourhood, Organisation, Subject, User


class RoleGroup(Field):
    """One role: the group that carries its code as a name."""

    is_late = True

    def blank(self, model: type[db.Model]) -> str:
        return ""

    def read(self, node: Node, place: Place) -> str:
        if node.text not in Role.values:
            place.wrong(node.line, node.shown(), one_of([str(role) for role in Role.values]))
        return node.text or ""

    def put(self, obj: Any, value: str, ledger: Ledger) -> None:
        obj.set_unusable_password()
        obj.groups.set([Group.objects.get_or_create(name=value)[0]])


ORGANISATION: tuple[Field, ...] = (
    Words("name"),
    Choice("background"),
    Words("description"),
    Rows("neighbourhoods"),
    Words("website"),
    Words("phone"),
    Words("offers"),
    Words("seeks"),
)

LABELS = (Words("nl", "label_nl"), Words("en", "label_en"))
row_codecs.register(
    "neighbourhoods",
    RowCodec("vocabularies/neighbourhoods.yaml", Neighbourhood, LABELS, ("nl", "en")),
)
row_codecs.register(
    "subjects", RowCodec("vocabularies/subjects.yaml", Subject, LABELS, ("nl", "en"))
)
row_codecs.register(
    "organisations", RowCodec("organisations", Organisation, ORGANISATION, ("name",))
)
ACCOUNTS = RowCodec(
    "accounts.yaml",
    User,
    (Words("name"), RoleGroup("role")),
    ("name", "role"),
    code="email",
    exported=False,
)
row_codecs.register("accounts", ACCOUNTS)
row_codecs.register("members", MEMBERS)
row_codecs.register("seats", SEATS)
