"""What pages show, and that the number of queries does not grow with the content."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageViewRestriction

from cms.contexts import context_for
from cms.models import HomePage, PageCare, PlainPage
from knowledge.enums import Cost, EvidenceLevel, Verdict
from knowledge.models import (
    Guidance,
    GuidanceEvidence,
    Lesson,
    PageSource,
    PageTheme,
    TargetGroup,
    Theme,
)
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def request_for_page(rf: RequestFactory) -> Any:
    return rf.get("/")


def test_an_activity_shows_its_lessons_by_verdict_and_the_guidance_they_bear_on(
    home: HomePage, request_for_page: Any
) -> None:
    activity = factories.ActivityFactory()
    guidance = factories.GuidanceFactory()
    failed = factories.LessonFactory(failed=True, activities=[activity])
    worked = factories.LessonFactory(activities=[activity], supports=[guidance])
    factories.LessonFactory()

    context = context_for(activity, request_for_page)

    assert context["verdicts"] == [(Verdict.WORKS, [worked]), (Verdict.DID_NOT_WORK, [failed])]
    assert list(context["guidance"]) == [guidance]


def test_guidance_shows_lessons_for_and_against_apart(
    home: HomePage, request_for_page: Any
) -> None:
    guidance = factories.GuidanceFactory()
    activity = factories.ActivityFactory()
    pro = factories.LessonFactory(supports=[guidance], activities=[activity])
    contra = factories.LessonFactory(weakens=[guidance])

    context = context_for(guidance, request_for_page)

    assert context["lessons_for"] == [pro]
    assert context["lessons_against"] == [contra]
    assert context["lessons_for"][0].activity_list == [activity]


def test_a_theme_and_a_source_show_everything_that_points_at_them(
    home: HomePage, request_for_page: Any
) -> None:
    theme, source = factories.ThemeFactory(), factories.SourceFactory()
    practice = factories.PracticeFactory()
    lesson = factories.LessonFactory(learned_from=source)
    PageTheme.objects.create(page=practice, theme=theme)
    PageSource.objects.create(page=practice, source=source, reference="hoofdstuk 6")

    assert list(context_for(theme, request_for_page)["practices"]) == [practice]
    resting = context_for(source, request_for_page)
    assert list(resting["practices"]) == [practice]
    assert resting["lessons"] == [lesson]


def test_a_private_page_appears_nowhere_and_neither_does_what_is_below_it(
    home: HomePage, request_for_page: Any
) -> None:
    activity = factories.ActivityFactory()
    lesson = factories.LessonFactory(activities=[activity])
    PageViewRestriction.objects.create(
        page=lesson.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )

    assert context_for(activity, request_for_page)["verdicts"] == []


def test_the_alias_of_a_private_page_is_private_too(english_home: HomePage) -> None:
    lesson = factories.LessonFactory()
    lesson.copy_for_translation(english_home.locale, copy_parents=True, alias=True)
    assert Lesson.objects.shown_in("en").count() == 1

    PageViewRestriction.objects.create(
        page=lesson.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )

    assert Lesson.objects.shown_in("en").count() == 0


def test_an_unpublished_lesson_is_not_shown(home: HomePage, request_for_page: Any) -> None:
    activity = factories.ActivityFactory()
    lesson = factories.LessonFactory(activities=[activity])
    lesson.unpublish()

    assert context_for(activity, request_for_page)["verdicts"] == []


def test_a_translation_takes_its_facts_from_the_dutch_page(
    english_home: HomePage, request_for_page: Any
) -> None:
    organisation = factories.OrganisationFactory()
    activity = factories.ActivityFactory(price="free", providers=[])
    activity.providers.add(organisation)
    activity.save()
    english = activity.copy_for_translation(english_home.locale, copy_parents=True)
    english.price = "paid"
    english.save_revision().publish()

    context = context_for(english, request_for_page)

    assert context["facts"].price == "free"
    assert english.providers_list == [organisation]


def test_a_translation_names_its_sources_in_its_own_language(
    english_home: HomePage, request_for_page: Any
) -> None:
    practice, source = factories.PracticeFactory(), factories.SourceFactory(title="Verslag")
    PageSource.objects.create(page=practice, source=source, reference="bladzijde 3")
    english_source = source.copy_for_translation(english_home.locale, copy_parents=True)
    english_source.title = "Report"
    english_source.save_revision().publish()
    english = practice.copy_for_translation(english_home.locale, copy_parents=True)
    english.save_revision().publish()

    link = context_for(english, request_for_page)["sources"][0]

    assert (link.source.title, link.reference) == ("Report", "bladzijde 3")


def test_the_list_of_activities_says_when_each_was_last_confirmed(
    home: HomePage, client: Client
) -> None:
    activity = factories.ActivityFactory()
    PageCare.objects.create(
        translation_key=activity.translation_key, last_confirmed_on="2026-03-12"
    )

    results = client.get(activity.get_parent().url).context["results"].object_list

    assert str(results[0].care.last_confirmed_on) == "2026-03-12"


@pytest.mark.parametrize(
    "choice",
    [
        {"neighbourhood": "overvecht"},
        {"gradation": "severe"},
        {"threshold": ["free", "no_referral"]},
    ],
)
def test_the_list_of_activities_filters_by(
    choice: dict[str, Any], home: HomePage, client: Client
) -> None:
    place = factories.NeighbourhoodFactory()
    elsewhere = factories.NeighbourhoodFactory(code="zuid")
    wanted = factories.ActivityFactory(
        gradations=["severe"], price="free", referral_needed="no", title="Gezocht"
    )
    wanted.neighbourhoods.add(place)
    wanted.save()
    other = factories.ActivityFactory(gradations=["mild"], price="paid")
    other.neighbourhoods.add(elsewhere)
    other.save()

    results = client.get(wanted.get_parent().url, choice).context["results"].object_list

    assert [page.title for page in results] == ["Gezocht"]


def test_a_choice_that_does_not_exist_filters_nothing_and_is_said_so(
    home: HomePage, client: Client
) -> None:
    activity = factories.ActivityFactory()

    response = client.get(activity.get_parent().url, {"gradation": "nonsense", "page": "x"})

    assert response.status_code == 200
    assert len(response.context["results"].object_list) == 1
    assert "gradation" in response.context["form"].errors


def test_the_sheet_to_print_holds_the_whole_selection(home: HomePage, client: Client) -> None:
    activities = [factories.ActivityFactory() for _number in range(25)]

    response = client.get(activities[0].get_parent().url, {"sheet": "1"})

    assert len(response.context["activities"]) == 25
    assert "knowledge/activity_sheet.html" in [template.name for template in response.templates]


def _queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        assert client.get(url).status_code == 200
    assert len(queries) > 5, "nothing was counted"
    return len(queries)


def _grow(number: int) -> dict[str, Any]:
    """Make `number` lessons on one of each type, and return one of each."""
    activity, guidance = factories.ActivityFactory(), factories.GuidanceFactory()
    theme, source = factories.ThemeFactory(), factories.SourceFactory()
    practice = factories.PracticeFactory(activities=[activity])
    for _number in range(number):
        lesson = factories.LessonFactory(
            activities=[activity], supports=[guidance], learned_from=practice
        )
        PageTheme.objects.create(page=lesson, theme=theme)
        PageSource.objects.create(page=lesson, source=source)
        PageTheme.objects.create(page=factories.ActivityFactory(), theme=theme)
        PageSource.objects.create(page=factories.GuidanceFactory(), source=source)
    return {
        "activity": activity,
        "guidance": guidance,
        "lesson": lesson,
        "practice": practice,
        "theme": theme,
        "source": source,
    }


@pytest.mark.parametrize(
    "kind", ["activity", "guidance", "lesson", "practice", "theme", "source", "home"]
)
def test_the_number_of_queries_does_not_grow_with_the_content(
    kind: str, home: HomePage, client: Client
) -> None:
    few, many = _grow(2), _grow(9)
    pages = {"home": home}

    assert _queries(client, (pages.get(kind) or many[kind]).url) == _queries(
        client, (pages.get(kind) or few[kind]).url
    )


@pytest.mark.parametrize("kind", ["activity", "guidance", "lesson", "practice", "theme", "source"])
def test_the_number_of_queries_of_a_list_does_not_grow(
    kind: str, home: HomePage, client: Client
) -> None:
    url = _grow(2)[kind].get_parent().url
    before = _queries(client, url)
    _grow(6)

    assert _queries(client, url) == before


def test_a_theme_without_an_original_breaks_no_list(english_home: HomePage, client: Client) -> None:
    activity = factories.ActivityFactory()
    activity.copy_for_translation(english_home.locale, copy_parents=True, alias=True)
    themes = factories.ThemeFactory().get_parent()
    english_themes = themes.copy_for_translation(english_home.locale)
    english_themes.save_revision().publish()
    english_themes.add_child(
        instance=Theme(title="Only in English", slug="only", locale=english_home.locale)
    )

    assert (
        client.get(activity.get_parent().get_translation(english_home.locale).url).status_code
        == 200
    )


def test_lessons_on_a_translation_stand_under_the_verdict_of_the_original(
    english_home: HomePage, request_for_page: Any
) -> None:
    activity = factories.ActivityFactory()
    practice = factories.PracticeFactory()
    lesson = factories.LessonFactory(activities=[activity], learned_from=practice)
    english = [
        page.copy_for_translation(english_home.locale, copy_parents=True)
        for page in (activity, practice, lesson)
    ]
    for page in english:
        page.save_revision().publish()
    lesson.verdict = Verdict.DID_NOT_WORK
    lesson.save_revision().publish()

    for page in english[:2]:
        verdicts = context_for(page, request_for_page)["verdicts"]
        assert verdicts == [(Verdict.DID_NOT_WORK, [english[2]])]


def test_a_preview_shows_the_facts_of_the_draft(home: HomePage, request_for_page: Any) -> None:
    guidance = factories.GuidanceFactory()
    group = TargetGroup.objects.create(code="mantelzorgers", label_nl="Mantelzorgers")
    guidance.cost = Cost.LOW
    guidance.target_groups.set([group])
    draft = guidance.save_revision().as_object()

    context = context_for(draft, request_for_page)

    assert context["facts"].cost == Cost.LOW
    assert draft.target_groups_list == [group]


def test_the_preview_of_a_new_page_borrows_no_links_of_other_pages(
    home: HomePage, request_for_page: Any
) -> None:
    guidance = factories.GuidanceFactory()
    factories.ThemeFactory()
    factories.PracticeFactory()

    context = context_for(Guidance(title="Nieuw", locale=guidance.locale), request_for_page)

    assert not context["themes"]
    assert not context["practices"]


def test_a_private_practice_is_not_named_as_origin_in_either_language(
    english_home: HomePage, request_for_page: Any
) -> None:
    practice = factories.PracticeFactory()
    lesson = factories.LessonFactory(learned_from=practice)
    for page in (practice, lesson):
        page.copy_for_translation(english_home.locale, copy_parents=True, alias=True)
    PageViewRestriction.objects.create(page=practice, restriction_type=PageViewRestriction.LOGIN)

    for version in Lesson.objects.filter(translation_key=lesson.translation_key):
        assert context_for(version, request_for_page)["learned_from"] is None


def test_sources_without_a_year_come_last(home: HomePage, client: Client) -> None:
    undated, old = factories.SourceFactory(year=None), factories.SourceFactory(year=2018)
    new = factories.SourceFactory(year=2023)

    results = client.get(old.get_parent().url).context["results"].object_list

    assert list(results) == [new, old, undated]


def test_themes_and_sources_lead_to_each_other_and_pages_to_their_sources(
    home: HomePage, request_for_page: Any
) -> None:
    theme, source = factories.ThemeFactory(), factories.SourceFactory()
    plain = home.add_child(instance=PlainPage(title="Over ons", slug="over-ons"))
    PageTheme.objects.create(page=source, theme=theme)
    for page in (theme, plain):
        PageSource.objects.create(page=page, source=source)

    about_theme = context_for(theme, request_for_page)
    assert [row.source for row in about_theme["sources"]] == [source]
    assert list(about_theme["publications"]) == [source]
    assert [row.source for row in context_for(plain, request_for_page)["sources"]] == [source]
    resting = context_for(source, request_for_page)
    assert list(resting["themes"]) == [theme]
    assert list(resting["resting_themes"]) == [theme]
    assert list(resting["pages"]) == [plain]


@pytest.mark.parametrize(("valid_until", "lapsed"), [("2000-01-01", True), ("2999-01-01", False)])
def test_a_level_that_no_longer_holds_is_shown_as_lapsed(
    valid_until: str, lapsed: bool, home: HomePage, client: Client
) -> None:
    guidance = factories.GuidanceFactory()
    GuidanceEvidence.objects.create(
        guidance=guidance,
        level=EvidenceLevel.WELL_DESCRIBED,
        subject="Aanpak",
        given_by="Een databank",
        given_on="1999",
        valid_until=valid_until,
    )

    response = client.get(guidance.url)

    assert response.context["evidence"][0].lapsed is lapsed
    assert ("verlopen" in response.content.decode()) is lapsed
