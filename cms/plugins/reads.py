"""Steps that wait, and what whoever takes one has to see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString
from wagtail.models import Task, TaskState

from cms.models import ReviewState, Suggestion
from cms.plugins.steps import ReviewTask
from cms.plugins.things import as_offered, page_of, thing_of
from cms.suggestions.diff import inline_diff
from cms.suggestions.units import units_of


@dataclass(frozen=True, slots=True)
class Passage:
    """One text as it would be; what changes since it was last published is marked."""

    label: str
    text: SafeString
    changed: bool


@dataclass(frozen=True, slots=True)
class Past:
    """A step that was taken before: which, by whom, when and with which words."""

    name: str
    status: str
    by: Any
    on: date | None
    comment: str


def waiting_states() -> list[ReviewState]:
    """Return the steps that wait for somebody, the one that is due first in front."""
    found = ReviewState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__active=True)
    return list(found.select_related("workflow_state", "task").order_by("due_on", "pk"))


def steps_for(user: Any, *, suggestions: bool = False) -> list[tuple[ReviewState, Any]]:
    """Return the steps that this account may take, each with what it is about."""
    states = waiting_states()
    tasks: dict[int, Any] = {
        task.pk: task
        for task in Task.objects.filter(pk__in={each.task_id for each in states}).specific()
    }
    return list(_allowed(user, states, tasks, suggestions))


def _allowed(
    user: Any, states: Sequence[ReviewState], tasks: dict[int, Any], suggestions: bool
) -> Iterator[tuple[ReviewState, Any]]:
    possible = {pk for pk, task in tasks.items() if task.may_ever_act(user)}
    for state in states:
        if state.task_id not in possible:
            continue
        task: ReviewTask = tasks[state.task_id]
        thing = thing_of(state)
        if isinstance(thing, Suggestion) and not suggestions:
            continue
        if task.get_actions(thing, user):
            yield state, thing


def passages(thing: Any) -> list[Passage]:
    """Return the texts of what is offered, beside what is on the site now."""
    page, offered = page_of(thing), as_offered(thing)
    if page is None:
        return []
    live: dict[str, str] = {}
    if page.live:
        live = {unit.name: unit.text for unit in units_of(page)}
    units = [unit for unit in units_of(offered) if not unit.adds]
    shown = [
        Passage(unit.label, inline_diff(before, unit.text), before != unit.text)
        for unit in units
        for before in [live.get(unit.name, "" if page.live else unit.text)]
    ]
    gone = live.keys() - {unit.name for unit in units}
    labels = {unit.name: unit.label for unit in units_of(page)} if gone else {}
    taken = [Passage(labels[name], inline_diff(live[name], ""), True) for name in sorted(gone)]
    return [each for each in [*shown, *taken] if each.text]


def past_steps(state: ReviewState) -> list[Past]:
    """Return the steps of the same round that were taken, the oldest first."""
    found = state.workflow_state.task_states.exclude(status=TaskState.STATUS_IN_PROGRESS)
    rows = found.select_related("task", "finished_by").order_by("finished_at", "pk")
    return [
        Past(
            each.task.name,
            str(each.get_status_display()),
            each.finished_by,
            each.finished_at.date() if each.finished_at else None,
            each.comment,
        )
        for each in rows
    ]
