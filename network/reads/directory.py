"""Members and organisations, for members: found by words, narrowed by choices.

Words are compared here and not by the database: SQLite knows capitals of A to Z only, PostgreSQL
folds accents only with an extension, and both must find the same people. A city network has
hundreds of members; for two thousand this takes some hundredths of a second.
"""

from collections.abc import Iterable
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import get_language

from network.models import Member, Organisation
from network.reads.reach import name_of, reach_of
from search.analysis.folding import fold

PER_PAGE = 20
MEMBER_TEXTS = ("user__name", "organisation__name", "function", "introduction", "offers", "seeks")
ORGANISATION_TEXTS = ("name", "description", "offers", "seeks")


def listed_members() -> QuerySet[Member]:
    """Return everybody who takes part; an account that was switched off does not."""
    return Member.objects.filter(user__is_active=True)


def found_members(words: str, conditions: Iterable[Q]) -> list[int]:
    """Return who meets all conditions and whose texts hold all words, as ids by name."""
    members = listed_members().filter(*conditions).distinct()
    texts = _texts(members, MEMBER_TEXTS)
    if words:
        for pk, label in _expertise_labels():
            if pk in texts:
                texts[pk].append(label)
    return _matching(texts, words)


def found_organisations(words: str, conditions: Iterable[Q]) -> list[int]:
    """Return which organisations meet all conditions and hold all words, as ids by name."""
    organisations = Organisation.objects.filter(*conditions).distinct()
    return _matching(_texts(organisations, ORGANISATION_TEXTS), words)


def _texts(rows: QuerySet[Any], fields: tuple[str, ...]) -> dict[int, list[str]]:
    """Return the texts of each row by its id, the name first."""
    found = rows.order_by().values_list("pk", *fields)
    return {pk: [text or "" for text in texts] for pk, *texts in found}


def _expertise_labels() -> Iterable[tuple[int, str]]:
    label = "label_en" if get_language() == "en" else "label_nl"
    return Member.expertise.through.objects.values_list("member_id", f"subject__{label}")


def _matching(texts: dict[int, list[str]], words: str) -> list[int]:
    wanted = fold(words).split()
    folded = {pk: fold(" \n ".join(parts)) for pk, parts in texts.items()}
    hits = [pk for pk, text in folded.items() if all(word in text for word in wanted)]
    return sorted(hits, key=lambda pk: (fold(texts[pk][0]), pk))


def one_page(ids: list[int], number: str | None) -> Page[int]:
    """Return a page of what was found; a number that is no page gives the nearest one."""
    return Paginator(ids, PER_PAGE).get_page(number)


def shown_members(ids: Iterable[int]) -> list[Member]:
    """Return these members in this order, each with its `reach` for another member."""
    return _in_order(ids, with_facts(listed_members()))


def shown_organisations(ids: Iterable[int]) -> list[Organisation]:
    """Return these organisations in this order, each with its `reach` for a member."""
    return _in_order(ids, Organisation.objects.prefetch_related("neighbourhoods"))


def _in_order(ids: Iterable[int], rows: QuerySet[Any]) -> list[Any]:
    wanted = list(ids)
    found = {row.pk: row for row in rows.filter(pk__in=wanted)}
    return [with_reach(found[pk]) for pk in wanted if pk in found]


def with_reach(thing: Any) -> Any:
    """Give a member or organisation the `reach` and `shown_name` that another member sees."""
    thing.reach = reach_of(thing, in_network=True)
    thing.shown_name = name_of(thing) if isinstance(thing, Member) else thing.name
    return thing


def with_facts(members: QuerySet[Member]) -> QuerySet[Member]:
    """Read along what an entry of the directory shows."""
    return members.select_related("user", "organisation", "neighbourhood").prefetch_related(
        "expertise"
    )


def one_member(pk: int) -> Member | None:
    """Return a member with all that others may know; None for who is not there any more."""
    facts = with_facts(listed_members()).prefetch_related("interests", "seats")
    member = facts.filter(pk=pk).first()
    return with_reach(member) if member else None


def one_organisation(code: str) -> Organisation | None:
    """Return an organisation with its `people`, in the order of their names.

    Who only says that they work there is not named on its page before somebody confirmed it.
    """
    confirmed = with_facts(listed_members().filter(organisation_claimed=False))
    people = Prefetch("members", confirmed, to_attr="people")
    found = Organisation.objects.prefetch_related("neighbourhoods", people)
    organisation = found.filter(code=code).first()
    if organisation is None:
        return None
    for member in organisation.people:
        with_reach(member)
    organisation.people.sort(key=lambda one: fold(one.shown_name))  # type: ignore[attr-defined]
    return with_reach(organisation)
