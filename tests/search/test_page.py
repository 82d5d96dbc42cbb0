"""The search page and the API: what they show, and that no input breaks them."""

import json
from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from cms.models import HomePage
from network.enums import Role
from search import services
from search.access import access_of
from tests import factories

pytestmark = pytest.mark.django_db

HOSTILE = [
    '"',
    "\x00",
    "x" * 10_000,
    "woord " * 3_000,
    "de het een van",
    "😀 🎉",
    'a" AND b',
    "*:*",
    "title:(foo OR",
    "../../etc/passwd",
    "<script>alert(1)</script>",
    "'; DROP TABLE search_dirty; --",
    "\ud7ff\uffff\u202e",
    "%00%ff",
    "-",
    "‘’“”",
]


class Marks(HTMLParser):
    """Collects the tags of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def tags_of(response: Any) -> list[tuple[str, dict[str, str | None]]]:
    parser = Marks()
    parser.feed(response.content.decode())
    return parser.tags


@pytest.fixture
def site(home: HomePage, engine: Any) -> HomePage:
    """A site with two activities and a lesson that are indexed."""
    soup = factories.ActivityFactory(title="Soepdag")
    walk = factories.ActivityFactory(title="Wandelgroep")
    walk.neighbourhoods.add(factories.NeighbourhoodFactory())
    walk.save()
    factories.LessonFactory(title="Bel eerst aan", activities=[soup])
    factories.LessonFactory(title="Loop langs de flat", activities=[walk], failed=True)
    services.drain_all()
    return home


def test_the_address_is_in_the_language_of_the_page(site: HomePage, client: Client) -> None:
    assert client.get("/nl/zoeken/").status_code == 200
    assert client.get("/en/search/").status_code == 200
    assert client.get("/nl/search/").status_code == 404


def test_a_hit_on_a_lesson_shows_the_activity_above_it(site: HomePage, client: Client) -> None:
    response = client.get("/nl/zoeken/", {"q": "bellen"})
    content = response.content.decode()
    assert content.index("Soepdag</a>") < content.index("Bel eerst aan</a>")
    assert response["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
@pytest.mark.parametrize("address", ["/nl/zoeken/", "/en/search/", "/api/search"])
def test_no_input_breaks_page_or_api(
    site: HomePage, client: Client, address: str, text: str
) -> None:
    response = client.get(address, {"q": text, "theme": text, "kind": text})
    assert response.status_code == 200
    if response["Content-Type"].startswith("text/html"):
        assert b"<script>alert" not in response.content


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999999999999", "1.5", ""])
def test_a_page_number_that_makes_no_sense_is_the_first_page(
    site: HomePage, client: Client, page: str
) -> None:
    assert client.get("/nl/zoeken/", {"q": "soepdag", "page": page}).status_code == 200


@pytest.mark.parametrize("query", ["de het een", '"', "😀"])
def test_a_search_without_a_subject_gets_help(site: HomePage, client: Client, query: str) -> None:
    response = client.get("/nl/zoeken/", {"q": query})
    assert not response.context["answer"].understood
    assert "search/components/tips.html" in [template.name for template in response.templates]


def test_without_a_question_there_are_tips_and_no_results(site: HomePage, client: Client) -> None:
    response = client.get("/nl/zoeken/")
    assert "answer" not in response.context
    assert ("input", "search") in [(tag, found.get("type")) for tag, found in tags_of(response)]


def test_a_choice_without_words_shows_what_it_holds(site: HomePage, client: Client) -> None:
    response = client.get("/nl/zoeken/", {"neighbourhood": "overvecht"})
    assert response.context["answer"].total == 2
    [box] = [found for tag, found in tags_of(response) if found.get("name") == "neighbourhood"]
    assert "checked" in box


def test_a_wrong_spelling_leads_to_the_right_one(site: HomePage, client: Client) -> None:
    response = client.get("/nl/zoeken/", {"q": "soepdagg"})
    assert response.context["answer"].did_you_mean == "soepdag"
    assert ("a", "?q=soepdag") in [(tag, found.get("href")) for tag, found in tags_of(response)]


def test_kinds_are_links_that_keep_the_words(site: HomePage, client: Client) -> None:
    response = client.get("/nl/zoeken/", {"q": "soepdag wandelgroep", "kind": "lesson"})
    tabs = response.context["tabs"]
    assert [tab.current for tab in tabs].count(True) == 1
    assert all("q=soepdag" in tab.address for tab in tabs)


def test_a_search_that_finds_nothing_tells_what_the_other_language_holds(
    site: HomePage, client: Client
) -> None:
    response = client.get("/en/search/", {"q": "Soepdag"})
    [other] = response.context["elsewhere"]
    assert (other.code, other.count) == ("nl", 2)
    assert other.address == "/nl/zoeken/?q=Soepdag"


def test_every_field_of_the_form_has_a_label(site: HomePage, client: Client) -> None:
    tags = tags_of(client.get("/nl/zoeken/", {"q": "soepdag"}))
    labelled = {found.get("for") for tag, found in tags if tag == "label"}
    fields = [found for tag, found in tags if tag == "input" and found.get("type") != "hidden"]
    assert fields
    assert all(found.get("id") in labelled for found in fields)
    assert not [found for _tag, found in tags if "style" in found]


def test_the_number_of_queries_does_not_grow_with_the_results(
    site: HomePage, client: Client, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get("/nl/zoeken/", {"q": "groep"})
        return len(captured)

    queries()
    before = queries()
    for number in range(12):
        activity = factories.ActivityFactory(title=f"Leesgroep {number}")
        factories.LessonFactory(title=f"Groep {number} leest", activities=[activity])
    services.drain_all()
    # The frame of every page is read anew once a page was added.
    queries()
    assert queries() == before


def test_without_an_index_page_and_api_say_that_search_rests(
    site: HomePage, client: Client, settings: Any, tmp_path: Any
) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "gone"
    page = client.get("/nl/zoeken/", {"q": "soep"})
    assert (page.status_code, page.context["resting"]) == (200, True)
    answer = client.get("/api/search", {"q": "soep"}).json()
    assert (answer["engine"], answer["groups"]) == ("resting", [])
    with pytest.raises(CommandError):
        call_command("search", "status")
    call_command("search", "rebuild")
    assert client.get("/api/search", {"q": "soepdag"}).json()["total"] == 2


def test_the_api_answers_with_the_agreed_shape(site: HomePage, client: Client) -> None:
    answer = client.get("/api/search", {"q": "bellen", "lang": "nl", "page": "1"}).json()
    assert set(answer) == {
        "query", "total", "groups", "facets", "did_you_mean", "engine", "ms"
    }  # fmt: skip
    [group] = answer["groups"]
    assert set(group) == {"lead", "hits"}
    assert set(group["lead"]) == {"key", "kind", "title", "url"}
    assert set(group["hits"][0]) == {"key", "kind", "title", "url", "score", "snippets"}
    assert {"value", "label", "count"} == set(answer["facets"]["verdict"][0])
    assert (answer["total"], answer["engine"], answer["did_you_mean"]) == (1, "embedded", None)


def test_the_api_narrows_down_like_the_page(site: HomePage, client: Client) -> None:
    chosen: dict[str, Any] = {"q": "", "verdict": ["did_not_work", "works"], "kind": "lesson"}
    page = client.get("/nl/zoeken/", chosen).context["answer"]
    answer = client.get("/api/search", chosen).json()
    assert answer["total"] == page.total == 2
    assert [group["lead"]["key"] for group in answer["groups"]] == [
        group.lead.key for group in page.groups
    ]
    with override("nl"):
        labels = {value["label"] for value in answer["facets"]["verdict"]}
    assert len(labels) == 2


def test_the_api_refuses_a_language_it_does_not_have(site: HomePage, client: Client) -> None:
    assert client.get("/api/search", {"q": "x", "lang": "fr"}).status_code == 422


def test_the_api_is_described_without_a_page_that_loads_script_from_elsewhere(
    site: HomePage, client: Client
) -> None:
    description = json.loads(client.get("/api/openapi.json").content)
    names = {found["name"] for found in description["paths"]["/api/search"]["get"]["parameters"]}
    assert {"q", "lang", "page", "theme", "neighbourhood"} <= names
    assert client.get("/api/docs").status_code == 404


def test_members_find_what_is_for_members_only(
    site: HomePage, client: Client, account: Any
) -> None:
    activity = factories.ActivityFactory(title="Besloten kring")
    PageViewRestriction.objects.create(page=activity, restriction_type=PageViewRestriction.LOGIN)
    services.drain_all()
    assert client.get("/api/search", {"q": "besloten kring"}).json()["total"] == 0
    client.force_login(account(Role.MEMBER))
    assert client.get("/api/search", {"q": "besloten kring"}).json()["total"] == 1


def test_a_visitor_carries_one_key_and_a_member_those_of_the_groups(account: Any) -> None:
    member = account(Role.MEMBER)
    group = member.groups.get()
    assert access_of(AnonymousUser()) == {"public"}
    assert access_of(member) == {"public", "signed-in", f"group:{group.pk}"}


def test_the_command_heals(site: HomePage, engine: Any, capsys: Any) -> None:
    engine.rebuild([])
    call_command("search", "heal")
    assert "missing 4, stale 0, phantom 0" in capsys.readouterr().out
    call_command("search", "status")
    assert "drift      0" in capsys.readouterr().out
