"""What waits of the yearly check, and what is behind a link."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from knowledge.enums import CheckAnswer
from knowledge.models import Activity, ActivityCheck
from knowledge.yearly_check.asking import GIVE_UP_AFTER, running, still_open
from network.models import Member, Organisation


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer that an editor has to do something with; `may` says whether this reader can."""

    check: ActivityCheck
    activity: Activity
    may: bool

    @property
    def is_gone(self) -> bool:
        return bool(self.check.answer == CheckAnswer.GONE)


def with_activities(checks: Iterable[ActivityCheck]) -> list[tuple[ActivityCheck, Activity]]:
    """Return each check with its activity, as long as that goes on and anybody may read it."""
    rows = list(checks)
    keys = {check.translation_key for check in rows}
    found = {each.translation_key: each for each in running().filter(translation_key__in=keys)}
    return [
        (check, found[check.translation_key]) for check in rows if check.translation_key in found
    ]


def to_handle(user: Any) -> list[Answered]:
    """Return what waits for an editor, the oldest first."""
    rows = with_activities(ActivityCheck.objects.to_handle().select_related("organisation"))
    may = user.has_perm("knowledge.handle_check")
    return [Answered(check, activity, may) for check, activity in rows]


def silent() -> list[tuple[ActivityCheck, Activity]]:
    """Return what nobody answered: after the reminder, or at once where nobody can be reached."""
    waiting = list(
        ActivityCheck.objects.unanswered().select_related("organisation").order_by("asked_at", "pk")
    )
    mute = _out_of_reach({check.organisation for check in waiting})
    late = timezone.now() - GIVE_UP_AFTER
    latest: dict[tuple[int, UUID], ActivityCheck] = {}
    for check in waiting:
        if check.asked_at <= late or check.organisation_id in mute:
            latest[check.organisation_id, check.translation_key] = check
    return still_open(latest.values())


def _out_of_reach(organisations: Iterable[Organisation]) -> set[int]:
    """Return those without an address and without a member who speaks for them."""
    without = {each.pk for each in organisations if not each.email}
    known = Member.objects.filter(
        organisation__in=without, organisation_claimed=False, user__is_active=True
    )
    return without - set(known.values_list("organisation", flat=True))


def is_said_gone(key: UUID) -> bool:
    """Whether an organisation said that this activity is gone, and nobody decided yet."""
    answers = ActivityCheck.objects.to_handle().filter(translation_key=key)
    return bool(answers.filter(answer=CheckAnswer.GONE).exists())
