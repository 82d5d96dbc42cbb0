"""What a claim needs: a source, a date and a level; and its conditions, if it works only if."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from knowledge.enums import Certainty, Plausibility, Verdict
from knowledge.models import Guidance, Lesson

RESEARCH = frozenset({Certainty.LIMITED, Certainty.SOLID})
CLAIMS = frozenset({Verdict.WORKS, Verdict.WORKS_IF, Verdict.DID_NOT_WORK})


def missing(page: Any) -> list[str]:
    """Return what a page claims without saying what it rests on, a sentence each."""
    if isinstance(page, Guidance):
        return list(_of_guidance(page))
    return list(_of_lesson(page)) if isinstance(page, Lesson) else []


def _of_guidance(page: Guidance) -> Iterator[str]:
    # Facts stand on the original; of a page that is one, as they are in this version.
    facts = page if page.original.pk == page.pk else page.original
    if facts.plausibility != Plausibility.UNKNOWN:
        yield from _about_claim(page, facts)
    for row in facts.evidence.all():
        if row.lapsed:
            yield _("“%(subject)s”: the level no longer holds.") % {"subject": row.subject}


def _about_claim(page: Guidance, facts: Guidance) -> Iterator[str]:
    sources = [link.source for link in facts.source_links.all()]
    if not sources:
        yield _("It says whether it helps, and names no source.")
    if facts.certainty == Certainty.UNKNOWN:
        yield _("It says whether it helps, and not how sure we are.")
    for source in sources:
        if source.year is None:
            yield _("The source “%(title)s” has no year.") % {"title": source.title}
    if facts.certainty in RESEARCH and not facts.evidence.all():
        yield _("It rests on research. Which level did others give, and when?")
    if facts.plausibility == Plausibility.CONDITIONAL and not page.conditions.strip():
        yield _("It helps only if something is met, and does not say what.")


def _of_lesson(page: Lesson) -> Iterator[str]:
    facts = page if page.original.pk == page.pk else page.original
    if facts.verdict not in CLAIMS:
        return
    if not facts.learned_from_id and not facts.contributor_organisation_id:
        yield _("It does not say where this was learned.")
    if not facts.learned_on:
        yield _("It does not say when this was learned.")
    if not facts.voice:
        yield _("It does not say whose experience this is.")
    if facts.verdict == Verdict.WORKS_IF and not page.conditions.strip():
        yield _("“Works if” needs its conditions: if what?")
