"""We tried it too: told in two minutes, counted with failures, a lesson for the editors."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from wagtail.models import PageViewRestriction

from knowledge.models import Lesson, LessonGuidance, Practice, Trial
from knowledge.trials.reads import trials_of
from network.enums import Role
from network.models import User
from tests.factories import (
    ActivityFactory,
    GuidanceFactory,
    LessonFactory,
    MemberFactory,
    OrganisationFactory,
    PracticeFactory,
    UserFactory,
)
from tests.factories.knowledge import index_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def practice(home: Any) -> Practice:
    """A practice that others can try."""
    index_of(Lesson)
    found: Practice = PracticeFactory.create(
        title="Soep op straat", activities=[ActivityFactory.create(title="Soepdag")]
    )
    return found


@pytest.fixture
def member(practice: Practice) -> User:
    """A member who speaks for an organisation."""
    buurt = OrganisationFactory.create(name="Buurthuis Oost")
    user: User = MemberFactory.create(organisation=buurt, organisation_claimed=False).user
    return user


@pytest.fixture
def browser(member: User) -> Client:
    """The member's browser."""
    client = Client()
    client.force_login(member)
    return client


def _given(**more: Any) -> dict[str, Any]:
    return {
        "key": str(uuid4()),
        "place": "Zuid",
        "for_whom": "Studenten",
        "changed": "Zonder tafels",
        "outcome": "failed",
        "tip": "Zet wel tafels neer.",
    } | more


def _address(page: Any) -> str:
    return f"/nl/ook-gedaan/{page.translation_key}/"


def _lesson() -> Any:
    """The lesson that the only trial became."""
    return Trial.objects.get().lesson


def test_a_failure_counts_on_the_page_at_once(
    browser: Client, practice: Practice, client: Client
) -> None:
    answer = browser.post(_address(practice), _given())

    assert answer.headers["Location"].endswith("#trials")
    shown = client.get(practice.get_url()).content.decode()
    assert "Zet wel tafels neer." in shown
    assert [(each.outcome, each.number) for each in trials_of(practice, _nobody())["counts"]] == [
        ("failed", 1)
    ]


def _nobody() -> Any:
    return AnonymousUser()


def test_it_becomes_a_lesson_for_the_editors_tied_to_page_and_activity(
    browser: Client, practice: Practice, member: User
) -> None:
    browser.post(_address(practice), _given())

    lesson = Trial.objects.get().lesson
    assert lesson is not None
    assert not lesson.live
    assert lesson.title == "Zet wel tafels neer."
    assert lesson.verdict == "did_not_work"
    assert lesson.learned_from_id == practice.pk
    assert [link.activity.title for link in lesson.activity_links.all()] == ["Soepdag"]
    assert str(lesson.contributor_organisation) == "Buurthuis Oost"
    assert lesson.workflow_in_progress


@pytest.mark.parametrize(
    ("outcome", "stances"),
    [("worked", ["supports"]), ("failed", ["weakens"]), ("unclear", [])],
)
def test_a_lesson_supports_or_weakens_the_guidance_that_was_tried(
    outcome: str, stances: list[str], browser: Client
) -> None:
    guidance = GuidanceFactory.create()

    browser.post(_address(guidance), _given(outcome=outcome, tip=""))

    rows = LessonGuidance.objects.filter(guidance=guidance)
    assert list(rows.values_list("stance", flat=True)) == stances
    assert "Zuid" in _lesson().title


def test_sent_twice_counts_once(browser: Client, practice: Practice) -> None:
    given = _given()
    for _again in range(2):
        browser.post(_address(practice), given)

    assert Trial.objects.count() == 1
    assert Lesson.objects.count() == 1


def test_what_looks_like_a_script_stays_text(browser: Client, practice: Practice) -> None:
    names = ("place", "for_whom", "changed", "tip")
    browser.post(_address(practice), _given(**dict.fromkeys(names, "<script>alert(1)")))

    shown = browser.get(practice.get_url()).content.decode()

    assert "<script>alert" not in shown
    assert shown.count("&lt;script&gt;alert(1)") >= len(names)
    assert "<script>" not in _lesson().explanation


def test_personal_details_are_asked_about_first(browser: Client, practice: Practice) -> None:
    answer = browser.post(_address(practice), _given(tip="Bel mevrouw Jansen, 06-12345678."))

    assert answer.context["form"].errors["tip"]
    assert not Trial.objects.exists()


def test_members_read_a_name_and_others_the_organisation(
    browser: Client, practice: Practice, member: User
) -> None:
    member.name = "Mies de Vries"
    member.save()
    browser.post(_address(practice), _given())

    [inside] = trials_of(practice, UserFactory.create())["told"]
    [outside] = trials_of(practice, _nobody())["told"]

    assert inside.credit == "Mies de Vries (Buurthuis Oost)"
    assert "Mies" not in outside.credit
    assert "Buurthuis Oost" in outside.credit


def test_taking_back_takes_the_waiting_lesson_along(browser: Client, practice: Practice) -> None:
    browser.post(_address(practice), _given())
    trial = Trial.objects.get()
    address = f"/nl/ook-gedaan/{trial.pk}/terugnemen/"
    browser.get(address)
    assert trials_of(practice, _nobody())["total"] == 1

    browser.post(address)

    assert trials_of(practice, _nobody())["total"] == 0
    assert not Lesson.objects.exists()
    assert browser.post(address).status_code == 404


def test_a_lesson_that_editors_published_stays(browser: Client, practice: Practice) -> None:
    browser.post(_address(practice), _given())
    trial = Trial.objects.get()
    _lesson().get_latest_revision().publish()

    browser.post(f"/nl/ook-gedaan/{trial.pk}/terugnemen/")

    assert Lesson.objects.get().live


@pytest.mark.parametrize(
    ("role", "may"), [(Role.MEMBER, False), (Role.COORDINATOR, False), (Role.EDITOR, True)]
)
def test_somebody_elses_is_taken_away_by_editors_alone(
    role: Role, may: bool, browser: Client, practice: Practice, account: Any, client: Client
) -> None:
    browser.post(_address(practice), _given())
    client.force_login(account(role))

    answer = client.post(f"/nl/ook-gedaan/{Trial.objects.get().pk}/terugnemen/")

    assert answer.status_code == (302 if may else 404)
    assert Trial.objects.filter(withdrawn_at=None).exists() is not may


@pytest.mark.parametrize("state", ["draft", "private", "other type", "unknown"])
def test_what_one_may_not_read_cannot_be_tried(
    state: str, browser: Client, practice: Practice
) -> None:
    page: Any = practice
    if state == "draft":
        page.unpublish()
    elif state == "private":
        group = PageViewRestriction.objects.create(page=page, restriction_type="groups")
        group.groups.set([])
    elif state == "other type":
        page = LessonFactory.create()
    address = f"/nl/ook-gedaan/{uuid4()}/" if state == "unknown" else _address(page)

    for method in (browser.get, browser.post):
        assert method(address, _given()).status_code == 404
    assert not Trial.objects.exists()


def test_who_has_not_signed_in_is_asked_to(client: Client, practice: Practice) -> None:
    answer = client.get(_address(practice))

    assert answer.status_code == 302
    assert "login" in answer.headers["Location"]


def test_a_page_costs_the_same_however_often_it_was_tried(
    practice: Practice, member: User, django_assert_num_queries: Any
) -> None:
    reader = UserFactory.create()
    reader.has_perm("cms.see_names")

    def tried() -> None:
        Trial.objects.create(
            key=uuid4(),
            translation_key=practice.translation_key,
            place="Oost",
            outcome="worked",
            contributor=member,
        )

    tried()
    with django_assert_num_queries(1):
        trials_of(practice, reader)
    for _more in range(20):
        tried()
    with django_assert_num_queries(1):
        assert trials_of(practice, reader)["total"] == 21
