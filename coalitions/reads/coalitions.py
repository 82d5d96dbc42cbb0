"""What the page of a coalition shows, in a fixed number of queries."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from cms.contexts import shown_on
from cms.notices.audience import Doors
from coalitions.enums import CoalitionStatus
from coalitions.models import Coalition, CoalitionPage, Participation
from coalitions.permissions import belongs_to, leads
from coalitions.reads.calls import calls_of_coalition
from coalitions.reads.people import PersonShown, people_shown
from coalitions.reads.plans import actions_of
from coalitions.reads.updates import log_of
from knowledge.models import Activity
from knowledge.reads.facts import sources_of, themes_of
from network.permissions import takes_part

UPDATES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Circle:
    """Who takes part in a coalition, as this reader may see it.

    Names are for members; visitors see the organisations, and how many people there are.
    """

    lead: PersonShown | None
    deputy: PersonShown | None
    participants: list[PersonShown]
    former: list[PersonShown]
    organisations: list[str]
    count: int


@dataclass(frozen=True, slots=True)
class Offer:
    """What this reader may do from the page of a coalition."""

    join: bool
    leave: bool
    post: bool
    manage: bool


def reader_of(request: HttpRequest) -> Any:
    """Return who looks; a preview may come without anybody."""
    return getattr(request, "user", None) or AnonymousUser()


@shown_on(CoalitionPage)
def coalition_context(page: CoalitionPage, request: HttpRequest) -> dict[str, Any]:
    """Return what the page of a coalition shows to this reader.

    `coalition` (the row, with `last_update`), `circle`, `offer`, `activities`, `themes`,
    `sources`, `updates` (with `more_updates` on request), `calls` and `actions`.
    """
    user, language = reader_of(request), page.locale.language_code
    row = row_of(page)
    updates, more_updates = _log(request, row)
    in_network = user.has_perm("coalitions.read_network")
    return {
        "coalition": row,
        "in_network": in_network,
        "circle": circle_of(row, in_network),
        "offer": offer_for(user, row, page),
        "activities": activities_of(row, language),
        "themes": themes_of(page, language),
        "sources": sources_of(page, language),
        "updates": updates,
        "more_updates": more_updates,
        "calls": calls_of_coalition(user, row),
        "actions": actions_of(row, user),
    }


def _log(request: HttpRequest, row: Coalition) -> tuple[list[Any], int]:
    """Return the updates on the page, and how many older ones `?log=all` would show."""
    updates = log_of(reader_of(request), row)
    if request.GET.get("log") == "all":
        return list(updates), 0
    return list(updates[:UPDATES_SHOWN]), max(0, updates.count() - UPDATES_SHOWN)


def row_of(page: CoalitionPage) -> Coalition:
    """Return the row of a page with `last_update`; made where there is none yet."""
    found: Coalition = Coalition.objects.with_last_update().get(pk=page.coalition.pk)
    return found


def circle_of(row: Coalition, in_network: bool) -> Circle:
    """Return who leads, takes part and took part; two queries."""
    rows = Participation.objects.filter(coalition=row).select_related("user", "organisation")
    all_rows = list(rows.order_by("joined_on", "pk"))
    accounts = {each.user_id for each in all_rows} | {row.lead_id, row.deputy_id}
    people = people_shown(accounts, in_network)
    heads = {row.lead_id, row.deputy_id}
    now = [each for each in all_rows if each.left_on is None]
    here = {each.user_id for each in now}
    gone = {each.user_id: each for each in all_rows if each.user_id not in here | heads}
    present = {each.user_id for each in now if each.user_id in people} | (heads & people.keys())
    return Circle(
        lead=people.get(row.lead_id or 0),
        deputy=people.get(row.deputy_id or 0),
        participants=_named([each for each in now if each.user_id not in heads], people),
        former=_named(gone.values(), people) if in_network else [],
        organisations=_organisations(now, [people[pk] for pk in heads if pk in people]),
        count=len(present),
    )


def _named(rows: Any, people: dict[int, PersonShown]) -> list[PersonShown]:
    """Return whoever is still known by name to this reader."""
    found = [people[each.user_id] for each in rows if each.user_id in people]
    return [person for person in found if person.name]


def _organisations(rows: list[Participation], heads: list[PersonShown]) -> list[str]:
    """Return each organisation that takes part once, by name."""
    names = {each.organisation.name for each in rows if each.organisation}
    names |= {person.organisation for person in heads if person.organisation}
    return sorted(names, key=str.casefold)


def offer_for(user: Any, row: Coalition, page: CoalitionPage) -> Offer:
    """Return what this reader may do; nothing on a page that nobody can open yet."""
    if not page.live or not user.is_authenticated:
        return Offer(join=False, leave=False, post=False, manage=False)
    inside, heads = belongs_to(user, row), leads(user, row)
    done = row.status == CoalitionStatus.COMPLETED
    member = takes_part(user)
    return Offer(
        join=member and not inside and not heads and not done,
        leave=inside and not heads,
        post=not done and user.has_perm("coalitions.post_update", row),
        manage=user.has_perm("coalitions.manage", row),
    )


def activities_of(row: Coalition, language: str) -> Any:
    """Return the activities that a coalition runs, as pages in `language`."""
    keys = row.activities.values("translation_key")
    return Activity.objects.shown_in(language).filter(translation_key__in=keys).order_by("title")


def open_coalition(user: Any, pk: int) -> Coalition | None:
    """Return a coalition whose page this account may open, or that it keeps; else None.

    A draft is there only for whoever manages it.
    """
    row: Coalition | None = Coalition.objects.select_related("lead", "deputy").filter(pk=pk).first()
    if row is None or row.page is None:
        return None
    if user.has_perm("coalitions.manage", row):
        return row
    return row if row.page.live and Doors().open_to(user, [row.page]) else None
