"""Who comes to an event of a demo. Registrations are only ever made; an export leaves them out."""

from datetime import UTC, datetime, time, timedelta
from typing import Any, ClassVar
from uuid import UUID, uuid5

from django.conf import settings
from django.db import models as db
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.bundle.codecs import RowCodec, row_codecs
from cms.bundle.fields import Choice, Day, Field, Mapped, Words, read_list
from cms.bundle.names import Ledger, Place, page_key
from cms.bundle.nodes import Node
from cms.bundle.relations import Row
from cms.bundle.rows import RowDraft
from events.codecs.came import Came, check_in
from events.enums import RegistrationStatus
from events.models import Event, EventPage, Registration, Session, SessionChoice
from network.member_codecs import Account
from network.models import Organisation, User

Values = dict[str, Any]


class Titles(Field):
    """Sessions that somebody chose, by their title in Dutch."""

    def blank(self, model: type[db.Model]) -> tuple[str, ...]:
        return ()

    def read(self, node: Node, place: Place) -> tuple[str, ...]:
        return tuple(item.text or "" for item in read_list(node, place))


class Registrations(Field):
    """Who comes, waits or cancelled, in the order in which they came."""

    is_late: ClassVar[bool] = True
    PARTS: ClassVar[Mapped] = Mapped(
        (
            Account("account", "user"),
            Words("name"),
            Words("email"),
            Words("phone"),
            Row("organisation"),
            Words("organisation_text"),
            Choice("status"),
            Choice("source"),
            Day("on"),
            Titles("sessions"),
            Came("came"),
        ),
        ("on",),
    )

    @property
    def travels(self) -> bool:
        return False

    def blank(self, model: type[db.Model]) -> tuple[Any, ...]:
        return ()

    def read(self, node: Node, place: Place) -> tuple[Any, ...]:
        items = read_list(node, place)
        found = [(item, self.PARTS.read(item, place, Registration)) for item in items]
        seen: set[str] = set()
        for item, values in found:
            who = called(values) if values else ""
            if values and (not who or who in seen):
                place.wrong(item.line, who or None, _("somebody, each one once"))
            seen.add(who)
        return tuple(values for _item, values in found if values)

    def get(self, obj: Any, ledger: Ledger) -> tuple[Any, ...]:
        return (obj.translation_key, *obj.registrations.values_list("key", flat=True))

    def same(self, said: tuple[Values, ...], current: tuple[UUID, ...]) -> bool:
        return not said or {key_of(current[0], one) for one in said} <= set(current)

    def put(self, obj: Event, value: tuple[Values, ...], ledger: Ledger) -> None:
        Roll(obj, ledger).write(value)


def called(values: Values) -> str:
    """Return by what somebody is found again."""
    return str(values["account"] or values["email"] or values["phone"] or values["name"])


def key_of(event: UUID, values: Values) -> UUID:
    """Return the key of somebody's registration for an event."""
    return uuid5(event, called(values))


class Roll:
    """Writes the registrations of one event in a few statements."""

    def __init__(self, event: Event, ledger: Ledger) -> None:
        self.event = event
        self.organisations = ledger.rows(Organisation)
        sessions = Session.objects.filter(slot__event=event)
        self.sessions = {session.title_nl: session for session in sessions}

    def write(self, people: tuple[Values, ...]) -> None:
        """Register who is not there yet, each in their place of the queue."""
        known = self.event.registrations.values_list("key", "user__email", "email")
        there = {value for row in known for value in row if value}
        keyed = [(key_of(self.event.translation_key, one), one) for one in people]
        fresh = [
            (key, one)
            for key, one in keyed
            # Who registered by themselves meanwhile is there too.
            if there.isdisjoint({key, one["account"], one["email"]})
        ]
        if not fresh:
            return
        users = User.objects.in_bulk([one["account"] for one in people], field_name="email")
        first = self.event.queue_counter + 1
        rows = [
            self.row(key, one, number, users.get(one["account"]))
            for number, (key, one) in enumerate(fresh, first)
        ]
        Registration.objects.bulk_create(rows)
        SessionChoice.objects.bulk_create(
            SessionChoice(registration=row, slot_id=session.slot_id, session=session)
            for row, (_key, one) in zip(rows, fresh, strict=True)
            for session in map(self.sessions.__getitem__, one["sessions"])
        )
        check_in(
            self.event,
            [row for row, (_key, one) in zip(rows, fresh, strict=True) if one["came"]],
        )
        self.event.queue_counter += len(fresh)
        self.event.save(update_fields=["queue_counter"])

    def row(self, key: UUID, values: Values, number: int, user: Any) -> Registration:
        at = datetime.combine(values["on"], time(9), tzinfo=UTC) + timedelta(minutes=number)
        is_cancelled = values["status"] == RegistrationStatus.CANCELLED
        return Registration(
            event=self.event,
            key=key,
            user=user,
            queue_number=number,
            organisation=self.organisations.get(values["organisation"]),
            created_at=at,
            confirmed_at=at,
            cancelled_at=at + timedelta(days=1) if is_cancelled else None,
            **{
                name: values[name]
                for name in ("name", "email", "phone", "organisation_text", "status", "source")
            },
        )


class KnownEvent(Words):
    """An event of the bundle, by the stem of its page."""

    def read(self, node: Node, place: Place) -> str:
        stem = super().read(node, place)
        if place.names.page("event", stem) is None:
            place.wrong(node.line, stem, _("the name of an event"))
        return stem


def submit(drafts: list[RowDraft], ledger: Ledger) -> int:
    """Put drafts before whoever reviews them, as if a partner had sent them in. Returns how many.

    What was looked at before is left alone, whatever came of it.
    """
    keys = {page_key("event", draft.code): draft for draft in drafts}
    waiting = EventPage.objects.filter(
        translation_key__in=keys, live=False, locale__language_code=settings.LANGUAGE_CODE
    )
    fresh = [page for page in waiting if not page.workflow_states.exists()]
    for page in fresh:
        by = User.objects.get(email=keys[page.translation_key].values["by"])
        page.owner = by
        page.save(update_fields=["owner"], clean=False)
        if workflow := page.get_workflow():
            workflow.start(page, by)
    return len(fresh)


row_codecs.register(
    "submissions",
    RowCodec(
        "submissions.yaml",
        Event,
        (Account("by", "host"),),
        ("by",),
        code="event",
        code_field=KnownEvent,
        exported=False,
        named=lambda _stem: Event(starts_at=timezone.now(), ends_at=timezone.now()),
        writer=submit,
        after_pages=True,
    ),
)
