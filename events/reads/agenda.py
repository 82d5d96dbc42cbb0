"""The agenda: what is coming, what was, by kind, topic, neighbourhood and for whom; or by month."""

from calendar import Calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db.models import OuterRef, Q, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.contexts import shown_on
from events.enums import EventKind
from events.models import Event, EventIndex, EventPage
from knowledge.forms import THEME, Facet, ListFilter, fixed, kept
from knowledge.models import TargetGroup
from knowledge.reads.lists import filtered, listing
from network.models import Neighbourhood

COMING, PAST = "coming", "past"
WHEN = [(COMING, _("Still to come")), (PAST, _("Past"))]


def _of_rows(**conditions: Any) -> Q:
    rows = Event.objects.filter(**conditions).values("translation_key")
    return Q(translation_key__in=rows)


def _when(code: str) -> Q:
    now = timezone.now()
    return _of_rows(ends_at__lt=now) if code == PAST else _of_rows(ends_at__gte=now)


class EventFilter(ListFilter):
    """When, what sort, about what, where, and for whom."""

    facets: ClassVar[dict[str, Facet]] = {
        "when": Facet(_("When"), lambda _language: WHEN, _when),
        "kind": Facet(_("What sort"), fixed(EventKind), lambda code: _of_rows(kind=code)),
        "theme": THEME,
        "neighbourhood": Facet(
            _("Neighbourhood"), kept(Neighbourhood), lambda code: _of_rows(neighbourhood__code=code)
        ),
        "target_group": Facet(
            _("For whom"), kept(TargetGroup), lambda code: _of_rows(target_groups__code=code)
        ),
    }


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month, with the pages of what is on it."""

    day: date
    in_month: bool
    pages: list[EventPage]


@shown_on(EventIndex)
def agenda(page: EventIndex, request: HttpRequest) -> dict[str, Any]:
    """Return the listing, each page with `facts` (its row); with `?month=2026-11` its `weeks`.

    What is past is shown where somebody chose it, or asks for a month.
    """
    form = EventFilter(request.GET, page.locale.language_code)
    rows = Event.objects.filter(translation_key=OuterRef("translation_key"))
    starts = Subquery(rows.values("starts_at")[:1])
    pages = filtered(EventPage, form, form.language).annotate(starts_at=starts)
    if month := _month(request.GET.get("month", "")):
        return {"weeks": weeks_of(month, pages), "month": month, "form": form}
    past = request.GET.get("when") == PAST
    chosen = pages if past else pages.filter(_when(COMING))
    order = "-starts_at" if past else "starts_at"
    context = listing(request, chosen.order_by(order, "pk"), form)
    context["results"].object_list = with_rows(context["results"].object_list)
    return context


def _month(text: str) -> date | None:
    """Return the first day of what `?month=2026-11` names; None for anything else."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def with_rows(pages: Iterable[EventPage]) -> list[Any]:
    """Return `pages`, each with `facts`: its row."""
    found: list[Any] = list(pages)
    keys = [page.translation_key for page in found]
    rows = Event.objects.filter(translation_key__in=keys).select_related("neighbourhood")
    by_key = {row.translation_key: row for row in rows}
    for page in found:
        page.facts = by_key.get(page.translation_key)
    return [page for page in found if page.facts]


def weeks_of(month: date, pages: Any) -> list[list[Day]]:
    """Return the weeks of a month from Monday on, each day with what begins on it."""
    weeks = Calendar().monthdatescalendar(month.year, month.month)
    first, last = weeks[0][0], weeks[-1][-1]
    found = with_rows(pages.filter(starts_at__date__range=(first, last)).order_by("starts_at"))
    by_day: dict[date, list[EventPage]] = {}
    for page in found:
        local = page.facts.starts_at.astimezone(page.facts.zone).date()
        by_day.setdefault(local, []).append(page)
    return [
        [Day(day, day.month == month.month, by_day.get(day, [])) for day in week] for week in weeks
    ]
