"""The agenda: what is coming, what was, by kind, topic, neighbourhood and for whom; or by month."""

from collections.abc import Iterable
from typing import Any, ClassVar
from urllib.parse import urlencode

from django import forms
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.contexts import shown_on
from events.enums import EventKind
from events.models import Event, EventIndex, EventPage
from events.reads.entrance import entrances_of
from events.reads.months import month_of, shown_month
from knowledge.forms import THEME, Facet, ListFilter, fixed, kept
from knowledge.models import TargetGroup
from knowledge.reads.lists import filtered, listing
from network.models import Neighbourhood

COMING, PAST = "coming", "past"
WHEN = [(COMING, _("Still to come")), (PAST, _("Past"))]


def _of_rows(*conditions: Q, **more: Any) -> Q:
    rows = Event.objects.filter(*conditions, **more).values("translation_key")
    return Q(translation_key__in=rows)


def when(code: str) -> Q:
    """Return the condition for what is over, or for what is not."""
    now = timezone.now()
    return _of_rows(ends_at__lt=now) if code == PAST else _of_rows(ends_at__gte=now)


def _near(code: str) -> Q:
    # What names no neighbourhood is for the whole city.
    return _of_rows(Q(neighbourhood__code=code) | Q(neighbourhood=None))


class EventFilter(ListFilter):
    """When, what sort, about what, where, and for whom. Who looks at a month stays in it."""

    month = forms.CharField(required=False, widget=forms.HiddenInput)
    facets: ClassVar[dict[str, Facet]] = {
        "when": Facet(_("When"), lambda _language: WHEN, when),
        "kind": Facet(_("What sort"), fixed(EventKind), lambda code: _of_rows(kind=code)),
        "theme": THEME,
        "neighbourhood": Facet(_("Neighbourhood"), kept(Neighbourhood), _near),
        "target_group": Facet(
            _("For whom"), kept(TargetGroup), lambda code: _of_rows(target_groups__code=code)
        ),
    }

    def query(self) -> str:
        """Return what was chosen as the query of an address, in one order, without what is not."""
        self.is_valid()
        chosen = {name: self.cleaned_data.get(name) for name in self.facets}
        return urlencode({name: value for name, value in chosen.items() if value})


def chosen_pages(form: EventFilter) -> Any:
    """Return the pages that meet a filter, each with `starts_at` and `ends_at` of its row.

    What is private or a draft is left out for everybody: lists and feeds are the same for all.
    """
    rows: QuerySet[Event] = Event.objects.filter(translation_key=OuterRef("translation_key"))
    pages = filtered(EventPage, form, form.language).annotate(
        starts_at=Subquery(rows.values("starts_at")[:1]),
        ends_at=Subquery(rows.values("ends_at")[:1]),
    )
    return pages.exclude(starts_at=None)


@shown_on(EventIndex)
def agenda(page: EventIndex, request: HttpRequest) -> dict[str, Any]:
    """Return the listing, each page with `facts` (its row); with `?month=2026-11` its `days`.

    What is past is shown where somebody chose it, or asks for a month.
    """
    form = EventFilter(request.GET, page.locale.language_code)
    pages = chosen_pages(form)
    user = getattr(request, "user", None)
    shared = {
        "form": form,
        "feed_query": form.query(),
        "this_month": timezone.localdate(),
        "may_add": bool(user and user.has_perm("events.add")),
    }
    if month := month_of(request.GET.get("month", "")):
        return {**shared, "month": shown_month(month, pages, with_rows)}
    past = request.GET.get("when") == PAST
    found = pages if past else pages.filter(when(COMING))
    order = "-starts_at" if past else "starts_at"
    context = listing(request, found.order_by(order, "pk"), form)
    context["results"].object_list = with_rows(context["results"].object_list)
    return {**shared, **context}


def with_rows(pages: Iterable[EventPage]) -> list[Any]:
    """Return `pages`, each with `facts` (its row, which knows its page) and `entrance`."""
    found: list[Any] = list(pages)
    keys = [page.translation_key for page in found]
    rows = Event.objects.filter(translation_key__in=keys)
    by_key = {row.translation_key: row for row in rows.select_related("neighbourhood", "organiser")}
    entrances = entrances_of(by_key.values(), timezone.now())
    shown = [page for page in found if page.translation_key in by_key]
    for page in shown:
        page.facts = by_key[page.translation_key]
        page.facts.pages = {page.locale.language_code: page}
        page.entrance = entrances[page.facts.pk]
    return shown
