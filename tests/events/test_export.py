"""The list as a file: for a spreadsheet, which calculates with nothing that somebody typed."""

import csv
import io
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from events.models import Event, Question, QuestionAnswer
from tests.events.desk_screens import at
from tests.factories import RegistrationFactory

pytestmark = pytest.mark.django_db

HARMFUL = ["=1+1", "+31 6", "@SUM(A1)", "-2", "\t=1"]


@pytest.mark.parametrize("harmful", HARMFUL)
def test_a_file_calculates_with_nothing_that_somebody_typed(
    desk: Client, event: Event, harmful: str
) -> None:
    question = Question.objects.create(event=event, text_nl=f"{harmful}?")
    made = RegistrationFactory.create(
        event=event, name=harmful, phone=harmful, organisation_text=harmful, email=""
    )
    QuestionAnswer.objects.create(registration=made, question=question, text=harmful)

    text = desk.get(at("event_export", event.pk, "?format=csv")).content.decode("utf-8-sig")
    excel = desk.get(at("event_export", event.pk, "?format=xlsx"))
    sheet: Any = load_workbook(io.BytesIO(excel.content)).active

    cells = [cell for line in csv.reader(io.StringIO(text), delimiter=";") for cell in line]
    cells += [str(cell) for line in sheet.iter_rows(values_only=True) for cell in line if cell]
    assert sum(cell.startswith(f"'{harmful}") for cell in cells) == 10
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@", "-", "\t"))]


def test_a_file_that_was_made_is_written_down(desk: Client, event: Event, host: Any) -> None:
    RegistrationFactory.create(event=event)

    desk.get(at("event_export", event.pk, "?format=xlsx"))

    entry = ModelLogEntry.objects.get(action="events.export_registrations")
    assert (entry.user_id, entry.data) == (host.pk, {"form": "xlsx", "rows": 1})


def test_a_format_that_is_none_is_not_found(desk: Client, event: Event) -> None:
    assert desk.get(at("event_export", event.pk, "?format=exe")).status_code == 404
