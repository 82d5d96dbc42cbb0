"""A suggestion passage by passage, as a reviewer sees it: what was, what is, what is wanted."""

from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString
from wagtail.models import Page

from cms.enums import SuggestionState
from cms.models import Suggestion
from cms.suggestions.diff import inline_diff, side_by_side
from cms.suggestions.merging import merged
from cms.suggestions.units import Unit, texts_of, units_of


@dataclass(frozen=True, slots=True)
class Passage:
    """One text that somebody wants to change.

    `now` is None where the page lost it. `text` is what it becomes: with a conflict, where the
    same words changed on the page meanwhile, that is what the page says and somebody chooses.
    """

    unit: str
    label: str
    before: str
    suggested: str
    now: str | None
    text: str
    conflict: bool
    long: bool = True
    limit: int | None = None

    @property
    def is_gone(self) -> bool:
        return self.now is None

    @property
    def has_moved(self) -> bool:
        """Whether the page says something else than when the suggestion was made."""
        return self.now is not None and self.now != self.before

    @property
    def inline(self) -> SafeString:
        """What it changes in what the page says now; where that cannot be, in what it said."""
        if self.conflict or self.now is None:
            return inline_diff(self.before, self.suggested)
        return inline_diff(self.now, self.text)

    @property
    def columns(self) -> tuple[SafeString, SafeString]:
        if self.conflict or self.now is None:
            return side_by_side(self.before, self.suggested)
        return side_by_side(self.now, self.text)

    @property
    def meanwhile(self) -> SafeString:
        """What others changed here since it was suggested."""
        return inline_diff(self.before, self.now or "")


def proposal(suggestion: Suggestion) -> list[dict[str, Any]]:
    """Return the rows that wait to be applied: as a reviewer changed them, or as they came."""
    rows: list[dict[str, Any]] = suggestion.final or suggestion.changes
    return rows


def passages_of(suggestion: Suggestion, page: Page) -> list[Passage]:
    """Return what waits to be applied, set against what `page` says."""
    units = {unit.name: unit for unit in units_of(page)}
    return [_passage(row, units.get(row["unit"])) for row in proposal(suggestion)]


def _passage(row: dict[str, Any], unit: Unit | None) -> Passage:
    before, after = row["before"], row["after"]
    if unit is None:
        return Passage(row["unit"], row["label"], before, after, None, after, conflict=True)
    merge = merged(before, unit.text, after)
    return Passage(
        unit.name,
        row["label"],
        before,
        after,
        unit.text,
        merge.text,
        merge.conflict,
        unit.long,
        unit.limit,
    )


@dataclass(frozen=True, slots=True)
class Kept:
    """What somebody suggested, beside what it became; for a page that shows the outcome."""

    label: str
    change: SafeString
    suggested: str
    final: str

    @property
    def was_edited(self) -> bool:
        return self.final != self.suggested


def kept_of(suggestion: Suggestion) -> list[Kept]:
    """Return each text that somebody suggested, with what was applied where it was accepted."""
    accepted = suggestion.state == SuggestionState.ACCEPTED
    final = {row["unit"]: row["after"] for row in suggestion.final} if accepted else {}
    return [
        Kept(
            row["label"],
            inline_diff(row["before"], row["after"]),
            row["after"],
            final.get(row["unit"], "") if accepted else row["after"],
        )
        for row in suggestion.changes
    ]


def with_conflict(suggestion: Suggestion) -> bool:
    """Whether the page and the suggestion changed the same words."""
    now = texts_of(suggestion.page.specific)
    return any(
        row["unit"] not in now or merged(row["before"], now[row["unit"]], row["after"]).conflict
        for row in proposal(suggestion)
    )
