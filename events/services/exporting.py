"""Who comes, as a table to take along: guarded against what a spreadsheet would calculate with."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from tablib import Dataset

from events.models import Event, Question, Slot
from events.reads.desk import Row
from events.services.desk import note_taken_out
from network.exchange.guard import guarded
from network.exchange.writing import WRITERS


def exported(event: Event, rows: Sequence[Row], form: str, user: Any) -> bytes:
    """Return a file (`csv` or `xlsx`) with these rows, and write down that it was made."""
    slots, questions = list(event.slots.all()), list(event.questions.all())
    dataset = Dataset(headers=[guarded(each) for each in _headings(event, slots, questions)])
    for row in rows:
        dataset.append([guarded(cell) for cell in _cells(event, row, slots, questions)])
    note_taken_out(event, user, form, len(rows))
    return WRITERS[form](dataset)


def _headings(event: Event, slots: Sequence[Slot], questions: Sequence[Question]) -> list[str]:
    return [
        _("Code"),
        _("Name"),
        _("Organisation"),
        _("E-mail address"),
        _("Phone number"),
        _("State"),
        _("Place on the waiting list"),
        _("Made by"),
        _("Registered on"),
        _("Checked in"),
        *(_("Round of %(time)s") % {"time": _clock(event, each.starts_at)} for each in slots),
        *(str(each) for each in questions),
    ]


def _cells(
    event: Event, row: Row, slots: Sequence[Slot], questions: Sequence[Question]
) -> list[str]:
    registration = row.registration
    chosen = {session.slot_id: str(session) for session in row.sessions}
    return [
        registration.code,
        registration.called,
        str(registration.organisation or registration.organisation_text),
        registration.address,
        registration.phone,
        registration.get_status_display(),
        str(row.position or ""),
        registration.get_source_display(),
        _moment(event, registration.created_at),
        _moment(event, row.present_at),
        *(chosen.get(each.pk, "") for each in slots),
        *(row.answers.get(each, "") for each in questions),
    ]


def _moment(event: Event, moment: datetime | None) -> str:
    return f"{moment.astimezone(event.zone):%Y-%m-%d %H:%M}" if moment else ""


def _clock(event: Event, moment: datetime) -> str:
    return f"{moment.astimezone(event.zone):%H:%M}"
