"""Which open calls suit a member, and whom a call suits: what is offered meets what is sought.

Words are compared as search compares them, so that "fietskoerier" meets "koeriers". A word that
stands in many calls says nothing about one of them.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from coalitions.models import Call
from coalitions.reads.calls import dressed, with_facts
from network.models import Member
from search.analysis import analyse

# How many calls are looked at, and how many are shown.
LATEST = 200
SHOWN = 3
# A word in more than one of four calls is too common, once there are enough of them to tell.
COMMON = 4
ENOUGH = 12
SHORTEST = 4

Words = dict[str, str]


@dataclass(frozen=True, slots=True)
class Fit:
    """A call that suits a member, and why in words."""

    call: Any
    reasons: list[str]
    weight: int


@dataclass(frozen=True, slots=True)
class Offer:
    """What a member or their organisation has to give: each with the words it is known by."""

    own: Words
    organisation: Words
    subjects: dict[str, set[str]]
    neighbourhoods: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Sought:
    """The words of a call; `subject` are those of what it is about, without the explanation."""

    words: set[str]
    subject: set[str]

    @classmethod
    def by(cls, call: Any, words: Words, common: set[str]) -> "_Sought":
        subject = words_of(_subject(call), call.language)
        return cls(words.keys() - common, subject.keys() - common)


def words_of(text: str, language: str) -> Words:
    """Return every normal form in a text that can tell something, with the word as written."""
    found: Words = {}
    for term in analyse(text, language):
        if term.stop:
            continue
        written = text[term.start : term.end]
        for form in (term.whole, *term.parts):
            if len(form) >= SHORTEST:
                found.setdefault(form, written)
    return found


def fitting(user: Any) -> list[Fit]:
    """Return the open calls that suit this member best; nothing for who offers nothing."""
    member = _members().filter(user=user).first()
    offer = _offer_of(member) if member else None
    if offer is None:
        return []
    calls = _candidates(user)
    texts = {call.pk: words_of(_text(call), call.language) for call in calls}
    common = _common(texts.values())
    fits = [_fit(call, _Sought.by(call, texts[call.pk], common), offer) for call in calls]
    best = sorted((fit for fit in fits if fit.weight), key=lambda fit: -fit.weight)
    return list(islice(best, SHOWN))


def suited(calls: Iterable[Call]) -> dict[int, list[Any]]:
    """Return the members whom each of these calls suits, by its number.

    For calls that the whole network may read. What members offer is read once for all of them.
    """
    latest = Call.objects.answerable(timezone.localdate()).order_by("-created_at", "-pk")
    common = _common([words_of(_text(each), each.language) for each in latest[:LATEST]])
    sought = {
        each: _Sought.by(each, words_of(_text(each), each.language), common) for each in calls
    }
    found: dict[int, list[Any]] = {call.pk: [] for call in sought}
    for member in _members().filter(user__is_active=True).iterator(chunk_size=500):
        offer = _offer_of(member)
        for call, words in sought.items():
            if offer and member.user_id != call.asked_by_id and _fit(call, words, offer).weight:
                found[call.pk].append(member.user)
    return found


def _members() -> QuerySet[Member]:
    related = Member.objects.select_related("user", "organisation", "neighbourhood")
    return related.prefetch_related("expertise", "organisation__neighbourhoods")


def _offer_of(member: Any) -> Offer | None:
    organisation = member.organisation
    subjects = {
        str(subject): {*words_of(subject.label_nl, "nl"), *words_of(subject.label_en, "en")}
        for subject in member.expertise.all()
    }
    near = {member.neighbourhood_id}
    if organisation:
        near |= {each.pk for each in organisation.neighbourhoods.all()}
    own = _in_both(member.offers)
    theirs = _in_both(organisation.offers) if organisation else {}
    if not (own or theirs or subjects):
        return None
    return Offer(own, theirs, subjects, frozenset(pk for pk in near if pk))


def _in_both(text: str) -> Words:
    """Return the words of a text of which nobody said in which language it is."""
    return words_of(text, "en") | words_of(text, "nl")


def _candidates(user: Any) -> list[Any]:
    """Return what nobody answered yet and this member may: the latest, with what entries show."""
    found = Call.objects.for_reader(user).unanswered(timezone.localdate())
    others = found.exclude(asked_by=user)
    return dressed(user, with_facts(others).order_by("-created_at", "-pk")[:LATEST])


def _subject(call: Any) -> str:
    return f"{call.line}\n{call.theme.title if call.theme else ''}"


def _text(call: Any) -> str:
    return f"{_subject(call)}\n{call.details}"


def _common(texts: Iterable[Words]) -> set[str]:
    all_texts = list(texts)
    if len(all_texts) < ENOUGH:
        return set()
    counted = Counter(form for words in all_texts for form in words)
    return {form for form, count in counted.items() if count * COMMON > len(all_texts)}


def _fit(call: Any, sought: _Sought, offer: Offer) -> Fit:
    reasons, weight = [], 0
    if shared := _shared(offer.own, sought.words):
        reasons.append(_("You offer: %(words)s.") % {"words": _list(shared)})
        weight += 2 * len(shared)
    if shared := _shared(offer.organisation, sought.words):
        reasons.append(_("Your organisation offers: %(words)s.") % {"words": _list(shared)})
        weight += 2 * len(shared)
    known = [label for label, forms in offer.subjects.items() if forms & sought.subject]
    if known:
        reasons.append(_("You know much about: %(subjects)s.") % {"subjects": _list(known)})
        weight += 2 * len(known)
    if weight and call.neighbourhood_id in offer.neighbourhoods:
        # Near by alone is no reason: whoever lives there need not have what is sought.
        reasons.append(_("It is in %(place)s, near you.") % {"place": call.neighbourhood})
        weight += 1
    return Fit(call, reasons, weight)


def _shared(offered: Words, sought: set[str]) -> list[str]:
    """Return the words of an offer that meet what is sought, as they were written."""
    return list(dict.fromkeys(offered[form] for form in offered if form in sought))[:3]


def _list(words: list[str]) -> str:
    return get_text_list([f"“{word}”" for word in words], _("and"))
