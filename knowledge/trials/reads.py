"""What came of a page elsewhere: counted with its failures, the latest told."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from cms.credits import credit_line
from knowledge.enums import TrialOutcome
from knowledge.models import Trial

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Told:
    """One trial as a reader sees it."""

    trial: Trial
    credit: str
    may_withdraw: bool


@dataclass(frozen=True, slots=True)
class Count:
    """How often it went like this."""

    outcome: TrialOutcome
    number: int


def trials_of(page: Any, reader: Any) -> dict[str, Any]:
    """Return `counts` by outcome, the `total`, and what was `told`, the latest first.

    Two queries, however often it was tried.
    """
    rows = Trial.objects.of(page.translation_key)
    found = list(rows.select_related("contributor", "contributor_organisation"))
    counted = Counter(row.outcome for row in found)
    told = [_told(row, reader) for row in found]
    return {
        "total": len(found),
        "counts": [Count(each, counted[each]) for each in TrialOutcome if counted[each]],
        "told": told[:SHOWN],
        "rest": told[SHOWN:],
    }


def _told(row: Trial, reader: Any) -> Told:
    organisation = row.contributor_organisation
    credit = credit_line(row.contributor, str(organisation) if organisation else "", reader)
    return Told(row, credit, reader.has_perm("knowledge.withdraw_trial", row))
