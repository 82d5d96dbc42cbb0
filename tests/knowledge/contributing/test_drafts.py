"""A member keeps a draft, sends it in, and nobody else gets at it."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from cms.desk import waiting
from knowledge.contributing.reads import drafts_of
from knowledge.models import Activity, Lesson, Practice
from network.enums import Role
from network.models import User
from tests.factories import ActivityFactory, LessonFactory, PracticeFactory, UserFactory

pytestmark = pytest.mark.django_db

NEW = "/nl/toevoegen/voorbeeld/"


def _the(model: Any, member: User) -> Any:
    return model.objects.get(owner=member)


def test_a_draft_is_kept_with_what_was_typed_and_read_by_nobody(
    browser: Client, member: User, told: Any, client: Client
) -> None:
    answer = browser.post(NEW, {**told, "action": "save"})

    page = _the(Practice, member)
    assert answer.headers["Location"] == f"/nl/concepten/{page.pk}/"
    assert not page.live
    assert page.title == "Soep op straat"
    assert "<ul><li>ui</li><li>prei</li></ul>" in page.approach
    assert [str(each) for each in page.organisations.all()] == ["Buurthuis Oost"]
    assert client.get(page.get_url()).status_code == 404


def test_what_looks_like_a_script_stays_text_wherever_the_draft_is_shown(
    browser: Client, member: User, told: Any
) -> None:
    told["title"] = "Soep <script>alert(2)</script>"
    browser.post(NEW, {**told, "action": "save"})
    page = _the(Practice, member)

    for part in ("", "insturen/", "bekijken/", "weggooien/"):
        shown = browser.get(f"/nl/concepten/{page.pk}/{part}").content.decode()
        assert "<script>alert" not in shown
        assert "&lt;script&gt;alert" in shown
    assert "<script>alert" not in browser.get("/nl/mijn/concepten/").content.decode()


def test_a_draft_that_is_kept_by_itself_stays_one_page_with_one_version(
    browser: Client, member: User, told: Any
) -> None:
    for text in ("We koken", "We koken samen", "We koken samen op straat"):
        answer = browser.post(NEW, {**told, "approach": text, "action": "autosave"})

    page = _the(Practice, member)
    assert answer.headers["HX-Replace-Url"] == f"/nl/concepten/{page.pk}/"
    assert page.revisions.count() == 1
    assert "op straat" in page.get_latest_revision_as_object().approach


def test_a_draft_without_a_name_is_kept_and_asks_for_one(
    browser: Client, member: User, told: Any
) -> None:
    browser.post(NEW, {**told, "title": "", "action": "autosave"})
    page = _the(Practice, member)

    form = browser.get(f"/nl/concepten/{page.pk}/").context["form"]
    browser.post(f"/nl/concepten/{page.pk}/insturen/")

    assert form["title"].value() == ""
    assert _the(Practice, member).current_workflow_state is None


def test_going_on_shows_what_was_typed_as_it_was_typed(
    browser: Client, member: User, told: Any
) -> None:
    told["approach"] = "Eén keer (2 * 3) per week.\nDaarna koffie."
    browser.post(NEW, {**told, "action": "save"})

    form = browser.get(f"/nl/concepten/{_the(Practice, member).pk}/").context["form"]

    assert form["approach"].value() == told["approach"]


def test_sending_in_starts_a_workflow_once(browser: Client, member: User, told: Any) -> None:
    answer = browser.post(NEW, {**told, "action": "next"})
    page = _the(Practice, member)
    assert answer.headers["Location"] == f"/nl/concepten/{page.pk}/insturen/"

    for _again in range(2):
        browser.post(f"/nl/concepten/{page.pk}/insturen/")

    page.refresh_from_db()
    assert page.slug == "soep-op-straat"
    assert page.workflow_states.count() == 1
    [draft] = drafts_of(member)
    assert draft.is_waiting


def test_what_comes_back_says_why_and_goes_in_again(
    browser: Client, member: User, told: Any, superuser: User
) -> None:
    browser.post(NEW, {**told, "action": "next"})
    page = _the(Practice, member)
    browser.post(f"/nl/concepten/{page.pk}/insturen/")
    step = _the(Practice, member).current_workflow_task_state
    step.reject(user=superuser, comment="Voor wie <script>is dit?")

    [draft] = drafts_of(member)
    assert draft.is_sent_back
    sent_back = waiting["knowledge.sent_back"]
    assert sent_back.whom is not None
    assert sent_back.whom() == {member.pk}
    [item] = sent_back.items(member)
    assert item.address == f"/nl/concepten/{page.pk}/"
    assert (
        "Voor wie &lt;script&gt;is dit?"
        in browser.get(f"/nl/concepten/{page.pk}/").content.decode()
    )
    browser.post(f"/nl/concepten/{page.pk}/insturen/")

    [draft] = drafts_of(member)
    assert draft.is_waiting


def test_what_is_not_finished_is_not_sent_in(browser: Client, member: User, told: Any) -> None:
    answer = browser.post(NEW, {**told, "approach": "", "action": "next"})

    assert answer.status_code == 200
    assert answer.context["form"].errors["approach"]
    assert not Practice.objects.filter(owner=member).exists()


def test_personal_details_are_asked_about_before_anything_is_kept(
    browser: Client, member: User, told: Any
) -> None:
    told["approach"] = "Bel mevrouw Jansen op 06-12345678."
    answer = browser.post(NEW, {**told, "action": "autosave"})
    assert not Practice.objects.filter(owner=member).exists()
    assert "06-12345678" not in answer.content.decode()

    browser.post(NEW, {**told, "action": "save", "not_about_somebody_else": "on"})
    page = _the(Practice, member)
    # What was let through once is not asked about with every letter that follows.
    again = {**told, "goal": "Samen eten", "action": "autosave"}
    browser.post(f"/nl/concepten/{page.pk}/", again)

    assert "Samen eten" in _the(Practice, member).goal


@pytest.mark.parametrize("part", ["", "insturen/", "bekijken/", "weggooien/"])
@pytest.mark.parametrize("who", [Role.MEMBER, Role.COORDINATOR, Role.TRANSLATOR])
def test_somebody_elses_draft_does_not_exist(
    part: str, who: Role, browser: Client, member: User, told: Any, client: Client
) -> None:
    browser.post(NEW, {**told, "action": "save"})
    page = _the(Practice, member)
    client.force_login(UserFactory.create(roles=[who]))

    address = f"/nl/concepten/{page.pk}/{part}"
    assert client.get(address).status_code == 404
    # What is only looked at takes nothing from anybody.
    assert client.post(address).status_code in {404, 405}
    assert Practice.objects.filter(pk=page.pk).exists()


def test_the_key_of_somebody_elses_form_opens_nothing(
    browser: Client, member: User, told: Any, client: Client
) -> None:
    browser.post(NEW, {**told, "action": "save"})
    other = UserFactory.create()
    client.force_login(other)

    client.post(NEW, {**told, "title": "Iets anders", "action": "save"})

    assert _the(Practice, member).title == "Soep op straat"
    assert _the(Practice, other).title == "Iets anders"


@pytest.mark.parametrize("factory", [PracticeFactory, ActivityFactory])
def test_what_is_published_is_nobodys_draft_any_more(
    factory: Any, browser: Client, member: User
) -> None:
    page = factory.create(owner=member, first_published_at=timezone.now())

    assert browser.get(f"/nl/concepten/{page.pk}/").status_code == 404
    assert browser.post(f"/nl/concepten/{page.pk}/weggooien/").status_code == 404
    assert type(page).objects.get(pk=page.pk).live


def test_a_page_that_is_published_meanwhile_is_not_written_over(
    browser: Client, member: User, told: Any
) -> None:
    browser.post(NEW, {**told, "action": "save"})
    _the(Practice, member).get_latest_revision().publish()

    browser.post(NEW, {**told, "title": "Veranderd", "action": "autosave"})

    assert _the(Practice, member).get_latest_revision_as_object().title == "Soep op straat"


def test_an_activity_asks_how_one_joins_and_keeps_for_whom_it_is(
    browser: Client, member: User
) -> None:
    given = {
        "key": str(uuid4()),
        "title": "Koffie",
        "summary": "Koffie met de buren.",
        "place": "Buurthuis",
        "frequency": "Elke dinsdag",
        "action": "next",
    }
    refused = browser.post("/nl/toevoegen/activiteit/", given)
    assert refused.context["form"].errors["phone"]

    browser.post("/nl/toevoegen/activiteit/", {**given, "phone": "030 123 45 67"})

    page = _the(Activity, member)
    assert page.phone == "030 123 45 67"
    assert [str(each) for each in page.providers.all()] == ["Buurthuis Oost"]


def test_a_lesson_is_tied_to_its_activity_and_says_on_which_condition(
    browser: Client, member: User
) -> None:
    activity = ActivityFactory.create(title="Burendag")
    address = f"/nl/toevoegen/les/?activity={activity.pk}"
    assert browser.get(address).context["form"]["activity"].value() == activity.pk
    given = {
        "key": str(uuid4()),
        "explanation": "We begonnen klein.",
        "verdict": "works_if",
        "title": "Begin klein.",
        "activity": activity.pk,
        "action": "next",
    }
    assert browser.post(address, given).context["form"].errors["conditions"]

    browser.post(address, {**given, "conditions": "als iemand koffie zet"})
    page = _the(Lesson, member)
    browser.post(f"/nl/concepten/{page.pk}/insturen/")

    page.refresh_from_db()
    assert page.contributor == member
    assert str(page.contributor_organisation) == "Buurthuis Oost"
    assert [link.activity for link in page.activity_links.all()] == [activity]
    assert page.workflow_in_progress


def test_changing_a_lesson_keeps_the_other_activities_it_was_learned_from(
    browser: Client, member: User
) -> None:
    soup, cake = (ActivityFactory.create(title=title) for title in ("Soep", "Taart"))
    lesson = LessonFactory.create(owner=member, live=False, activities=[soup, cake])
    given = {"key": str(uuid4()), "title": "Kook samen.", "verdict": "works", "action": "save"}

    tea = ActivityFactory.create(title="Thee")
    for about, names in ((soup, ["Soep", "Taart"]), (tea, ["Taart", "Thee"])):
        browser.post(f"/nl/concepten/{lesson.pk}/", {**given, "activity": about.pk})
        found = _the(Lesson, member).activity_links.all()
        assert sorted(link.activity.title for link in found) == names


def test_a_draft_can_be_thrown_away(browser: Client, member: User, told: Any) -> None:
    browser.post(NEW, {**told, "action": "save"})
    page = _the(Practice, member)
    browser.get(f"/nl/concepten/{page.pk}/weggooien/")
    assert Practice.objects.filter(pk=page.pk).exists()

    browser.post(f"/nl/concepten/{page.pk}/weggooien/")

    assert not Practice.objects.filter(pk=page.pk).exists()


def test_who_only_translates_adds_nothing(client: Client, lists: None) -> None:
    client.force_login(UserFactory.create(roles=[Role.TRANSLATOR]))

    assert client.get(NEW).status_code == 404
    assert client.get("/nl/mijn/concepten/").status_code == 404


def test_drafts_cost_as_many_queries_however_many_there_are(
    browser: Client, member: User, told: Any, django_assert_max_num_queries: Any
) -> None:
    for number in range(5):
        browser.post(
            NEW, {**told, "key": str(uuid4()), "title": f"Soep {number}", "action": "save"}
        )

    with django_assert_max_num_queries(4):
        assert len(drafts_of(member)) == 5
