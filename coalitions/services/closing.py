"""A coalition is done: its result is kept, and becomes lessons and a practice for editors."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.notices.kinds import NoticeKind, kinds
from cms.notices.services import tell
from coalitions.enums import CoalitionStatus
from coalitions.exceptions import CoalitionError
from coalitions.models import Coalition
from coalitions.services.leads import keep_roles, page_title
from coalitions.services.lessons import LONGEST, note_lesson
from knowledge.enums import Verdict
from knowledge.models import Lesson, Practice, PracticeActivity, PracticeIndex
from network.enums import Role
from network.models import User
from network.reads.speaking import organisation_of

ASKED = ("result", "went_well", "improvements", "reduces_loneliness", "reduces_if")
DRAFTED = "practice_draft"
kinds.register(
    DRAFTED,
    NoticeKind(
        label=gettext_lazy("A finished coalition became a draft"),
        why=gettext_lazy("You get this because you are a knowledge editor."),
        permission="knowledge.add_practice",
    ),
)


@transaction.atomic
def close(coalition: Coalition, by: Any, answers: Mapping[str, str]) -> Coalition:
    """Complete a coalition with its result, and make a practice draft of it for editors.

    Raises `CoalitionError` when it was completed already: the first answers are kept.
    """
    row: Coalition = Coalition.objects.select_for_update().get(pk=coalition.pk)
    if row.status == CoalitionStatus.COMPLETED:
        raise CoalitionError(_("This coalition was completed already. Nothing was changed."))
    for name in ASKED:
        setattr(row, name, answers.get(name, ""))
    row.status = CoalitionStatus.COMPLETED
    row.ended = row.ended or timezone.localdate().isoformat()
    row.save()
    keep_roles([row.lead_id, row.deputy_id])
    draft_practice(row, by)
    return row


def lines_of(text: str) -> list[str]:
    """Return the lines that people wrote one below the other, without dashes and dots in front."""
    found = (" ".join(line.strip(" \t\r-*•").split()) for line in text.split("\n"))
    return list(dict.fromkeys(line for line in found if line))


def offered(row: Coalition) -> list[str]:
    """Return the lines of its answers that can still become a lesson."""
    lines = dict.fromkeys((*lines_of(row.went_well), *lines_of(row.improvements)))
    noted = set(Lesson.objects.filter(title__in=lines).values_list("title", flat=True))
    return [line for line in lines if line not in noted and len(line) <= LONGEST]


@transaction.atomic
def note_lessons(coalition: Coalition, by: Any, chosen: Iterable[str]) -> int:
    """Note the chosen lines as lessons; return how many. A line twice is one lesson."""
    # Two taps on the same button: the second one waits here, and finds them noted.
    row: Coalition = Coalition.objects.select_for_update().get(pk=coalition.pk)
    wanted = set(chosen) & set(offered(row))
    well = set(lines_of(row.went_well))
    for line in (each for each in offered(row) if each in wanted):
        note_lesson(
            line,
            coalition=row,
            contributor=by,
            organisation=organisation_of(by),
            source_note=_("Told when “%(title)s” was completed.") % {"title": page_title(row)},
            verdict=Verdict.WORKS if line in well else Verdict.OPEN,
        )
    return len(wanted)


def draft_practice(row: Coalition, by: Any) -> Practice | None:
    """Return a draft that tells what a coalition did as a practice; None where there is no place.

    One that has its name is left as it is: somebody may have worked on it.
    """
    index = PracticeIndex.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    page = row.page.original if row.page else None
    if index is None or page is None or Practice.objects.filter(title=page.title).exists():
        return None
    practice = Practice(
        title=page.title,
        summary=page.summary,
        goal=_paragraphs(page.goal),
        results=_paragraphs(row.result),
        success_factors=_list(lines_of(row.went_well)),
        challenges=_list(lines_of(row.improvements)),
        owner=by,
        live=False,
    )
    for activity in row.activities.all():
        practice.activity_links.add(PracticeActivity(activity=activity.original))
    index.add_child(instance=practice)
    practice.save_revision(user=by, log_action=True)
    if workflow := practice.get_workflow():
        workflow.start(practice, by)
    _tell_editors(practice, by)
    return practice


def _paragraphs(text: str) -> SafeString:
    return format_html_join("", "<p>{}</p>", ((line,) for line in lines_of(text)))


def _list(lines: list[str]) -> SafeString:
    items = format_html_join("", "<li>{}</li>", ((line,) for line in lines))
    return format_html("<ul>{}</ul>", items) if lines else SafeString("")


def _tell_editors(practice: Practice, by: Any) -> None:
    tell(
        DRAFTED,
        User.objects.with_role(Role.EDITOR),
        key=str(practice.pk),
        line=lambda: (
            _("“%(title)s” is finished: a draft of a practice waits for you.")
            % {"title": practice.title}
        ),
        address=reverse("wagtailadmin_pages:edit", args=[practice.pk]),
        by=by,
    )
