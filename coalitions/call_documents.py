"""Calls and questions in search, each found by whoever may read it.

What only a coalition may read is left out: a document knows roles, and taking part is none.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from coalitions.enums import CallKind, CallState, Visibility
from coalitions.models import Answer, Call
from knowledge.models import Theme
from network.enums import Role
from network.models import Neighbourhood
from search.documents import PUBLIC, Entity, IndexDocument, sources
from search.fanout import depend
from search.texts import Text

NAME = "call"
CALLED = {
    CallKind.CALL: {"nl": "oproep", "en": "call"},
    CallKind.QUESTION: {"nl": "vraag", "en": "question"},
}


class CallSource:
    """One document a call, in the language in which it was written, with its answers."""

    name = NAME
    label = _("Calls and questions")

    def keys(self) -> Iterable[str]:
        """Return the ids of what more than one coalition may read."""
        return [str(pk) for pk in _findable().values_list("pk", flat=True)]

    def build(self, keys: Sequence[str]) -> Iterator[IndexDocument]:
        """Yield the documents of these calls as they are now."""
        ids = [int(key) for key in keys if key.isascii() and key.isdecimal()]
        shown = Prefetch("answers", Answer.objects.shown(), to_attr="shown_answers")
        found = _findable().filter(pk__in=ids).select_related("theme", "neighbourhood")
        members = tuple(sorted(_member_marks()))
        for call in found.prefetch_related(shown):
            public = call.visibility == Visibility.PUBLIC
            yield _document(call, (PUBLIC,) if public else members)


def _findable() -> Any:
    wider = Call.objects.filter(visibility__in=[Visibility.PUBLIC, Visibility.NETWORK])
    return wider.exclude(state=CallState.WITHDRAWN)


def _member_marks() -> set[str]:
    """Return the keys of everybody who takes part: each role includes that of member."""
    groups = Group.objects.filter(name__in=Role.values).values_list("pk", flat=True)
    return {f"group:{pk}" for pk in groups}


def _document(call: Call, access: tuple[str, ...]) -> IndexDocument:
    entity = Entity(NAME, str(call.pk))
    addresses = {code: _address(call, code) for code, _name in settings.LANGUAGES}
    return IndexDocument(
        key=f"{entity}:{call.language}",
        entity=entity,
        language=call.language,
        text=_text(call),
        url=addresses.pop(call.language),
        addresses=addresses,
        is_lead=True,
        access=access,
        facets=_facets(call),
        date=timezone.localdate(call.created_at).isoformat(),
    )


def _address(call: Call, language: str) -> str:
    with override(language):
        return reverse("call", args=[call.pk])


def _text(call: Any) -> Text:
    answers = [answer.text for answer in call.shown_answers]
    words = [CALLED[call.kind].get(call.language, "")]
    if call.theme:
        words.append(call.theme.title)
    if call.neighbourhood:
        words += [call.neighbourhood.label_nl, call.neighbourhood.label_en]
    return Text(
        language=call.language,
        title=call.line,
        body="\n".join(filter(None, [call.details, *answers])),
        context="\n".join(words),
    )


def _facets(call: Any) -> dict[str, tuple[str, ...]]:
    facets: dict[str, tuple[str, ...]] = {}
    if call.theme:
        facets["theme"] = (call.theme.slug,)
    if call.neighbourhood:
        facets["neighbourhood"] = (call.neighbourhood.code,)
    return facets


def _about(thing: Any) -> list[Entity]:
    """Return the calls that carry the name of a theme or a neighbourhood."""
    return [Entity(NAME, str(pk)) for pk in thing.calls.values_list("pk", flat=True)]


sources.register(NAME, CallSource())
depend(Call, lambda call: [Entity(NAME, str(call.pk))])
depend(Answer, lambda answer: [Entity(NAME, str(answer.call_id))])
depend(Theme, _about)
depend(Neighbourhood, _about)
