"""Telling what came of something elsewhere, and taking that back."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.actions.delete_page import DeletePageAction

from knowledge.enums import Stance, TrialOutcome, Verdict
from knowledge.exceptions import KnowledgeError
from knowledge.models import Activity, Guidance, Practice, Trial
from knowledge.services.lessons import LONGEST, Noted, note
from network.reads.speaking import organisation_of

_VERDICTS = {
    TrialOutcome.WORKED: Verdict.WORKS,
    TrialOutcome.PARTLY: Verdict.OPEN,
    TrialOutcome.FAILED: Verdict.DID_NOT_WORK,
    TrialOutcome.UNCLEAR: Verdict.OPEN,
}
# What it does to a piece of guidance; what is not clear yet does nothing to it.
_STANCES = {
    TrialOutcome.WORKED: Stance.SUPPORTS,
    TrialOutcome.PARTLY: Stance.SUPPORTS,
    TrialOutcome.FAILED: Stance.WEAKENS,
}


@dataclass(frozen=True, slots=True)
class Tried:
    """What somebody tells: where, for whom, what they changed, how it went, their tip."""

    place: str
    outcome: str
    for_whom: str = ""
    changed: str = ""
    tip: str = ""


def tell(page: Any, user: Any, key: UUID, tried: Tried) -> Trial:
    """Return a new trial of a page, with a lesson that waits for an editor.

    The same key again returns the same one. Raises `KnowledgeError` where lessons have no place.
    """
    own = uuid5(key, f"trial:{user.pk}")
    try:
        with transaction.atomic():
            found = Trial.objects.filter(key=own).first()
            return found or _told(page, user, own, tried)
    except IntegrityError:
        before: Trial | None = Trial.objects.filter(key=own).first()
        if before is None:
            raise
        return before


def _told(page: Any, user: Any, own: UUID, tried: Tried) -> Trial:
    organisation = organisation_of(user)
    trial: Trial = Trial.objects.create(
        key=own,
        translation_key=page.translation_key,
        place=tried.place,
        for_whom=tried.for_whom,
        changed=tried.changed,
        outcome=tried.outcome,
        tip=tried.tip,
        language=get_language() or "",
        contributor=user,
        contributor_organisation=organisation,
    )
    trial.lesson = note(_noted(page.original, trial), contributor=user, organisation=organisation)
    trial.save(update_fields=["lesson"])
    return trial


def _noted(page: Any, trial: Trial) -> Noted:
    outcome = TrialOutcome(trial.outcome)
    stance = _STANCES.get(outcome)
    told = (
        _("Tried in %(place)s, after “%(title)s”.") % {"place": trial.place, "title": page.title},
        _("For whom: %(whom)s") % {"whom": trial.for_whom} if trial.for_whom else "",
        _("What was changed: %(changed)s") % {"changed": trial.changed} if trial.changed else "",
        _("How it went: %(outcome)s") % {"outcome": outcome.label},
    )
    return Noted(
        _statement(page, trial),
        told=told,
        verdict=_VERDICTS[outcome],
        activities=_activities(page),
        guidance=[(page, stance)] if stance and isinstance(page, Guidance) else (),
        learned_from=page,
    )


def _statement(page: Any, trial: Trial) -> str:
    if trial.tip.strip():
        return trial.tip
    words = {"title": page.title, "place": trial.place, "outcome": trial.get_outcome_display()}
    statement = _("“%(title)s” in %(place)s: %(outcome)s") % words
    return statement if len(statement) <= LONGEST else f"{statement[: LONGEST - 1]}…"


def _activities(page: Any) -> tuple[Activity, ...]:
    if not isinstance(page, Practice):
        return ()
    return tuple(link.activity for link in page.activity_links.select_related("activity"))


@transaction.atomic
def withdraw(trial: Trial, user: Any) -> bool:
    """Take a trial back; True where its lesson stays, because editors published that.

    Raises `KnowledgeError` where it was taken back before.
    """
    row: Trial = Trial.objects.select_for_update(of=("self",)).get(pk=trial.pk)
    if row.withdrawn_at is not None:
        raise KnowledgeError(_("This was taken back already."))
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    lesson: Any = row.lesson
    if lesson is None:
        return False
    if lesson.live or lesson.first_published_at:
        return True
    # Who told it may not delete pages; what they told themselves and nobody published they may.
    DeletePageAction(lesson, user=user).execute(skip_permission_checks=True)
    return False
