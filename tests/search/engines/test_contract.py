"""What every engine must do; the same tests for each."""

from dataclasses import replace
from typing import Any

import pytest

from search.access import ANYBODY
from search.documents import Entity
from search.engines.contract import Delete, Engine, Group, Put, SearchRequest, SearchResponse
from search.query import parse

FACETS = ("kind", "theme", "target_group", "gradation", "neighbourhood", "verdict")


def find(engine: Engine, text: str, language: str = "nl", **special: Any) -> SearchResponse:
    request = SearchRequest(
        question=parse(text, language), access=special.pop("access", ANYBODY), facets=FACETS
    )
    return engine.search(replace(request, **special))


def leads(response: SearchResponse) -> list[str]:
    return [group.lead.title for group in response.groups]


def group_of(response: SearchResponse, title: str) -> Group:
    return next(group for group in response.groups if group.lead.title == title)


def test_a_lesson_brings_the_activity_it_was_learned_from(network: Engine) -> None:
    [group] = find(network, "fietskoerier").groups
    assert group.lead.title == "Maatjesprojecten"
    assert [hit.title for hit in group.hits if hit.score] == ["Fietskoeriers zien veel"]


def test_an_activity_brings_its_lessons_although_they_do_not_match(network: Engine) -> None:
    [group] = find(network, "burendag").groups
    assert [(hit.title, hit.score > 0) for hit in group.hits] == [
        ("Burendag", True),
        ("Begin klein", False),
    ]


def test_a_lesson_about_two_activities_stands_under_both_and_counts_once(network: Engine) -> None:
    response = find(network, "eenzaamheid")
    assert sorted(leads(response)) == ["Burendag", "Maatjesprojecten"]
    assert response.total == 1
    assert response.facets["theme"] == {"ontmoeting": 1, "vrijwilligers": 1}


def test_a_lesson_without_activity_is_its_own_lead(network: Engine) -> None:
    [group] = find(network, "folder").groups
    assert group.lead.title == "Een folder alleen werkt niet"
    assert [hit.key for hit in group.hits] == ["lesson:folder:nl"]


def test_a_compound_finds_its_parts_and_the_parts_find_the_compound(network: Engine) -> None:
    assert find(network, "eenzaamheidsaanpak").total == 1
    assert find(network, "koerier").total == 1
    assert find(network, "fiets koerier").total == 1


def test_every_word_must_be_found_in_one_document(network: Engine) -> None:
    assert find(network, "buren feest").total == 1
    assert find(network, "koerier feest").total == 0
    assert (
        find(network, "koerier feest", question=parse("koerier feest", "nl").relaxed(1)).total == 2
    )


def test_a_phrase_must_be_found_as_it_stands(network: Engine) -> None:
    assert find(network, '"vieren samen"').total == 1
    assert find(network, '"samen vieren"').total == 0


def test_the_selection_of_a_facet_narrows_the_hits_but_not_its_own_counts(network: Engine) -> None:
    everything = find(network, "").facets
    narrowed = find(network, "", filters={"theme": ("ontmoeting",)})
    assert narrowed.total == 3
    assert narrowed.facets["theme"] == everything["theme"]
    assert narrowed.facets["verdict"] == {"works": 1, "did_not_work": 1}
    both = find(network, "", filters={"theme": ("ontmoeting", "vervoer")})
    assert both.total == 4


def test_the_selection_of_a_kind_keeps_the_counts_of_the_other_kinds(network: Engine) -> None:
    response = find(network, "", filters={"kind": ("lesson",)})
    assert response.total == 3
    assert response.facets["kind"] == {"lesson": 3, "activity": 2, "guidance": 1}


def test_the_language_is_that_of_the_question(network: Engine) -> None:
    assert leads(find(network, "people", "en")) == ["Reach older people at home"]
    assert find(network, "people", "nl").total == 0


def test_an_activity_without_translation_leads_from_its_address_in_that_language(
    network: Engine,
) -> None:
    [group] = find(network, "volunteers", "en").groups
    assert (group.lead.title, group.lead.language) == ("Maatjesprojecten", "nl")
    assert group.lead.url == "/en/maatjes/"
    assert [hit.title for hit in group.hits] == ["Ask volunteers what they like"]


@pytest.mark.parametrize("channel", ["search", "facets", "suggest", "similar", "vocabulary"])
def test_what_is_not_open_shows_in_no_channel(engine: Engine, make: Any, channel: str) -> None:
    members = ("signed-in",)
    engine.rebuild(
        [
            *make(
                "activity",
                "geheim",
                "Geheime burendag",
                "Stil feest.",
                access=members,
                facets={"theme": ("stil",)},
            ),
            *make("activity", "open", "Open burendag", "Groot feest."),
        ]
    )

    def seen(access: frozenset[str]) -> list[str]:
        found = {
            "search": lambda: leads(find(engine, "burendag", access=access)),
            "facets": lambda: list(find(engine, "", access=access).facets["theme"]),
            "suggest": lambda: [hit.text for hit in engine.suggest("bur", "nl", access, 9)],
            "similar": lambda: [hit.title for hit in engine.similar("activity:open:nl", access, 9)],
            "vocabulary": lambda: [
                word for word in engine.vocabulary("nl", access).spellings if "geheim" in word
            ],
        }
        return found[channel]()

    assert seen(ANYBODY | {"signed-in"}) != seen(ANYBODY)
    assert not [word for word in seen(ANYBODY) if "eheim" in word or word == "stil"]


def test_the_lessons_of_a_closed_activity_stand_alone(engine: Engine, make: Any) -> None:
    engine.rebuild(
        [
            *make("activity", "geheim", "Geheim", access=("signed-in",)),
            *make("lesson", "les", "Een open les", under=["geheim"]),
        ]
    )
    [group] = find(engine, "les").groups
    assert group.lead.title == "Een open les"


def test_put_replaces_and_delete_takes_every_copy_out(network: Engine, make: Any) -> None:
    network.apply([Put(document) for document in make("activity", "burendag", "Straatfeest")])
    assert leads(find(network, "straatfeest")) == ["Straatfeest"]
    assert "Burendag" not in leads(find(network, "burendag"))
    network.apply([Delete(Entity("lesson", "klein"))])
    assert find(network, "eenzaamheid").total == 0
    network.apply([Delete(Entity("lesson", "klein"))])


def test_versions_name_every_document_and_change_with_its_content(
    network: Engine, make: Any
) -> None:
    before = dict(network.versions())
    assert len(before) == 9
    network.apply(
        [Put(document) for document in make("activity", "burendag", "Burendag", "Anders.")]
    )
    after = dict(network.versions())
    assert {key for key in before if before[key] != after[key]} == {"activity:burendag:nl"}


def test_pages_hold_every_group_once(engine: Engine, make: Any) -> None:
    engine.rebuild(
        [
            document
            for number in range(25)
            for document in (
                *make("activity", f"a{number}", f"Wandelgroep {number}"),
                *make("lesson", f"l{number}", f"Wandelen {number} helpt", under=[f"a{number}"]),
            )
        ]
    )
    pages = [find(engine, "wandelen", page=page) for page in (1, 2, 3, 4)]
    assert [len(page.groups) for page in pages] == [10, 10, 5, 0]
    assert [page.has_next for page in pages] == [True, True, False, False]
    assert len({group.lead.key for page in pages for group in page.groups}) == 25
    assert {page.total for page in pages} == {50}


def test_a_group_with_many_lessons_shows_the_best_and_says_that_there_are_more(
    engine: Engine, make: Any
) -> None:
    lessons = [
        document
        for number in range(30)
        for document in make("lesson", f"l{number}", f"Les {number}", "Soep.", under=["soep"])
    ]
    engine.rebuild([*make("activity", "soep", "Soepdag"), *lessons])
    [group] = find(engine, "soepdag").groups
    assert len(group.hits) == 5
    assert group.more


def test_similar_leaves_out_the_document_itself(network: Engine) -> None:
    found = network.similar("lesson:klein:nl", ANYBODY, 3)
    assert found[0].title == "Burendag"
    assert "Begin klein" not in [hit.title for hit in found]
    assert network.similar("lesson:unknown:nl", ANYBODY, 3) == []


def test_suggestions_complete_the_last_word(network: Engine) -> None:
    assert [hit.text for hit in network.suggest("maa", "nl", ANYBODY, 5)] == ["Maatjesprojecten"]
    assert [hit.text for hit in network.suggest("een fol", "nl", ANYBODY, 5)] == []
    assert [hit.text for hit in network.suggest("folder al", "nl", ANYBODY, 5)] == [
        "Een folder alleen werkt niet"
    ]
    assert network.suggest("", "nl", ANYBODY, 5) == []


def test_health_counts_the_documents(network: Engine) -> None:
    health = network.health()
    assert (health.ok, health.documents) == (True, 9)
