"""The base of every step that a plugin brings to a workflow."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.db.models import QuerySet
from django.forms import CheckboxSelectMultiple
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.models import Task, TaskState

from cms.detector.forms import CONFIRMATION
from cms.models import ReviewState
from cms.plugins.forms import OpinionForm, ReasonForm
from cms.plugins.logs import log_approval
from cms.plugins.rules import is_asked
from cms.plugins.things import as_offered, authors_of, specific, thing_of


class ReviewTask(Task):
    """A step in which somebody, or the site itself, looks at what is offered.

    It works for pages, snippets and suggestions alike. A plugin says who may act, whom to tell,
    and what a check found. Whoever wrote it or asked for the approval never takes the step.
    """

    days = models.PositiveSmallIntegerField(
        _("days to do it in"),
        default=14,
        help_text=_("After so many days whoever may take the step is reminded once."),
    )

    # A step that passes by itself when `findings` returns nothing.
    automatic: ClassVar[bool] = False
    # What is written in the log when it does.
    passed: ClassVar[Any] = _("Nothing was found: passed by itself.")
    # What a person is asked to do in this step, on the screen where they do it.
    question: ClassVar[Any] = _("Read it, and say whether it can go on the site.")
    # Forms of "approve" and "reject"; what they ask besides `comment` comes to `approved`.
    approve_form: ClassVar[Any] = OpinionForm
    reject_form: ClassVar[Any] = ReasonForm

    task_state_class = ReviewState
    admin_form_fields = [*Task.admin_form_fields, "days"]

    class Meta:
        abstract = True

    def may_act(self, user: Any, thing: Any) -> bool:
        """Whether somebody may take this step, as far as it is not their own work."""
        return False

    def may_ever_act(self, user: Any) -> bool:
        """Whether it makes sense to ask `may_act` for this account: quick, for lists."""
        return bool(user.is_active)

    def reviewers(self, thing: Any) -> QuerySet[Any]:
        """Return the accounts that are told that this waits, and reminded."""
        users: QuerySet[Any] = get_user_model()._default_manager.none()
        return users

    def findings(self, offered: Any) -> Sequence[str]:
        """Return what is to be looked at in what is offered: sentences in the active language."""
        return []

    def waits(self, findings: Sequence[str]) -> bool:
        """Whether an automatic step waits for somebody, with what it found."""
        return bool(findings)

    def approved(self, state: ReviewState, user: Any, answers: dict[str, Any]) -> bool:
        """Keep what somebody answered who approves; False while more approvals are needed."""
        return True

    # From here on: how a step is taken. A plugin need not know.

    def start(self, workflow_state: Any, user: Any = None) -> ReviewState:
        """Begin this step; a check that finds nothing passes at once."""
        state: ReviewState = super().start(workflow_state, user=user)
        state.due_on = localdate() + timedelta(days=self.days)
        state.save(update_fields=["due_on"])
        found = self.findings(as_offered(thing_of(state))) if self.automatic else []
        if self.automatic and not self.waits(found):
            comment = "\n".join(found) or str(self.passed)
            state.approve(user=None, update=False, comment=comment)
        else:
            from cms.plugins.notices import tell_reviewers  # which know the steps

            tell_reviewers(state, self)
        return state

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        thing = specific(obj)
        if not (user.is_active and self.may_act(user, thing)) or user.pk in authors_of(thing):
            return []
        return [("reject", _("Send back"), True), ("approve", _("Approve"), True)]

    def get_form_for_action(self, action: str) -> Any:
        return self.reject_form if action == "reject" else self.approve_form

    @transaction.atomic
    def on_action(self, task_state: Any, user: Any, action_name: str, **answers: Any) -> None:
        """Take the step. Raises `PermissionDenied` for who may not, or when it was taken already.

        Asked of the object that the step is about, whatever object an address named beside it.
        """
        state = ReviewState.objects.select_for_update().get(pk=task_state.pk)
        open_ = state.status == TaskState.STATUS_IN_PROGRESS and state.task_id == self.pk
        known = {name for name, *_rest in self.get_actions(thing_of(state), user)}
        # Whether it is about somebody else was asked where the form was filled in.
        form = self.get_form_for_action(action_name)({**answers, CONFIRMATION: "on"})
        if not open_ or action_name not in known or not form.is_valid():
            raise PermissionDenied
        comment = form.cleaned_data.pop("comment", "")
        if action_name == "reject":
            state.reject(user=user, comment=comment)
        elif self.approved(state, user, form.cleaned_data):
            state.approve(user=user, comment=comment)
        else:
            log_approval(state, user, comment)

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> QuerySet[TaskState]:
        found = ReviewState.objects.filter(task=self, status=TaskState.STATUS_IN_PROGRESS)
        mine = [state.pk for state in found if self.get_actions(thing_of(state), user)]
        states: QuerySet[TaskState] = TaskState.objects.filter(pk__in=mine)
        return states


class GroupTask(ReviewTask):
    """A step of whoever is in one of some groups."""

    groups = models.ManyToManyField(
        Group, verbose_name=_("groups"), help_text=_("Who may take this step."), related_name="+"
    )

    admin_form_fields = [*ReviewTask.admin_form_fields, "groups"]
    admin_form_widgets = {"groups": CheckboxSelectMultiple}

    class Meta:
        abstract = True

    def may_ever_act(self, user: Any) -> bool:
        return is_asked(user, self)

    def may_act(self, user: Any, thing: Any) -> bool:
        return is_asked(user, self)

    def reviewers(self, thing: Any) -> QuerySet[Any]:
        users = get_user_model()._default_manager
        return users.filter(groups__in=self.groups.all(), is_active=True).distinct()
