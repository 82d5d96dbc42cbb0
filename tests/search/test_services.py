from typing import Any

import pytest
from wagtail.models import Locale, PageViewRestriction

from cms.models import HomePage
from search import services
from search.access import ANYBODY
from search.asking import ask
from search.documents import Entity, sources
from search.engines import get_engine
from search.engines.contract import Delete, Put
from search.models import Dirty
from search.pages import PageSource
from tests import factories

pytestmark = pytest.mark.django_db


def titles(text: str, language: str = "nl") -> list[str]:
    return [group.lead.title for group in ask(text, language, ANYBODY).groups]


@pytest.fixture
def indexed(home: HomePage, engine: Any) -> Any:
    """An activity with a lesson, in database and index."""
    activity = factories.ActivityFactory(title="Soepdag", place="In de flat")
    factories.LessonFactory(title="Bel eerst aan", activities=[activity])
    services.drain_all()
    return activity


def test_what_was_published_is_found_after_draining(indexed: Any) -> None:
    assert titles("soepdag") == ["Soepdag"]
    assert titles("bellen") == ["Soepdag"]
    assert not services.pending()


def test_what_was_unpublished_is_no_longer_found_and_its_lessons_stand_alone(
    indexed: Any,
) -> None:
    indexed.unpublish()
    assert services.pending()
    services.drain_all()
    assert titles("soepdag") == []
    assert titles("bellen") == ["Bel eerst aan"]


def test_a_deleted_page_leaves_nothing_behind(indexed: Any) -> None:
    indexed.delete()
    services.drain_all()
    assert not [key for key, _version in get_engine().versions() if key.startswith("activity")]


def test_a_page_under_a_restriction_is_not_public(indexed: Any) -> None:
    PageViewRestriction.objects.create(
        page=indexed.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    services.drain_all()
    assert titles("soepdag") == []
    signed_in = ANYBODY | {"signed-in"}
    assert [group.lead.title for group in ask("soepdag", "nl", signed_in).groups] == ["Soepdag"]


def test_a_page_behind_a_shared_password_is_in_no_index(indexed: Any) -> None:
    PageViewRestriction.objects.create(
        page=indexed.get_parent(), restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    services.drain_all()
    assert not [key for key, _version in get_engine().versions() if key.startswith("activity")]


def test_a_mark_set_while_draining_is_not_lost(
    indexed: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexed.save()
    engine = get_engine()
    apply = engine.apply

    def slow(operations: list[Put | Delete]) -> None:
        apply(operations)
        indexed.save()

    monkeypatch.setattr(engine, "apply", slow)
    services.drain()
    monkeypatch.undo()
    assert {row.entity.kind for row in Dirty.objects.all()} == {"activity", "lesson"}


def test_a_drainer_that_dies_leaves_the_rows(indexed: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    indexed.save()
    waiting = Dirty.objects.count()

    def dies(operations: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(get_engine(), "apply", dies)
    with pytest.raises(KeyboardInterrupt):
        services.drain()
    assert Dirty.objects.count() == waiting


def test_rows_wait_while_another_process_writes_or_the_index_is_missing(
    indexed: Any, settings: Any, tmp_path: Any
) -> None:
    indexed.save()
    engine: Any = get_engine()
    with engine.folder.writing():
        assert services.drain() == 0
    settings.SEARCH_INDEX_DIR = tmp_path / "elsewhere"
    assert services.drain_all() == 0
    assert services.pending()


def test_an_entity_that_cannot_be_read_does_not_keep_the_others_waiting(
    indexed: Any, monkeypatch: pytest.MonkeyPatch, caplog: Any
) -> None:
    poisoned = factories.ActivityFactory(title="Kapot")
    whole = PageSource._text

    def text(self: Any, page: Any, *rest: Any) -> Any:
        if page.pk == poisoned.pk:
            raise ValueError("a text that cannot be read")
        return whole(self, page, *rest)

    monkeypatch.setattr(PageSource, "_text", text)
    factories.ActivityFactory(title="Leesgroep")
    services.drain_all()
    assert titles("leesgroep") == ["Leesgroep"]
    assert [row.key for row in Dirty.objects.all()] == [str(poisoned.translation_key)]
    assert "cannot be indexed" in caplog.text


def test_draining_takes_no_more_than_its_limit(indexed: Any) -> None:
    for number in range(5):
        factories.ActivityFactory(title=f"Wandelgroep {number}")
    assert services.drain(limit=2) == 2
    assert Dirty.objects.count() == 3
    assert services.drain_all() == 3


def test_healing_mends_what_is_missing_stale_phantom_and_double(indexed: Any, make: Any) -> None:
    engine = get_engine()
    missing = factories.ActivityFactory(title="Vergeten groep")
    stale = factories.ActivityFactory(title="Oude naam")
    services.drain_all()
    engine.apply([Delete(Entity("activity", str(missing.translation_key)))])
    type(stale).objects.filter(pk=stale.pk).update(title="Nieuwe naam")
    engine.apply([Put(one) for one in make("activity", "00000000", "Spook")])
    found = services.drift()
    assert {len(found.missing), len(found.stale), len(found.phantom)} == {1}
    services.heal()
    assert not services.drift().keys
    assert titles("nieuwe naam") == ["Nieuwe naam"]
    assert titles("spook") == []
    document = next(iter(sources["activity"].build([str(stale.translation_key)])))
    engine.rebuild([*services.documents(), document])
    assert services.drift().stale == {document.key}
    services.heal()
    assert not services.drift().keys


def test_rebuilding_gives_every_text_once_in_each_of_its_languages(
    indexed: Any, english_home: HomePage
) -> None:
    english = Locale.objects.get(language_code="en")
    indexed.get_parent().specific.copy_for_translation(english).save_revision().publish()
    translated = indexed.copy_for_translation(english)
    translated.title = "Soup day"
    translated.save_revision().publish()
    count = services.rebuild()
    keys = [key for key, _version in get_engine().versions()]
    assert len(keys) == len(set(keys)) == count
    assert f"activity:{indexed.translation_key}:en" in keys
    assert titles("soup", "en") == ["Soup day"]


def test_an_alias_is_no_document_but_an_address(indexed: Any, english_home: HomePage) -> None:
    english = Locale.objects.get(language_code="en")
    indexed.get_parent().specific.copy_for_translation(english).save_revision().publish()
    alias = indexed.copy_for_translation(english, alias=True)
    services.drain_all()
    [document] = sources["activity"].build([str(indexed.translation_key)])
    assert document.language == "nl"
    assert document.addresses == {"en": alias.get_url()}


def test_the_queries_of_a_batch_do_not_grow_with_its_pages(
    home: HomePage, django_assert_max_num_queries: Any
) -> None:
    keys = []
    theme = factories.ThemeFactory()
    for number in range(12):
        activity = factories.ActivityFactory(title=f"Groep {number}")
        activity.neighbourhoods.add(factories.NeighbourhoodFactory())
        activity.theme_links.create(theme=theme)
        activity.tags.add(f"tag{number}")
        activity.save()
        keys.append(factories.LessonFactory(activities=[activity]).translation_key)
    activities = [
        str(key) for key in type(activity).objects.values_list("translation_key", flat=True)
    ]
    with django_assert_max_num_queries(14):
        assert len(list(sources["activity"].build(activities))) == 12
    with django_assert_max_num_queries(14):
        assert len(list(sources["lesson"].build([str(key) for key in keys]))) == 12


def test_the_status_tells_what_waits_and_what_differs(indexed: Any) -> None:
    status = services.status(thorough=True)
    assert status.drift is not None
    assert (status.health.documents, status.pending, status.drift.keys) == (2, 0, frozenset())
    indexed.save()
    assert services.status().pending == 2
    assert services.status().oldest is not None
