"""What of the knowledge floor is loose, short, unfounded or not classified."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.editors.actions import actions
from cms.editors.lists import lists
from cms.editors.services import run
from knowledge.enums import CheckAnswer, Gradation
from knowledge.models import Activity, ActivityCheck, PageSource, PageTheme, TargetGroup
from network.enums import Role
from tests.factories import (
    ActivityFactory,
    GuidanceFactory,
    LessonFactory,
    OrganisationFactory,
    PracticeFactory,
    SourceFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


def on(name: str) -> set[str]:
    return set(lists[name].pages().values_list("title", flat=True))


def test_what_nothing_leads_to_is_orphaned(home: Any) -> None:
    linked, _alone = ActivityFactory(title="Met les"), ActivityFactory(title="Alleen")
    LessonFactory(title="Les", activities=[linked])
    PracticeFactory(title="Los voorbeeld")
    practice = PracticeFactory(title="Vast voorbeeld", activities=[linked])
    GuidanceFactory(title="Los antwoord")
    GuidanceFactory(title="Vast antwoord", practices=[practice])
    assert on("orphaned") == {"Alleen", "Los voorbeeld", "Los antwoord"}


def test_a_lesson_without_an_activity_is_loose(home: Any) -> None:
    LessonFactory(title="Vast", activities=[ActivityFactory()])
    LessonFactory(title="Los")
    LessonFactory(title="Concept", live=False)
    assert on("loose_lessons") == {"Los"}


def test_a_practice_with_two_of_six_fields_is_only_a_start(home: Any) -> None:
    PracticeFactory(title="Begin", goal="<p>x</p>", audience="<p>x</p>")
    PracticeFactory(title="Half", goal="<p>x</p>", audience="<p>x</p>", approach="<p>x</p>")
    ActivityFactory(title="Zonder tekst")
    ActivityFactory(title="Met tekst", body=[("text", "<p>Er is koffie.</p>")])
    assert on("stubs") == {"Begin", "Zonder tekst"}


def test_guidance_and_practices_without_a_source_are_listed(home: Any) -> None:
    founded = GuidanceFactory(title="Met bron")
    PageSource.objects.create(page=founded, source=SourceFactory(title="Boek"))
    GuidanceFactory(title="Zonder bron")
    PracticeFactory(title="Voorbeeld zonder bron")
    ActivityFactory(title="Activiteit")
    assert on("sources") == {"Zonder bron", "Voorbeeld zonder bron"}


def test_what_filters_leave_out_is_not_classified(home: Any) -> None:
    theme = ThemeFactory(title="Rouw")
    full = ActivityFactory(title="Vindbaar", gradations=[Gradation.MILD])
    PageTheme.objects.create(page=full, theme=theme)
    half = ActivityFactory(title="Zonder gradatie")
    PageTheme.objects.create(page=half, theme=theme)
    ActivityFactory(title="Zonder onderwerp", gradations=[Gradation.MILD])
    assert on("unclassified") == {"Zonder gradatie", "Zonder onderwerp"}


def test_an_answer_of_an_organisation_is_on_the_desk(home: Any) -> None:
    page = ActivityFactory(title="Koffie")
    organisation: Any = OrganisationFactory()
    check = ActivityCheck.objects.create(
        translation_key=page.translation_key,
        organisation=organisation,
        answer=CheckAnswer.GONE,
    )
    assert on("answered") == {"Koffie"}
    check.answer = CheckAnswer.RIGHT
    check.save()
    assert on("answered") == set()


def test_many_pages_get_a_topic_at_once_also_in_their_drafts(home: Any, account: Any) -> None:
    editor, theme = account(Role.EDITOR), ThemeFactory(title="Rouw")
    page, guidance = ActivityFactory(), GuidanceFactory()
    draft = Activity.objects.get(pk=page.pk)
    draft.title = "Andere naam"
    draft.save_revision()
    done = run(actions["theme"], [page.page_ptr, guidance.page_ptr], theme, editor)
    assert (done.changed, done.left) == (2, 0)
    now = Activity.objects.get(pk=page.pk)
    assert [link.theme_id for link in now.theme_links.all()] == [theme.pk]
    kept: Any = now.get_latest_revision_as_object()
    assert kept.title == "Andere naam"
    assert [link.theme_id for link in kept.theme_links.all()] == [theme.pk]
    again = run(actions["theme"], [now.page_ptr], theme, editor)
    assert (again.changed, again.left) == (0, 1)


def test_a_target_group_is_added_to_what_has_them(home: Any, account: Any) -> None:
    editor = account(Role.EDITOR)
    group = TargetGroup.objects.create(code="mantelzorgers", label_nl="Mantelzorgers")
    page, lesson = PracticeFactory(), LessonFactory()
    client = Client()
    client.force_login(editor)
    sent = {"action": "target_group", "pages": [page.pk, lesson.pk], "sure": "1"}
    client.post(reverse("editors_bulk"), {**sent, "choice": str(group.pk), "list": "unclassified"})
    page.refresh_from_db()
    assert [each.code for each in page.specific.target_groups.all()] == ["mantelzorgers"]


def test_who_may_not_publish_gives_no_topic(home: Any, account: Any) -> None:
    page = ActivityFactory()
    done = run(actions["theme"], [page.page_ptr], ThemeFactory(), account(Role.COORDINATOR))
    assert (done.changed, done.left) == (0, 1)
    assert not PageTheme.objects.exists()
