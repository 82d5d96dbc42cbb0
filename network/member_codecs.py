"""How people stand in a bundle: members with their account, and the seats of the steering group.

They are for a demo. An import makes people and never changes them, and an export never writes
them: a bundle is a folder that is passed on, and these are personal data.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import models as db
from django.utils.translation import gettext as _

from cms.bundle.codecs import RowCodec
from cms.bundle.fields import Choice, Day, Field, Mapped, Words, read_list
from cms.bundle.names import Ledger, Place
from cms.bundle.nodes import Node
from cms.bundle.relations import Row, Rows
from cms.bundle.rows import RowDraft
from network.enums import Role
from network.models import Member, Pledge, Seat, Subject, User


class Address(Words):
    """An e-mail address by which somebody is found again, so in one way of writing only."""

    def read(self, node: Node, place: Place) -> str:
        text = super().read(node, place)
        try:
            validate_email(text)
        except ValidationError:
            text = ""
        if not text or text != text.lower():
            place.wrong(node.line, node.shown(), _("an e-mail address in lower case"))
        return text


class AccountName(Words):
    """The name of a member's account."""

    is_late: ClassVar[bool] = True

    def limit(self, model: type[db.Model]) -> int | None:
        return super().limit(User)


class Since(Day):
    """A date; today where it is left out."""

    def blank(self, model: type[db.Model]) -> date:  # type: ignore[override]  # never nothing
        today: date = self.column(model).get_default()
        return today


class Promises(Field):
    """What a member promised to do: a list of `{text, due}`."""

    is_late: ClassVar[bool] = True
    PARTS: ClassVar[Mapped] = Mapped((Words("text"), Day("due")), ("text", "due"))

    def blank(self, model: type[db.Model]) -> tuple[Any, ...]:
        return ()

    def read(self, node: Node, place: Place) -> tuple[Any, ...]:
        found = (self.PARTS.read(item, place, Pledge) for item in read_list(node, place))
        return tuple(values for values in found if values is not None)


class Holder(Field):
    """The member who holds a seat, by address; nobody where it is left out."""

    is_late: ClassVar[bool] = True

    def read(self, node: Node, place: Place) -> str:
        email = node.text or ""
        known = place.names.rows.get(Member, set())
        if node.text != "" and email not in known and _member(email) is None:
            place.wrong(node.line, node.shown(), _("the address of a member in members.yaml"))
        return email

    def put(self, obj: Any, value: str, ledger: Ledger) -> None:
        obj.member = _member(value)


class Account(Field):
    """Somebody with an account, by address. Left out, whoever it is stays; an export is silent."""

    is_late: ClassVar[bool] = True

    @property
    def travels(self) -> bool:
        return False

    def same(self, said: str, current: str) -> bool:
        return not said or said == current

    def read(self, node: Node, place: Place) -> str:
        email = node.text or ""
        known = place.names.rows.get(Member, set()) | place.names.rows.get(User, set())
        if email not in known and not User.objects.filter(email=email).exists():
            place.wrong(node.line, node.shown(), _("the address of an account"))
        return email

    def get(self, obj: Any, ledger: Ledger) -> str:
        user = getattr(obj, self.target)
        return str(user.email) if user else ""

    def put(self, obj: Any, value: str, ledger: Ledger) -> None:
        if value:
            setattr(obj, self.target, User.objects.filter(email=value).first())


def _member(email: str) -> Member | None:
    return Member.objects.filter(user__email=email).first() if email else None


def write_members(drafts: Iterable[RowDraft], ledger: Ledger) -> int:
    """Make whoever is not a member yet, with an account where there is none. Returns how many.

    All of them in a few statements: one by one, two hundred people would take as long as as many
    pages.
    """
    there = set(Member.objects.values_list("user__email", flat=True))
    fresh = [draft for draft in drafts if draft.code not in there]
    users = _accounts(fresh)
    made = Member.objects.bulk_create(_new(draft, users[draft.code], ledger) for draft in fresh)
    pairs = list(zip(made, fresh, strict=True))
    _choose(pairs, "expertise", ledger)
    _choose(pairs, "interests", ledger)
    Pledge.objects.bulk_create(
        Pledge(member=member, **promise)
        for member, draft in pairs
        for promise in draft.values["promises"]
    )
    return len(made)


def _accounts(drafts: list[RowDraft]) -> dict[str, User]:
    """Return the accounts by address, after making those that are missing, as plain members."""
    there = User.objects.in_bulk([draft.code for draft in drafts], field_name="email")
    made = User.objects.bulk_create(
        User(email=draft.code, name=draft.values["name"], password=make_password(None))
        for draft in drafts
        if draft.code not in there
    )
    group, _made = Group.objects.get_or_create(name=Role.MEMBER)
    has_role = User.groups.through
    has_role.objects.bulk_create(has_role(user_id=user.pk, group_id=group.pk) for user in made)
    return there | {user.email: user for user in made}


def _new(draft: RowDraft, user: User, ledger: Ledger) -> Member:
    member = Member(user=user)
    for one in PROFILE:
        if not isinstance(one, (AccountName, Promises, Rows)):
            one.put(member, draft.values[one.name], ledger)
    return member


def _choose(pairs: list[tuple[Member, RowDraft]], name: str, ledger: Ledger) -> None:
    through: Any = getattr(Member, name).through
    subjects = ledger.rows(Subject)
    through.objects.bulk_create(
        through(member_id=member.pk, subject_id=subjects[code].pk)
        for member, draft in pairs
        for code in draft.values[name]
    )


PROFILE: tuple[Field, ...] = (
    AccountName("name"),
    Choice("background"),
    Row("organisation"),
    Words("function"),
    Row("neighbourhood"),
    Words("introduction"),
    Rows("expertise"),
    Rows("interests"),
    Words("offers"),
    Words("seeks"),
    Words("phone"),
    Choice("phone_consent"),
    Choice("email_consent"),
    Since("since"),
    Promises("promises"),
)
MEMBERS = RowCodec(
    "members.yaml",
    Member,
    PROFILE,
    ("name",),
    code="email",
    exported=False,
    code_field=Address,
    named=lambda email: Member(user=User(email=email)),
    writer=write_members,
)
SEATS = RowCodec(
    "seats.yaml",
    Seat,
    (Words("nl", "name_nl"), Words("en", "name_en"), Holder("member"), Day("since")),
    ("nl", "en"),
    exported=False,
)
