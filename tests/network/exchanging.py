"""What the tests of tables share: seeing one, bringing it in, and what the database holds."""

import io
from typing import Any

from django.db.models import Model
from openpyxl import load_workbook

from cms.models import OutgoingMail
from network.exchange import services
from network.exchange.kinds import MEMBERS, Kind
from network.exchange.plans import Plan
from network.exchange.services import Preview
from network.models import Member, Organisation, User

SESSION = "a-session"
IMPORT = "/en/coordination/import-members/"
TABLES: tuple[type[Model], ...] = (User, Member, Organisation, OutgoingMail)


def looked_at(user: User, text: str | bytes, kind: Kind = MEMBERS) -> Preview:
    content = text if isinstance(text, bytes) else text.encode()
    return services.preview(kind, content, user, SESSION)


def plan(user: User, text: str | bytes, kind: Kind = MEMBERS) -> Plan:
    return looked_at(user, text, kind).plan


def bring_in(user: User, text: str | bytes, kind: Kind = MEMBERS, **options: Any) -> Plan:
    packed = looked_at(user, text, kind).packed
    table, fingerprint = services.unpacked(kind, packed, user, SESSION)
    return services.carry_out(kind, table, fingerprint, user, **options)


def mistakes(found: Plan) -> list[tuple[int, str, str]]:
    return [(each.number, each.heading, each.text) for each in found.mistakes]


def everything() -> list[list[dict[str, Any]]]:
    return [list(model._default_manager.order_by("pk").values()) for model in TABLES]


def sheet_of(content: bytes) -> list[dict[str, Any]]:
    lines = list(load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True))
    return [dict(zip(map(str, lines[0]), line, strict=True)) for line in lines[1:]]
