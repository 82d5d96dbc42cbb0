"""Tables in and out: the preview, the import as a whole, the export."""

from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.core import signing
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from tablib import Dataset
from wagtail.log_actions import log

from cms.mailing.services import write_mail
from network.enums import Role
from network.exceptions import NetworkError
from network.exchange.guard import guarded
from network.exchange.headings import meanings_of
from network.exchange.kinds import MEMBERS, Kind
from network.exchange.plans import Plan, plan_for
from network.exchange.reading import Row, Table, read_table
from network.exchange.resource import TableResource, relation
from network.exchange.writing import WRITERS
from network.models import Member, User
from network.services.joining import KIND as JOINING

# A preview is for now: after this long (seconds) the file is asked for again.
VALID_FOR = 2 * 60 * 60
# What a form may hold by default (Django: 2.5 MB), with room for the rest of it.
MAX_PACKED = 2_000_000


class PlanChanged(NetworkError):
    """What was previewed is not what would happen now."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Something changed since you looked, so nothing was brought in just now. Below is"
                " what the file would do now."
            )
        )


@dataclass(frozen=True, slots=True)
class Preview:
    """A plan, and the table it is for, packed so that only its reader can send it back."""

    plan: Plan
    packed: str


def preview(kind: Kind, content: bytes, user: Any, session: str) -> Preview:
    """Return what an uploaded file would do; nothing is written and nothing is kept.

    Raises `NetworkError` for a file that cannot be read.
    """
    meanings = meanings_of(kind.resource(user).columns)
    table = read_table(content, meanings.__contains__)
    return looked_at(kind, table, user, session)


def looked_at(kind: Kind, table: Table, user: Any, session: str) -> Preview:
    """Return what a table would do. Raises `NetworkError` for headings we do not know."""
    plan = plan_for(kind.resource(user), table)
    held = {
        "headings": table.headings,
        "rows": [[row.number, row.cells] for row in table.rows],
        "notes": table.notes,
        "plan": plan.fingerprint,
    }
    packed = signing.dumps(held, salt=_salt(kind, user, session), compress=True)
    if len(packed) > MAX_PACKED:
        raise NetworkError(_("There is too much text in this table. Split it into smaller ones."))
    return Preview(plan, packed)


def unpacked(kind: Kind, packed: str, user: Any, session: str) -> tuple[Table, str]:
    """Return the table and the fingerprint of the plan that somebody looked at.

    Raises `NetworkError` for what is too old, or was not shown to this person in this session.
    """
    try:
        held = signing.loads(packed, salt=_salt(kind, user, session), max_age=VALID_FOR)
    except signing.BadSignature as error:
        raise NetworkError(
            _("This preview is too old. Nothing was brought in: choose the file again.")
        ) from error
    rows = [Row(number, cells) for number, cells in held["rows"]]
    return Table(held["headings"], rows, held["notes"]), held["plan"]


def _salt(kind: Kind, user: Any, session: str) -> str:
    return f"network.exchange.{kind.name}.{user.pk}.{session}"


def carry_out(kind: Kind, table: Table, seen: str, user: Any, *, welcome: bool = False) -> Plan:
    """Do exactly what was previewed, in one transaction, or nothing.

    Raises `PlanChanged` when it would do something else than `seen`: somebody changed something
    since, or this import was carried out already.
    """
    try:
        with transaction.atomic():
            # One import at a time: the second of two taps waits here, and then finds it done.
            list(Group.objects.select_for_update().filter(name=Role.MEMBER))
            resource = kind.resource(user)
            plan = plan_for(resource, table)
            if plan.fingerprint != seen or not plan.can_be_carried_out:
                raise PlanChanged
            _write(kind, resource, plan, welcome)
            numbers = {"table": kind.name, "new": len(plan.new), "changed": len(plan.changed)}
            log(user, "network.import_table", user=user, title=kind.name, data=numbers)
            return plan
    except IntegrityError as error:
        if plan_for(kind.resource(user), table).fingerprint == seen:
            raise
        # An account or organisation was made beside us, between looking and writing.
        raise PlanChanged from error


def _write(kind: Kind, resource: TableResource, plan: Plan, welcome: bool) -> None:
    if kind is MEMBERS:
        _add_members(plan.to_add, welcome)
    else:
        for organisation in plan.to_add:
            organisation.save(force_insert=True)
    for original, instance in plan.to_change:
        if kind is MEMBERS:
            _save_changes(original.user, instance.user)
        _save_changes(original, instance)
    _write_chosen(resource, [*plan.to_add, *(instance for _original, instance in plan.to_change)])


def _save_changes(original: Any, instance: Any) -> None:
    """Write what differs and nothing else: the rest may have been changed beside us."""
    names = [field.attname for field in instance._meta.concrete_fields]
    changed = [name for name in names if getattr(original, name) != getattr(instance, name)]
    if changed:
        instance.save(update_fields=changed)


def _add_members(members: Any, welcome: bool) -> None:
    """Write members and their accounts in bulk: one by one, 5,000 take longer than a lock may."""
    accounts = [member.user for member in members if member.user.pk is None]
    for account in accounts:
        account.set_unusable_password()
    User.objects.bulk_create(accounts)
    addresses = [account.email for account in accounts]
    for start in range(0, len(addresses), 500):
        # Somebody else may have one of these waiting to be confirmed: see network.signals.
        EmailAddress.objects.filter(email__in=addresses[start : start + 500]).delete()
    EmailAddress.objects.bulk_create(
        EmailAddress(user=account, email=account.email, verified=True, primary=True)
        for account in accounts
    )
    group = Group.objects.get(name=Role.MEMBER)
    roles = User.groups.through
    roles.objects.bulk_create(roles(user_id=each.pk, group_id=group.pk) for each in accounts)
    Member.objects.bulk_create(members)
    for member in members if welcome else ():
        write_mail(
            JOINING,
            "network/mails/welcome",
            {"member": member},
            recipient=member.user,
            key=f"welcome:{member.pk}",
        )


def _write_chosen(resource: TableResource, instances: list[Any]) -> None:
    ids = [instance.pk for instance in instances]
    for name in resource.many:
        through, source, target = relation(resource._meta.model, name)
        wanted = {(each.pk, chosen) for each in instances for chosen in each.chosen[name]}
        for start in range(0, len(ids), 500):
            through.objects.filter(**{f"{source}__in": ids[start : start + 500]}).delete()
        through.objects.bulk_create(
            through(**{source: here, target: there}) for here, there in sorted(wanted)
        )


def export(kind: Kind, form: str, user: Any) -> bytes:
    """Return a file (`csv` or `xlsx`) of what `user` may see, and write down that it was made."""
    resource = kind.resource(user)
    dataset = resource.export(resource.with_chosen(list(resource.existing())))
    dataset.headers = [column.heading for column in resource.columns]
    content = WRITERS[form](dataset)
    data = {"table": kind.name, "rows": len(dataset), "form": form}
    log(user, "network.export_table", user=user, title=kind.name, data=data)
    return content


def example(kind: Kind, form: str, user: Any) -> bytes:
    """Return a file with all columns for something new, and one invented row."""
    columns = [each for each in kind.resource(user).columns if each.column_name != "number"]
    row = [guarded(each.example_text()) for each in columns]
    return WRITERS[form](Dataset(row, headers=[each.heading for each in columns]))
