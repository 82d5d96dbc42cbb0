"""The search page: works without JavaScript; htmx only replaces a part of it sooner."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, get_language_info, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search.access import access_of
from search.asking import Answer, ask
from search.engines.contract import EngineError
from search.facets import KIND
from search.forms import Asked


@dataclass(frozen=True, slots=True)
class Tab:
    """One kind of result, as a link."""

    label: str
    count: int
    address: str
    current: bool


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What another language holds for the same words."""

    code: str
    name: str
    count: int
    address: str


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Answer a search, or tell how to search; when the index rests, say so."""
    asked = Asked.read(request.GET)
    language = get_language() or settings.LANGUAGE_CODE
    context: dict[str, Any] = {"asked": asked, "query": asked.text, "resting": False}
    if not asked.is_empty:
        try:
            answer = ask(
                asked.text,
                language,
                access_of(request.user),
                asked.filters,
                asked.page,
                other_languages=tuple(code for code, _name in settings.LANGUAGES),
            )
        except EngineError:
            context["resting"] = True
        else:
            context |= _shown(answer, asked)
    response = render(request, "search/search.html", context)
    response.headers["Cache-Control"] = "private, no-cache"
    return response


def _shown(answer: Answer, asked: Asked) -> dict[str, Any]:
    facets = [facet for facet in answer.facets if facet.name != KIND and facet.values]
    return {
        "answer": answer,
        "tabs": _tabs(answer, asked),
        "facets": facets,
        "narrowed": bool(asked.filters),
        "clear": asked.without_choices().query(),
        "meant": asked.with_text(answer.did_you_mean).query() if answer.did_you_mean else "",
        "previous": asked.on_page(answer.page - 1).query() if answer.page > 1 else "",
        "next": asked.on_page(answer.page + 1).query() if answer.has_next else "",
        "elsewhere": [
            Elsewhere(code, _own_name(code), count, _address(code) + asked.of_kind("").query())
            for code, count in answer.elsewhere.items()
        ],
    }


def _tabs(answer: Answer, asked: Asked) -> list[Tab]:
    kinds = next((facet.values for facet in answer.facets if facet.name == KIND), ())
    if not kinds:
        return []
    everything = sum(kind.count for kind in kinds)
    tabs = [Tab(_("Everything"), everything, asked.of_kind("").query(), not asked.kind)]
    for kind in kinds:
        tabs.append(Tab(kind.label, kind.count, asked.of_kind(kind.value).query(), kind.selected))
    return tabs


def _own_name(code: str) -> str:
    return str(get_language_info(code)["name_local"])


def _address(language: str) -> str:
    with override(language):
        return reverse("search")
