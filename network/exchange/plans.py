"""What an import would do, before anything is written."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from import_export.results import Result, RowResult
from tablib import Dataset

from network.exchange.columns import Column, ReachColumn
from network.exchange.headings import understood
from network.exchange.reading import Row, Table
from network.exchange.resource import TableResource


@dataclass(frozen=True, slots=True)
class Change:
    """One cell: its heading, what we have and what would be there."""

    heading: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row that adds or changes something."""

    number: int
    label: str
    changes: Sequence[Change]
    is_hidden: bool


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with one cell, or with a row as a whole (then without a heading)."""

    number: int
    heading: str
    text: str


@dataclass(slots=True)
class Plan:
    """All rows of a file, sorted by what would happen to them."""

    new: list[PlannedRow] = field(default_factory=list)
    changed: list[PlannedRow] = field(default_factory=list)
    same: int = 0
    mistakes: list[Mistake] = field(default_factory=list)
    notes: Sequence[str] = ()
    # Differs as soon as anything that would be written differs.
    fingerprint: str = ""
    to_add: Sequence[Any] = ()
    to_change: Sequence[tuple[Any, Any]] = ()

    @property
    def can_be_carried_out(self) -> bool:
        return not self.mistakes and bool(self.new or self.changed)


def plan_for(resource: TableResource, table: Table) -> Plan:
    """Return what importing `table` would do. Raises `NetworkError` for headings we do not know."""
    names = understood(table.headings, resource.columns, set(resource.keys))
    dataset = Dataset(*(row.cells for row in table.rows), headers=names)
    result: Result = resource.import_data(dataset)
    for error in (*result.base_errors, *(each for row in result.rows for each in row.errors)):
        # A mistake of ours: what is wrong in a file arrives as a validation error.
        raise error.error
    plan = Plan(notes=table.notes, to_add=resource.create_instances)
    pairs = list(zip(table.rows, result.rows, strict=True))
    headings = dict(zip(names, table.headings, strict=True))
    for row, outcome in pairs:
        _sort_in(plan, row, outcome, resource, headings)
    changed = [each for _row, each in pairs if each.is_update()]
    plan.to_change = [(each.original, each.instance) for each in changed]
    plan.fingerprint = _fingerprint(pairs)
    return plan


def _sort_in(
    plan: Plan, row: Row, outcome: RowResult, resource: TableResource, headings: dict[str, str]
) -> None:
    if outcome.is_invalid():
        plan.mistakes.extend(_mistakes(row, outcome, resource, headings))
    elif outcome.is_skip():
        plan.same += 1
    else:
        rows = plan.new if outcome.is_new() else plan.changed
        rows.append(_planned(row, outcome, resource, headings))


def _planned(
    row: Row, outcome: RowResult, resource: TableResource, headings: dict[str, str]
) -> PlannedRow:
    before = outcome.original or outcome.instance
    changes = []
    for column, old, new in outcome.diff:
        may_see = outcome.is_new() or not old or resource.sees(before, column)
        heading = headings.get(column.column_name, column.heading)
        changes.append(Change(heading, old if may_see else _("(hidden)"), new))
    is_hidden = any(new and isinstance(column, ReachColumn) for column, _old, new in outcome.diff)
    return PlannedRow(row.number, resource.label_of(outcome.instance), changes, is_hidden)


def _mistakes(
    row: Row, outcome: RowResult, resource: TableResource, headings: dict[str, str]
) -> Iterable[Mistake]:
    columns: dict[str, Column] = {column.attribute: column for column in resource.columns}
    error = outcome.validation_error
    by_attribute = getattr(error, "message_dict", None) if hasattr(error, "error_dict") else None
    for attribute, texts in (by_attribute or {NON_FIELD_ERRORS: error.messages}).items():
        column = columns.get(attribute)
        heading = headings.get(column.column_name, column.heading) if column else ""
        for text in texts:
            yield Mistake(row.number, heading, text)


def _fingerprint(pairs: Iterable[tuple[Row, RowResult]]) -> str:
    """Return a keyed hash: it goes to the reader's browser, and says nothing of hidden values."""
    facts = [
        [row.number, outcome.import_type, getattr(outcome.original, "pk", None)]
        + [[column.column_name, old, new] for column, old, new in outcome.diff or ()]
        for row, outcome in pairs
    ]
    return salted_hmac("network.exchange.plan", json.dumps(facts), algorithm="sha256").hexdigest()
