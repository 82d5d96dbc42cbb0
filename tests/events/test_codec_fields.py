"""Every column of the tables of events is in a bundle or left out on purpose, and described."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.db import models as db

from cms.bundle.codecs import page_codecs
from cms.bundle.facts import Fact
from cms.bundle.fields import Choice, Field
from cms.bundle.kept import Kept
from events import models

ROOT = Path(__file__).parents[2]
DOCUMENT = re.sub(r"(?s)```.*?```", "", (ROOT / "docs" / "bundle.md").read_text())
# Who it is about, what follows from something else, and what only the site itself writes down.
LEFT_OUT = {
    models.Event: {"calendar_sequence", "queue_counter", "survey_sent_at", "report_reminders"}
    | {"report_key"},
    models.Slot: {"event"},
    models.Session: {"slot"},
    models.Question: {"event"},
    models.MailText: {"event"},
    models.Speaker: {"event", "position"},
    models.SessionReport: {"event", "position", "link_hash"},
    models.Finding: {"event", "session_report", "position", "noted_by"},
}


def tables() -> list[tuple[type[db.Model], tuple[Field, ...]]]:
    """Return each table of this floor in a file of a page, with what the file says of it."""
    event, report = (codec for codec in page_codecs if codec.name in ("event", "report"))
    facts = tuple(one.inner for one in event.own_fields if isinstance(one, Fact))
    found: list[tuple[Any, tuple[Field, ...]]] = [(models.Event, facts)]
    of_report = tuple(one.inner for one in report.own_fields if isinstance(one, Fact))
    lists: list[tuple[type[db.Model], Kept]] = [
        (models.Event, one) for one in (*facts, *of_report) if isinstance(one, Kept)
    ]
    for model, one in lists:
        found.append((one.child(model), one.parts))
        lists += [(one.child(model), part) for part in one.parts if isinstance(part, Kept)]
    return found


@pytest.mark.parametrize(
    ("model", "fields"), tables(), ids=lambda one: getattr(one, "__name__", "")
)
def test_no_column_is_left_out_and_every_field_is_described(
    model: type[db.Model], fields: tuple[Field, ...]
) -> None:
    columns = [*model._meta.fields, *model._meta.many_to_many]
    written = {one.target for one in fields} | LEFT_OUT[model]
    assert {column.name for column in columns} - written - {"id", "key", "translation_key"} == set()
    described = set(re.findall(r"\w+", " ".join(re.findall(r"`([^`]+)`", DOCUMENT))))
    assert {one.name for one in fields} - described == set()


@pytest.mark.parametrize(
    ("model", "fields"), tables(), ids=lambda one: getattr(one, "__name__", "")
)
def test_the_document_lists_the_codes_of_every_choice(
    model: type[db.Model], fields: tuple[Field, ...]
) -> None:
    for one in fields:
        if isinstance(one, Choice) and one.name != "language":
            codes = ", ".join(str(code) for code, _label in one.column(model).choices if code)
            assert re.search(rf"`{one.name}` \({re.escape(codes)}[;)]", DOCUMENT), (one.name, codes)
