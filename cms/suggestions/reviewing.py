"""What becomes of a suggestion: accepted, as it is or changed, declined, or taken back.

Where an approval runs on it, a reviewer takes the step that it is in, and the last approval applies
it. Whoever decides holds the row of the page first and that of the suggestion after it.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, WorkflowState

from cms.enums import SuggestionState
from cms.models import Suggestion
from cms.suggestions.applying import apply, texts_at
from cms.suggestions.exceptions import SuggestionConflict, SuggestionError
from cms.suggestions.logs import PREFIX
from cms.suggestions.outcomes import tell_outcome
from cms.suggestions.passages import Passage, passages_of
from cms.suggestions.plain_text import one_form
from cms.suggestions.reviewers import actions_of, is_own, may_review, step_of
from cms.suggestions.units import texts_of, written

OPEN = {SuggestionState.WAITING, SuggestionState.UNCONFIRMED}


@transaction.atomic
def accept(
    suggestion: Suggestion,
    user: Any,
    texts: Mapping[str, str] | None = None,
    reason: str = "",
    *,
    seen_revision_id: int | None = None,
    answers: Mapping[str, Any] | None = None,
) -> Suggestion:
    """Accept a suggestion; return it as it is then, which is waiting where a next step follows.

    `texts` is what a reviewer made of it, by unit, looking at the version `seen_revision_id` of
    the page; a unit that is left out is not applied. `answers` is what the step asks besides.
    Raises `SuggestionConflict` where words changed meanwhile and nobody chose, and
    `SuggestionError` where it cannot be done, which is also for who may not.
    """
    page, row = _held(suggestion)
    _refuse(row, user)
    before = step_of(row)
    edited = texts is not None and _keep_edits(row, page, texts, seen_revision_id)
    if not edited:
        _refuse_conflict(passages_of(row, page))
    step = step_of(row)
    if before and step and step.task_id != before.task_id:
        # What a reviewer wrote has to pass an earlier step first, which asks other things.
        return _again(row)
    if step is None:
        row.reason = reason
        row.save(update_fields=["reason"])
        apply(row, user=user, texts=None)
        tell_outcome(_again(row), by=user)
    else:
        _take(step, row, user, "approve", reason, answers)
    return _again(row)


@transaction.atomic
def decline(suggestion: Suggestion, user: Any, reason: str) -> Suggestion:
    """Decline a suggestion, with the reason that its maker reads.

    Raises `SuggestionError` without a reason, and where it cannot be done.
    """
    _page, row = _held(suggestion)
    _refuse(row, user)
    if not reason.strip():
        raise SuggestionError(_("Say why: whoever suggested it reads that."))
    step = step_of(row)
    if step is None:
        closed(row, SuggestionState.DECLINED, by=user, reason=reason)
    else:
        _take(step, row, user, "reject", reason, None)
    return _again(row)


@transaction.atomic
def withdraw(suggestion: Suggestion, user: Any) -> Suggestion:
    """Take back one's own suggestion. Raises `SuggestionError` where it was decided already."""
    _page, row = _held(suggestion)
    if not is_own(row, user):
        raise SuggestionError(_("Only who suggested it can take it back."))
    if row.state not in OPEN:
        raise SuggestionError(_("This was decided already, so it cannot be taken back."))
    closed(row, SuggestionState.WITHDRAWN, by=user)
    return row


def closed(
    row: Suggestion, state: SuggestionState, *, by: Any, reason: str = "", told: bool = True
) -> None:
    """End a suggestion without applying it, and the approval that runs on it; tell its maker."""
    row.state, row.reason, row.final = state, reason, []
    row.decided_at, row.decided_by = timezone.now(), by
    row.save(update_fields=["state", "reason", "final", "decided_at", "decided_by"])
    log(row, f"{PREFIX}{state.value}", user=by, data={"reason": reason})
    running: WorkflowState | None = row.current_workflow_state
    if running:
        running.cancel(user=by)
    if told:
        tell_outcome(row, by=by)


def _held(suggestion: Suggestion) -> tuple[Page, Suggestion]:
    page = Page.objects.select_for_update(no_key=True).get(pk=suggestion.page_id)
    row: Suggestion = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    return page.specific, row


def _again(row: Suggestion) -> Suggestion:
    found: Suggestion = Suggestion.objects.get(pk=row.pk)
    return found


def _refuse(row: Suggestion, user: Any) -> None:
    if is_own(row, user):
        raise SuggestionError(_("Somebody else has to look at this: it is your own."))
    if row.state != SuggestionState.WAITING:
        raise SuggestionError(_("Somebody else decided about this already."))
    if not may_review(user, row):
        raise SuggestionError(_("This is not yours to decide."))


def _refuse_conflict(passages: list[Passage]) -> None:
    for passage in passages:
        if passage.conflict:
            said = _("Somebody changed “%(label)s” in the meantime. Choose what it should say.")
            raise SuggestionConflict(said % {"label": passage.label})


def _keep_edits(
    row: Suggestion, page: Page, texts: Mapping[str, str], seen_revision_id: int | None
) -> bool:
    """Keep what a reviewer made of it; return whether that is something else than it was.

    Approvals of what it was lapse then: whoever gave them looks again.
    """
    now = texts_of(page)
    seen = (seen_revision_id and texts_at(page, seen_revision_id)) or now
    passages = passages_of(row, page)
    chosen = {name: one_form(text) for name, text in texts.items() if name in now}
    if all(not each.conflict and chosen.get(each.unit) == each.text for each in passages):
        return False
    rows = [
        {
            "unit": each.unit,
            "label": each.label,
            "before": seen.get(each.unit, each.now or ""),
            "after": chosen[each.unit],
        }
        for each in passages
        if each.unit in chosen
    ]
    if all(one["before"] == one["after"] for one in rows):
        raise SuggestionError(_("Nothing would change on the page. Decline it instead."))
    written(page, {one["unit"]: one["after"] for one in rows})
    row.final = rows
    row.save(update_fields=["final"])
    renew(row)
    return True


def renew(row: Suggestion, *, again: bool = False) -> None:
    """Make a new version of what waits, so that earlier approvals no longer count.

    With `again` the approval goes back to its first step at once, without it after this step.
    """
    step = step_of(row)
    # In the name of who suggested it: whoever changes a word in it may still approve.
    revision = row.save_revision(user=row.contributor)
    still = step_of(row)
    if step is not None and still is not None and still.pk == step.pk:
        # A step of Wagtail's own kind does not begin again by itself.
        if again:
            still.cancel(user=None)
        else:
            still.revision = revision
            still.save(update_fields=["revision"])


def _take(
    step: Any,
    row: Suggestion,
    user: Any,
    action: str,
    comment: str,
    answers: Mapping[str, Any] | None,
) -> None:
    if action not in actions_of(step, row, user):
        raise SuggestionError(
            _("First somebody else has to look: it waits for “%(step)s”.")
            % {"step": step.task.name}
        )
    try:
        step.task.specific.on_action(step, user, action, comment=comment, **(answers or {}))
    except PermissionDenied as error:
        raise SuggestionError(
            _("This step cannot be taken like this. Answer what it asks, or ask somebody else.")
        ) from error
