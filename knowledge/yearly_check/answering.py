"""What an organisation answers, and what an editor does with it."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log

from cms.care.services import months_later
from cms.enums import ChangeKind
from cms.history.services import noting
from cms.models import PageCare, PageChange
from cms.notices.kinds import NoticeKind, kinds
from cms.notices.services import tell
from knowledge.enums import ActivityStatus, CheckAnswer
from knowledge.exceptions import KnowledgeError
from knowledge.models import Activity, ActivityCheck
from knowledge.own_facts.notices import who_keeps
from knowledge.own_facts.publishing import put
from knowledge.own_facts.services import change
from knowledge.yearly_check.asking import KIND, running

kinds.register(
    KIND,
    NoticeKind(
        label=gettext_lazy("What organisations answer to the yearly check"),
        why=gettext_lazy("You get this because you are an editor, or look after the page."),
    ),
)


def activity_of(check: ActivityCheck) -> Activity | None:
    """Return the original that a check is about, while anybody may read it and it goes on."""
    found: Activity | None = running().filter(translation_key=check.translation_key).first()
    return found


@transaction.atomic
def answer(
    check: ActivityCheck,
    said: CheckAnswer,
    *,
    note: str = "",
    values: Mapping[str, str] | None = None,
) -> None:
    """Keep what an organisation answers; the same answer twice is the same as once.

    What it knows best is on the site at once. The rest of what changed, and that an activity is
    gone, waits for an editor. Raises `KnowledgeError` for an activity that is not there any more,
    and for a change that says nothing.
    """
    row: Any = ActivityCheck.objects.select_for_update(of=("self",)).select_related("organisation")
    row = row.get(pk=check.pk)
    activity = activity_of(row)
    if activity is None:
        raise KnowledgeError(
            _("This activity is not on the site any more. Thank you all the same.")
        )
    if said == CheckAnswer.CHANGED and not values and not note:
        raise KnowledgeError(_("Change what is not right, or tell what should change."))
    if (row.answer, row.note) == (said, note) and not values:
        return
    row.answer, row.note, row.answered_at, row.handled_at = said, note, timezone.now(), None
    row.save()
    if values:
        change(activity, values, organisation=row.organisation.name)
    if said == CheckAnswer.RIGHT or (said == CheckAnswer.CHANGED and not note):
        confirm(activity, row.organisation.name)
    else:
        _tell(activity, row)
    data = {"answer": str(said), "organisation": row.organisation.name}
    log(activity, "knowledge.yearly_check", data=data)


def confirm(activity: Activity, name: str) -> None:
    """Keep that a page is right, who says so, and when it is read again."""
    today = timezone.localdate()
    care, _made = PageCare.objects.select_for_update().get_or_create(
        translation_key=activity.translation_key
    )
    care.last_confirmed_on, care.last_confirmed_by = today, name[:200]
    care.reminded_for = None
    if care.review_on:
        care.review_on = max(care.review_on, months_later(today, care.interval_months))
    care.save()
    PageChange.objects.create(page_id=activity.pk, kind=ChangeKind.CONFIRMED, organisation=name)


def _tell(activity: Activity, row: ActivityCheck) -> None:
    """Tell the editors that an answer waits; none of its words, which may name somebody."""
    gone = row.answer == CheckAnswer.GONE

    def line() -> str:
        said = {"title": activity.title[:120], "who": row.organisation.name}
        if gone:
            return _("“%(title)s” no longer exists, says %(who)s.") % said
        return _("“%(title)s”: %(who)s tells what should change.") % said

    tell(
        KIND,
        who_keeps(activity),
        key=str(row.pk),
        line=line,
        address=lambda: reverse("activity_checks"),
        page=activity,
    )


@transaction.atomic
def handle(check: ActivityCheck, *, by: Any, ended: bool) -> None:
    """Keep that an editor dealt with an answer; with `ended` the activity is closed.

    Raises `KnowledgeError` when somebody else was first.
    """
    row: Any = ActivityCheck.objects.select_for_update(of=("self",)).select_related("organisation")
    row = row.get(pk=check.pk)
    if row.handled_at or row.answer not in {CheckAnswer.GONE, CheckAnswer.CHANGED}:
        raise KnowledgeError(_("Somebody else dealt with this already."))
    row.handled_at = timezone.now()
    row.save(update_fields=["handled_at"])
    activity = activity_of(row)
    if activity is None:
        return
    if ended:
        _end(activity, row.organisation.name, by)
    elif row.answer == CheckAnswer.CHANGED:
        confirm(activity, row.organisation.name)
    data = {"ended": ended, "organisation": row.organisation.name}
    log(activity, "knowledge.check_handled", user=by, data=data)


def _end(activity: Activity, name: str, by: Any) -> None:
    """Close an activity: its page stays, because of what was learned."""
    values = {"status": ActivityStatus.ENDED.value}
    if not activity.ended:
        values["ended"] = f"{timezone.localdate():%Y-%m}"
    said = _("%(organisation)s says that it no longer exists") % {"organisation": name}
    with noting(said, by=by):
        put(activity, values, by)
