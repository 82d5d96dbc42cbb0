"""The search in JSON, at /api/search; described at /api/openapi.json.

No page of documentation is served: the one django-ninja brings loads its script from elsewhere.
"""

from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.urls import path
from django.utils.translation import override
from ninja import NinjaAPI, Schema
from pydantic import Field

from search.access import access_of
from search.asking import Answer, FoundHit, ask
from search.engines.contract import EngineError
from search.facets import facets
from search.forms import Asked

api = NinjaAPI(title="Schakel", version="1", docs_url=None, urls_namespace="api")


class LeadOut(Schema):
    """What heads a group: an activity, or a text that stands alone."""

    key: str
    kind: str
    title: str
    url: str


class HitOut(LeadOut):
    """A text that was found; a score of 0 means that it came along with its activity."""

    score: float
    snippets: list[str]


class GroupOut(Schema):
    """A lead with what was found under it."""

    lead: LeadOut
    hits: list[HitOut]


class FacetValueOut(Schema):
    """One choice by which the search can be narrowed down."""

    value: str
    label: str
    count: int


class AnswerOut(Schema):
    """One page of a search. `total` counts distinct texts; `engine` is "resting" without one."""

    query: str
    total: int
    groups: list[GroupOut]
    facets: dict[str, list[FacetValueOut]]
    did_you_mean: str | None
    engine: str
    ms: float


def _facet_parameters() -> list[dict[str, Any]]:
    """Describe the facets, which the floors above register, for the OpenAPI document."""
    return [
        {
            "in": "query",
            "name": facet.name,
            "description": "Narrow down; may be given several times.",
            "required": False,
            "schema": {"type": "array", "items": {"type": "string"}},
        }
        for facet in facets
    ]


@api.get("/search", response=AnswerOut, openapi_extra={"parameters": _facet_parameters()})
def search(
    request: HttpRequest,
    q: str = "",
    lang: Literal["nl", "en"] = "nl",
    page: Annotated[int, Field(ge=1, le=50)] = 1,
) -> dict[str, Any]:
    """Search what the network knows. Snippets are HTML: escaped text with `<mark>`."""
    asked = Asked.read(request.GET)
    try:
        with override(lang):
            answer = ask(asked.text, lang, access_of(request.user), asked.filters, page)
    except EngineError:
        return _resting(asked.text)
    return _answer(answer)


def _resting(query: str) -> dict[str, Any]:
    return {
        "query": query,
        "total": 0,
        "groups": [],
        "facets": {},
        "did_you_mean": None,
        "engine": "resting",
        "ms": 0.0,
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "query": answer.query,
        "total": answer.total,
        "groups": [
            {
                "lead": {name: getattr(group.lead, name) for name in LeadOut.model_fields},
                "hits": [_hit(found) for found in group.all_hits],
            }
            for group in answer.groups
        ],
        "facets": {
            facet.name: [
                {"value": value.value, "label": value.label, "count": value.count}
                for value in facet.values
            ]
            for facet in answer.facets
        },
        "did_you_mean": answer.did_you_mean,
        "engine": answer.engine,
        "ms": answer.milliseconds,
    }


def _hit(found: FoundHit) -> dict[str, Any]:
    own = {name: getattr(found.hit, name) for name in (*LeadOut.model_fields, "score")}
    return own | {"snippets": [str(text) for text in found.snippets]}


urlpatterns = [path("", api.urls)]
