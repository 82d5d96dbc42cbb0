"""Does this exist already? Shown while somebody types, with what failed first."""

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from wagtail.models import PageViewRestriction

from knowledge.contributing.similar import similar_to
from knowledge.enums import TrialOutcome
from knowledge.models import Trial
from search.engines import get_engine
from search.services import documents
from tests.factories import ActivityFactory, GuidanceFactory, LessonFactory

pytestmark = pytest.mark.django_db

NOBODY = AnonymousUser()


@pytest.fixture
def buddies(lists: None, settings: Any, tmp_path: Path) -> Any:
    """An activity with buddies, of which two lessons tell, and what is kept private."""
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    activity = ActivityFactory.create(title="Maatjesproject", summary="Een maatje gaat mee.")
    LessonFactory.create(title="Aandacht helpt", activities=[activity])
    LessonFactory.create(title="Te veel beloven hielp niet", activities=[activity], failed=True)
    LessonFactory.create(title="Een concept", activities=[activity], failed=True, live=False)
    return activity


def _index() -> None:
    get_engine().rebuild(documents())


def test_a_new_idea_sees_what_exists_and_what_failed_first(buddies: Any) -> None:
    key = buddies.translation_key
    Trial.objects.create(key=key, translation_key=key, place="Oost", outcome=TrialOutcome.FAILED)
    _index()

    [found] = similar_to("Maatjes voor ouderen", NOBODY, "nl")

    assert found.page.title == "Maatjesproject"
    titles = [lesson.title for lesson in found.lessons]
    assert titles == ["Te veel beloven hielp niet", "Aandacht helpt"]
    assert (found.tried, found.failed) == (1, 1)


def test_nothing_private_is_shown_and_not_the_draft_itself(buddies: Any) -> None:
    hidden = GuidanceFactory.create(title="Maatjes geheim")
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    _index()

    assert [each.page.pk for each in similar_to("maatjes", NOBODY, "nl")] == [buddies.pk]
    assert similar_to("maatjes", NOBODY, "nl", without=buddies.translation_key) == []


@pytest.mark.parametrize("text", ["", "de", "   x  "])
def test_too_little_to_compare_finds_nothing(text: str, buddies: Any) -> None:
    assert similar_to(text, NOBODY, "nl") == []


def test_the_part_of_the_page_shows_it_while_somebody_types(buddies: Any, browser: Client) -> None:
    _index()

    shown = browser.get("/nl/toevoegen/lijkt-op/?title=maatje").content.decode()

    assert "Maatjesproject" in shown
    assert shown.index("Te veel beloven hielp niet") < shown.index("Aandacht helpt")


def test_without_script_it_is_shown_before_sending_in(
    buddies: Any, browser: Client, told: Any
) -> None:
    _index()
    told["title"] = "Maatjes in de wijk"

    answer = browser.post("/nl/toevoegen/voorbeeld/", {**told, "action": "next"}, follow=True)

    assert "Te veel beloven hielp niet" in answer.content.decode()


def test_adding_goes_on_while_search_rests(
    lists: None, settings: Any, tmp_path: Path, browser: Client, told: Any
) -> None:
    settings.SEARCH_INDEX_DIR = tmp_path / "nothing"

    answer = browser.post("/nl/toevoegen/voorbeeld/", {**told, "action": "next"}, follow=True)

    assert answer.status_code == 200
    assert answer.context["resting"]
