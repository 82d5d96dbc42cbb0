"""Looking after pages: finding one still correct, handing some over, planning the next look."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.log_actions import log
from wagtail.models import Page

from cms.care.exceptions import CareError
from cms.credits import organisation_name
from cms.enums import ChangeKind
from cms.models import PageCare, PageChange
from cms.notices.kinds import NoticeKind, kinds
from cms.notices.services import tell

GIVEN = "page_care"
kinds.register(
    GIVEN,
    NoticeKind(
        label=gettext_lazy("Pages that you are asked to look after"),
        why=gettext_lazy("You get this because you look after these pages from now on."),
    ),
)


def months_later(day: date, months: int) -> date:
    """Return the same day of a later month, or its last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


@transaction.atomic
def still_correct(page: Page, user: Any) -> date:
    """Keep that somebody who knows found a page still correct; return when it is asked again.

    Twice on one day is once in the history.
    """
    today = timezone.localdate()
    care = _locked([page])[0]
    again = care.last_confirmed_on == today
    care.last_confirmed_on = today
    care.last_confirmed_by = organisation_name(user)[:200]
    care.review_on = next_look = months_later(today, care.interval_months)
    care.reminded_for = None
    care.save()
    if not again:
        PageChange.objects.create(
            page_id=page.pk,
            kind=ChangeKind.CONFIRMED,
            by=user,
            organisation=care.last_confirmed_by,
        )
    return next_look


@transaction.atomic
def hand_over(pages: Iterable[Page], to: Any, deputy: Any = None, *, by: Any) -> int:
    """Have `to` look after these pages; return how many. Without a `deputy` theirs stays.

    Raises `CareError` where nobody is chosen, or one and the same account for both.
    """
    pages = list(pages)
    if to is None and deputy is None:
        raise CareError(_("Choose who looks after these pages."))
    if to is not None and to == deputy:
        raise CareError(_("Choose two different people: the deputy is there for when one is away."))
    for care in _locked(pages):
        # Whoever becomes one of both does not stay the other as well.
        if to is not None:
            care.deputy_id = None if care.deputy_id == to.pk else care.deputy_id
            care.owner_id = to.pk
        if deputy is not None:
            care.owner_id = None if care.owner_id == deputy.pk else care.owner_id
            care.deputy_id = deputy.pk
        care.reminded_for = None
        care.save()
    _tell_given(pages, [one for one in (to, deputy) if one is not None], by)
    return len(pages)


@transaction.atomic
def hand_over_all(pages: Iterable[Page], leaver: Any, to: Any, *, by: Any) -> int:
    """Have `to` take the place of `leaver` on these pages, as owner and as deputy.

    Raises `CareError` where they are one and the same.
    """
    pages = list(pages)
    if leaver == to:
        raise CareError(_("Choose somebody else than who leaves."))
    for care in _locked(pages):
        if care.owner_id == leaver.pk:
            care.owner_id = to.pk
            care.deputy_id = None if care.deputy_id == to.pk else care.deputy_id
        if care.deputy_id == leaver.pk:
            care.deputy_id = None if care.owner_id == to.pk else to.pk
        care.reminded_for = None
        care.save()
    _tell_given(pages, [to], by)
    return len(pages)


@transaction.atomic
def plan_review(pages: Iterable[Page], day: date, *, by: Any) -> int:
    """Have these pages read again by `day`; return how many. Raises `CareError` for a past day."""
    pages = list(pages)
    if day <= timezone.localdate():
        raise CareError(_("Choose a day that is still to come."))
    for care in _locked(pages):
        care.review_on, care.reminded_for = day, None
        care.save()
    for page in pages:
        log(page, "cms.plan_review", user=by, data={"review_on": day.isoformat()})
    return len(pages)


@transaction.atomic
def change_many(
    pages: Iterable[Page], *, owner: Any, deputy: Any, review_on: date | None, by: Any
) -> None:
    """Hand pages over and plan their review in one go: all of it, or nothing."""
    pages = list(pages)
    if owner is not None or deputy is not None:
        hand_over(pages, owner, deputy, by=by)
    if review_on is not None:
        plan_review(pages, review_on, by=by)


def _locked(pages: Iterable[Page]) -> list[PageCare]:
    """Return the row of each page, locked; made where it is missing."""
    keys: list[UUID] = sorted({page.translation_key for page in pages})
    rows = PageCare.objects.select_for_update().filter(translation_key__in=keys)
    missing = set(keys) - set(rows.values_list("translation_key", flat=True))
    # Somebody else may make it in the meantime.
    made = (PageCare(translation_key=key) for key in missing)
    PageCare.objects.bulk_create(made, ignore_conflicts=True)
    return list(rows.all().order_by("translation_key"))


def _tell_given(pages: list[Page], people: list[Any], by: Any) -> None:
    for page in pages:
        accounts = [person.pk for person in people]
        log(page, "cms.hand_over", user=by, data={"accounts": accounts})

    def line() -> str:
        if len(pages) == 1:
            return _("You look after “%(page)s” from now on.") % {"page": pages[0].title}
        return ngettext(
            "You look after %(number)d page more from now on.",
            "You look after %(number)d pages more from now on.",
            len(pages),
        ) % {"number": len(pages)}

    if pages:
        tell(
            GIVEN,
            people,
            key=str(uuid4()),
            line=line,
            address=lambda: reverse("my_pages"),
            by=by,
        )
