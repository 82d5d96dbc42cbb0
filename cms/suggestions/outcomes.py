"""Who hears of a suggestion: those who look at it, and whoever made it."""

from typing import Any

from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log
from wagtail.models import WorkflowState
from wagtail.signals import workflow_approved, workflow_rejected

from cms.enums import SuggestionState
from cms.mailing.services import write_mail
from cms.models import Suggestion
from cms.notices.hasty import who_chose
from cms.notices.kinds import NoticeKind, kinds
from cms.notices.services import tell
from cms.suggestions.logs import PREFIX
from cms.suggestions.passages import kept_of
from cms.suggestions.reviewers import reviewers_of, step_of
from cms.suggestions.signals import suggestion_applied, suggestion_waiting

NEW = "suggestion_new"
STALE = "suggestion_stale"
OUTCOME = "suggestion_outcome"
_looks = gettext_lazy("You get this because you look at suggestions for this page.")
kinds.register(NEW, NoticeKind(gettext_lazy("Suggestions to look at"), _looks, at_once=True))
kinds.register(STALE, NoticeKind(gettext_lazy("Suggestions that wait long"), _looks, at_once=True))
kinds.register(
    OUTCOME,
    NoticeKind(
        gettext_lazy("What became of your suggestions"),
        gettext_lazy("You get this because you suggested it."),
    ),
)


def _said(state: str, title: str) -> str:
    lines = {
        SuggestionState.ACCEPTED: _(
            "Thank you: what you suggested for “%(title)s” is on the page."
        ),
        SuggestionState.DECLINED: _("What you suggested for “%(title)s” was not taken over."),
        SuggestionState.LAPSED: _(
            "Nobody got round to what you suggested for “%(title)s”. That is not your fault."
        ),
    }
    return lines[SuggestionState(state)] % {"title": title}


@receiver(suggestion_waiting, dispatch_uid="cms.suggestions.tell_reviewers")
def tell_reviewers(suggestion: Suggestion, **_kwargs: Any) -> None:
    """Tell those who choose to hear at once; for the others it is among what waits for them.

    Those of an approval are told by its step.
    """
    if step_of(suggestion) is None and suggestion.state == SuggestionState.WAITING:
        tell_of(NEW, suggestion, who_chose(NEW, reviewers_of(suggestion)))


def tell_of(kind: str, suggestion: Suggestion, users: Any) -> int:
    """Tell these accounts that a suggestion waits; return how many were told."""
    title = suggestion.page.title
    lines = {
        NEW: lambda: _("“%(title)s”: somebody suggests a change.") % {"title": title},
        STALE: lambda: (
            _("“%(title)s”: what somebody suggested waits for a month. It closes in two weeks.")
            % {"title": title}
        ),
    }
    return tell(
        kind,
        users,
        key=f"suggestion:{suggestion.pk}",
        line=lines[kind],
        address=lambda: reverse("suggestion_review", args=[suggestion.pk]),
        page=suggestion.page,
    )


def tell_outcome(suggestion: Suggestion, by: Any = None) -> None:
    """Tell whoever suggested something what became of it; nobody hears of what they took back."""
    if suggestion.state not in {
        SuggestionState.ACCEPTED,
        SuggestionState.DECLINED,
        SuggestionState.LAPSED,
    }:
        return
    title = suggestion.page.title
    if suggestion.contributor:
        tell(
            OUTCOME,
            [suggestion.contributor],
            key=f"suggestion:{suggestion.pk}",
            line=lambda: _said(suggestion.state, title),
            address=lambda: reverse("suggestion", args=[suggestion.pk]),
            by=by,
        )
    elif suggestion.email:
        _mail_outcome(suggestion)


def _mail_outcome(suggestion: Suggestion) -> None:
    page = suggestion.page.specific
    context = {
        "suggestion": suggestion,
        "page": page,
        "address": page.full_url,
        "kept": kept_of(suggestion),
    }
    write_mail(
        OUTCOME,
        "cms/suggestions/mails/outcome",
        context,
        to=suggestion.email,
        language=suggestion.language,
        key=f"suggestion:{suggestion.pk}:{suggestion.state}",
    )


@receiver(suggestion_applied, dispatch_uid="cms.suggestions.log_applied")
def log_applied(suggestion: Suggestion, **_kwargs: Any) -> None:
    """Write down who accepted it."""
    action = f"{PREFIX}{suggestion.state}"
    log(suggestion, action, user=suggestion.decided_by, data={"reason": suggestion.reason})


@receiver(workflow_approved, sender=WorkflowState, dispatch_uid="cms.suggestions.approved")
def tell_approved(instance: WorkflowState, user: Any, **_kwargs: Any) -> None:
    """The last approval applied it, by whichever way it was given."""
    found = _suggestion(instance)
    if found and found.state == SuggestionState.ACCEPTED:
        found.reason = instance.current_task_state.comment if instance.current_task_state else ""
        found.save(update_fields=["reason"])
        tell_outcome(found, by=user)


@receiver(workflow_rejected, sender=WorkflowState, dispatch_uid="cms.suggestions.rejected")
def close_rejected(instance: WorkflowState, user: Any, **_kwargs: Any) -> None:
    """A step sent it back, by whichever way: whoever made it may suggest something else."""
    from cms.suggestions.reviewing import closed  # which tells through this module

    found = _suggestion(instance)
    if found and found.state == SuggestionState.WAITING:
        step = instance.current_task_state
        reason = step.comment if step else ""
        closed(found, SuggestionState.DECLINED, by=user, reason=reason)


def _suggestion(state: WorkflowState) -> Suggestion | None:
    if state.base_content_type.model_class() is not Suggestion:
        return None
    found: Suggestion | None = Suggestion.objects.filter(pk=state.object_id).first()
    return found
