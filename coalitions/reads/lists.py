"""All coalitions at a glance: how they stand, what was last heard and what they need."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db.models import Case, IntegerField, OuterRef, Q, Subquery, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from cms.contexts import shown_on
from coalitions.enums import CoalitionStatus
from coalitions.models import Coalition, CoalitionIndex, CoalitionPage, ProgressUpdate
from coalitions.reads.coalitions import reader_of
from knowledge.forms import THEME, Facet, ListFilter, fixed
from knowledge.reads.lists import filtered, listing

# Who is at work comes first, what is finished last.
ORDER = (
    CoalitionStatus.ACTIVE,
    CoalitionStatus.FORMING,
    CoalitionStatus.PAUSED,
    CoalitionStatus.COMPLETED,
)
STATUS = Facet(
    _("Status"),
    fixed(CoalitionStatus),
    lambda code: Q(
        translation_key__in=Coalition.objects.filter(status=code).values("translation_key")
    ),
)


class CoalitionFilter(ListFilter):
    """How far they are, and about what."""

    facets: ClassVar[dict[str, Facet]] = {"status": STATUS, "theme": THEME}


@shown_on(CoalitionIndex)
def coalition_list(page: CoalitionIndex, request: HttpRequest) -> dict[str, Any]:
    """Return the listing; its coalitions have `facts` (their row) and `next_need`."""
    language = page.locale.language_code
    form = CoalitionFilter(request.GET, language)
    status = Coalition.objects.filter(translation_key=OuterRef("translation_key")).values("status")
    place = Case(
        *(When(row_status=each, then=Value(number)) for number, each in enumerate(ORDER)),
        default=Value(len(ORDER)),
        output_field=IntegerField(),
    )
    pages = filtered(CoalitionPage, form, language).annotate(row_status=Subquery(status))
    context = listing(request, pages.order_by(place, "title"), form)
    found = with_rows(context["results"].object_list, reader_of(request))
    context["results"].object_list = found
    return context


def with_rows(pages: Iterable[CoalitionPage], user: Any) -> list[CoalitionPage]:
    """Return `pages`, each with `facts` and with `next_need` as `user` may read it."""
    found = list(pages)
    keys = [page.translation_key for page in found]
    rows = Coalition.objects.with_last_update().filter(translation_key__in=keys)
    by_key = {row.translation_key: row for row in rows}
    needs = next_needs([row.pk for row in by_key.values()], user)
    for page in found:
        row = by_key.get(page.translation_key)
        page.facts = row
        page.next_need = needs.get(row.pk, "") if row else ""
    return found


def next_needs(coalitions: list[int], user: Any) -> dict[int, str]:
    """Return what each coalition said last that it needs, as far as `user` may read it.

    What is completed needs nothing any more.
    """
    said = ProgressUpdate.objects.standing().for_reader(user).exclude(needed="")
    latest = said.filter(coalition=OuterRef("pk")).values("needed")[:1]
    going_on = Coalition.objects.exclude(status=CoalitionStatus.COMPLETED)
    rows = going_on.filter(pk__in=coalitions).annotate(need=Subquery(latest))
    return dict(rows.exclude(need=None).values_list("pk", "need"))
