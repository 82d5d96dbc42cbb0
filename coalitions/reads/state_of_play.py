"""The state of play: how all coalitions stand, and one of them, since a day.

It is printed and handed round at a gathering. So it holds what the network may read, and never
what one coalition keeps to itself, whoever prints it. The number of queries does not depend on how
much there is to tell.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import get_language

from cms.markdown import plain
from cms.notices.audience import Doors
from coalitions.enums import AT_WORK, CoalitionStatus, Visibility
from coalitions.models import Action, ActionPlan, Call, Coalition, CoalitionPage, ProgressUpdate
from coalitions.reads.calls import dressed, with_facts
from coalitions.reads.plans import ActionShown, actions_shown, with_owners

# For the network: handed round, so not what a coalition keeps to itself.
HANDED_ROUND = (Visibility.PUBLIC, Visibility.NETWORK)
ORDER = (CoalitionStatus.ACTIVE, CoalitionStatus.FORMING, CoalitionStatus.PAUSED)
# What fits on two sheets of A4: room for so many characters of text in all.
ROOM, SHORTEST, LONGEST = 5200, 50, 240
ROOMY = 10
CALLS_SHOWN, UPDATES_SHOWN, ACTIONS_SHOWN, PLANS = 6, 10, 8, 5


@dataclass(frozen=True, slots=True)
class Standing:
    """How one coalition stands: plain texts, short enough to print them all."""

    row: Coalition
    page: CoalitionPage
    last_update: date | None
    updates: int
    happened: str
    needed: str
    next_step: ActionShown | None
    step: str


@dataclass(frozen=True, slots=True)
class StateOfPlay:
    """How all coalitions stand."""

    at_work: list[Standing]
    completed: list[Standing]
    updates: int
    calls: list[Any]
    more_calls: int
    plans: list[ActionPlan]

    @property
    def is_long(self) -> bool:
        """Whether paper needs smaller letters, and what was heard last stays on the screen."""
        return len(self.at_work) > ROOMY


def state_of_play(reader: Any, since: date) -> StateOfPlay:
    """Return how all coalitions stand that this reader may open, since a day."""
    pages = _pages(reader)
    rows = list(_rows(since).filter(translation_key__in=pages))
    steps = _next_steps(rows, reader)
    told = _told(rows)
    length = max(SHORTEST, min(LONGEST, ROOM // (2 * max(1, len(rows)))))
    found = [_standing(row, pages[row.translation_key], told, steps, length) for row in rows]
    found.sort(key=_rank)
    calls, plans = _open_calls(), _plans()
    return StateOfPlay(
        at_work=[each for each in found if each.row.status != CoalitionStatus.COMPLETED],
        completed=[each for each in found if each.row.status == CoalitionStatus.COMPLETED],
        updates=sum(each.updates for each in found),
        calls=dressed(reader, calls[:CALLS_SHOWN]),
        more_calls=max(0, calls.count() - CALLS_SHOWN),
        plans=list(plans.filter(blank__gt=0).order_by("-blank", "pk")[:PLANS]),
    )


def _plans() -> Any:
    return ActionPlan.objects.counted()


def _rank(standing: Standing) -> tuple[int, str]:
    order = [*ORDER, CoalitionStatus.COMPLETED]
    return (order.index(CoalitionStatus(standing.row.status)), standing.page.title.casefold())


def _pages(reader: Any) -> dict[Any, CoalitionPage]:
    language = get_language() or settings.LANGUAGE_CODE
    pages = CoalitionPage.objects.live().filter(locale__language_code=language)
    found = pages.select_related("locale", "alias_of")
    return {page.translation_key: page for page in Doors().open_to(reader, found)}


def _rows(since: date) -> QuerySet[Coalition]:
    """Return coalitions with what the network may know of their updates."""
    open_ones = Q(updates__withdrawn_at=None, updates__visibility__in=HANDED_ROUND)
    latest = _updates().filter(coalition=OuterRef("pk"))
    found: QuerySet[Coalition] = Coalition.objects.annotate(
        told=Count("updates", filter=open_ones & Q(updates__happened_on__gte=since)),
        latest_pk=Subquery(latest.values("pk")[:1]),
        asking_pk=Subquery(latest.exclude(needed="").values("pk")[:1]),
    )
    return found.select_related("lead", "deputy")


def _updates() -> Any:
    return ProgressUpdate.objects.standing().filter(visibility__in=HANDED_ROUND)


def _told(rows: Iterable[Any]) -> dict[int, ProgressUpdate]:
    wanted = {pk for row in rows for pk in (row.latest_pk, row.asking_pk) if pk}
    return dict(ProgressUpdate.objects.in_bulk(wanted))


def _standing(
    row: Any,
    page: CoalitionPage,
    told: dict[int, ProgressUpdate],
    steps: dict[int, ActionShown],
    length: int,
) -> Standing:
    latest, asking = told.get(row.latest_pk), told.get(row.asking_pk)
    at_work, step = row.status in AT_WORK, steps.get(row.pk)
    return Standing(
        row=row,
        page=page,
        last_update=latest.happened_on if latest else None,
        updates=row.told,
        happened=shortened(latest.happened, length) if latest else "",
        needed=shortened(asking.needed, length) if asking and at_work else "",
        next_step=step,
        step=shortened(step.action.text, length) if step else "",
    )


def shortened(text: str, length: int) -> str:
    """Return a text with limited Markdown as plain words, at most so many characters."""
    return Truncator(plain(text)).chars(length)


def _next_steps(rows: Iterable[Coalition], reader: Any) -> dict[int, ActionShown]:
    """Return of each coalition the action that is due first, or comes first in its plan."""
    actions = with_owners(Action.objects.to_do().filter(plan__coalition__in=[r.pk for r in rows]))
    steps: dict[int, ActionShown] = {}
    for shown in actions_shown(sorted(actions, key=_urgency), reader):
        steps.setdefault(shown.action.plan.coalition_id or 0, shown)
    return steps


def _urgency(action: Action) -> tuple[date, int]:
    return (action.due or date.max, action.number)


def _open_calls(coalition: Coalition | None = None) -> Any:
    calls = Call.objects.unanswered(timezone.localdate()).filter(visibility__in=HANDED_ROUND)
    chosen = calls.filter(coalition=coalition) if coalition else calls
    return with_facts(chosen.order_by("-created_at", "pk"))


@dataclass(frozen=True, slots=True)
class OneState:
    """How one coalition stands, with what it told since a day in its own words."""

    standing: Standing
    updates: list[ProgressUpdate]
    more_updates: int
    actions: list[ActionShown]
    calls: list[Any]


def state_of_one(reader: Any, coalition: Coalition, since: date) -> OneState | None:
    """Return how one coalition stands since a day; None where this reader may not open it."""
    page = _pages(reader).get(coalition.translation_key)
    if page is None:
        return None
    row = _rows(since).get(pk=coalition.pk)
    updates = _updates().filter(coalition=coalition).since(since)
    told = list(updates.select_related("author", "organisation"))
    actions = with_owners(Action.objects.to_do().filter(plan__coalition=coalition))
    todo = actions_shown(sorted(actions, key=_urgency), reader)
    return OneState(
        standing=_standing(row, page, _told([row]), {}, LONGEST * 2),
        updates=told[:UPDATES_SHOWN],
        more_updates=max(0, len(told) - UPDATES_SHOWN),
        actions=todo[:ACTIONS_SHOWN],
        calls=dressed(reader, _open_calls(coalition)[:CALLS_SHOWN]),
    )
