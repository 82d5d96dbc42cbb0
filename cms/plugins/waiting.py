"""Steps among what waits for somebody, and those that wait too long on the coordinator's desk."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate, localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Task

from cms.desk import WaitingItem, WaitingList, desk, waiting
from cms.plugins.notices import address_of
from cms.plugins.reads import steps_for, waiting_states
from cms.plugins.things import thing_of, title_of


def own_steps(user: Any) -> Sequence[WaitingItem]:
    """Return what this account can look at, the first due in front."""
    return [
        WaitingItem(
            _("%(title)s – %(step)s") % {"title": title_of(thing), "step": state.task.name},
            address_of(state),
            localtime(state.started_at).date(),
        )
        for state, thing in steps_for(user)
    ]


def reviewers() -> set[int]:
    """Return the accounts that are asked to take one of the steps that wait.

    Asked once for all the weekly mails, so that nobody else costs a question.
    """
    states = waiting_states()
    tasks = {task.pk: task for task in Task.objects.active().specific()} if states else {}
    asked = [tasks[state.task_id].reviewers(thing_of(state)) for state in states]
    return {pk for users in asked for pk in users.values_list("pk", flat=True)}


def overdue_steps(_user: Any) -> Sequence[WaitingItem]:
    """Return what nobody looked at in time, longest ago first."""
    today = localdate()
    late = [state for state in waiting_states() if state.due_on and state.due_on < today]
    return [
        WaitingItem(
            _("%(title)s – %(step)s")
            % {"title": title_of(thing_of(state)), "step": state.task.name},
            address_of(state),
            state.due_on,
        )
        for state in late
    ]


waiting.register(
    "steps",
    WaitingList(
        gettext_lazy("To look at"),
        own_steps,
        order=15,
        address=lambda: reverse("steps"),
        whom=reviewers,
    ),
)
desk.register(
    "overdue steps", WaitingList(gettext_lazy("Nobody looked at it yet"), overdue_steps, order=35)
)
