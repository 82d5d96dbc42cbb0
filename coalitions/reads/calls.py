"""Calls and questions as pages show them: who asks, how it stands, and who answered."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cms.panels import HomePanel, home_panels
from coalitions.enums import ANSWERABLE, CallKind, CallState, Visibility
from coalitions.models import Answer, Call, CoalitionPage, ProgressUpdate
from coalitions.reads.updates import may_open_log
from knowledge.forms import Facet, ListFilter, fixed, kept, themes
from knowledge.models import Theme
from network.models import Neighbourhood

PER_PAGE = 20
ON_HOME = 3
SHOWN_STATES = [(each.value, each.label) for each in CallState if each != CallState.WITHDRAWN]


def _in_time(today: date | None = None) -> Q:
    return Q(until=None) | Q(until__gte=today or timezone.localdate())


def stands(state: str) -> Q:
    """Return the condition for a state, also in the night before a past call is closed."""
    if state == CallState.CLOSED:
        return Q(state=CallState.CLOSED) | (Q(state__in=ANSWERABLE) & ~_in_time())
    return Q(state=state) & _in_time()


class CallFilter(ListFilter):
    """What sort of thing, about what, where, and how it stands."""

    facets: ClassVar[dict[str, Facet]] = {
        "kind": Facet(gettext_lazy("Call or question"), fixed(CallKind), lambda code: Q(kind=code)),
        "theme": Facet(gettext_lazy("Topic"), themes, lambda slug: Q(theme__slug=slug)),
        "neighbourhood": Facet(
            gettext_lazy("Neighbourhood"),
            kept(Neighbourhood),
            # What names no neighbourhood is asked in the whole city.
            lambda code: Q(neighbourhood__code=code) | Q(neighbourhood=None),
        ),
        "state": Facet(gettext_lazy("How it stands"), lambda _language: SHOWN_STATES, stands),
    }


def listed(user: Any, form: CallFilter) -> QuerySet[Call]:
    """Return what this reader may see and chose: what is open first, then what was answered.

    What is closed stays, as memory.
    """
    rank = Case(
        When(stands(CallState.OPEN), then=Value(0)),
        When(stands(CallState.ANSWERED), then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    found: QuerySet[Call] = Call.objects.for_reader(user).filter(*form.conditions())
    return with_facts(found).annotate(rank=rank).order_by("rank", "-created_at", "-pk")


def one_page(user: Any, calls: QuerySet[Call], number: str | None) -> Page[Call]:
    """Return a page of calls, as this reader sees them."""
    results: Page[Call] = Paginator(calls, PER_PAGE).get_page(number)
    results.object_list = dressed(user, results.object_list)
    return results


def with_facts(calls: QuerySet[Call]) -> QuerySet[Call]:
    """Read along what an entry of a list shows."""
    shown = Q(answers__confirmed_at__isnull=False, answers__withdrawn_at=None)
    facts = ("theme", "neighbourhood", "coalition", "asked_by", "organisation", "lesson")
    return calls.select_related(*facts).annotate(answer_count=Count("answers", filter=shown))


def dressed(user: Any, calls: Iterable[Call]) -> list[Any]:
    """Give each call what its entry shows: `signed`, `standing`, `for_coalition`, `about`."""
    found: list[Any] = list(calls)
    inside = bool(user.has_perm("coalitions.read_network"))
    pages = _pages(CoalitionPage, [each.coalition for each in found])
    topics = _pages(Theme, [each.theme for each in found])
    for each in found:
        each.signed = signed(each.asked_by, each.organisation, inside)
        each.standing = CallState.CLOSED if not each.is_answerable else CallState(each.state)
        each.for_coalition = pages.get(each.coalition and each.coalition.translation_key)
        each.about = topics.get(each.theme and each.theme.translation_key)
        each.foreign = each.language if each.language != get_language() else ""
    return found


def _pages(model: Any, rows: Iterable[Any]) -> dict[Any, Any]:
    """Return the page that anybody may read of each of these, in the active language."""
    keys = {row.translation_key for row in rows if row}
    shown = model.objects.shown_in(get_language() or settings.LANGUAGE_CODE)
    return {page.translation_key: page for page in shown.filter(translation_key__in=keys)}


def signed(user: Any, organisation: Any, inside: bool) -> str:
    """Return whose words these are: members see names, anybody else for which organisation."""
    if inside and user and user.is_active:
        name = user.name or _("Somebody without a name")
        return f"{name}, {organisation}" if organisation else name
    if organisation:
        return _("a participant of %(organisation)s") % {"organisation": organisation}
    return _("a participant of the network")


def one_call(user: Any, pk: int) -> Any:
    """Return a call as this reader sees it; None for what is not there for them."""
    found = with_facts(Call.objects.for_reader(user)).filter(pk=pk).first()
    if found is None:
        return None
    call = dressed(user, [found])[0]
    call.told_in = _update_of(user, call)
    return call


def _update_of(user: Any, call: Call) -> ProgressUpdate | None:
    """Return the update in which this was asked, as far as this reader may see it."""
    readable: Any = ProgressUpdate.objects.for_reader(user).standing()
    update = readable.filter(calls=call).select_related("coalition").first()
    return update if update and may_open_log(user, update.coalition) else None


def answers_of(user: Any, call: Call) -> list[Any]:
    """Return the answers that are shown, each `signed` for this reader."""
    inside = bool(user.has_perm("coalitions.read_network"))
    answers = Answer.objects.filter(call=call).shown().select_related("author", "organisation")
    found: list[Any] = list(answers)
    for each in found:
        each.call = call
        each.signed = each.name or signed(each.author, each.organisation, inside)
        each.from_outside = bool(each.name)
        each.foreign = each.language if each.language != get_language() else ""
        each.may_go = user.has_perm("coalitions.take_away_answer", each)
    return found


def calls_of_coalition(user: Any, coalition: Any, most: int = 5) -> Sequence[Any]:
    """Return what a coalition seeks and asks now, for `coalitions/components/calls.html`."""
    found = Call.objects.for_reader(user).answerable(timezone.localdate())
    ours = with_facts(found.filter(coalition=coalition)).order_by("-created_at", "-pk")
    return dressed(user, ours[:most])


def who_can_help(request: Any, _language: str) -> dict[str, Any]:
    """Return the newest open calls that everybody may read: the page is the same for all."""
    public = Call.objects.filter(visibility=Visibility.PUBLIC)
    open_ones = public.answerable(timezone.localdate()).filter(state=CallState.OPEN)
    newest = with_facts(open_ones).order_by("-created_at", "-pk")[:ON_HOME]
    calls = dressed(_Anybody(), newest)
    return {"calls": calls} if calls else {}


class _Anybody:
    """A reader without rights, whoever happens to look."""

    def has_perm(self, _name: str, _thing: object = None) -> bool:
        return False


home_panels.register(
    "coalitions.calls", HomePanel("coalitions/panels/who_can_help.html", who_can_help, order=20)
)
