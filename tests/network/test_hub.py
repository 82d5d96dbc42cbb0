"""One's own page: where members land, and what is on it."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from cms.models import HomePage
from network.enums import ApplicationState, Role
from network.models import Application, Member, User
from tests.factories import MemberFactory, PledgeFactory, SubjectFactory, UserFactory

pytestmark = pytest.mark.django_db
PASSWORD = make_password("wachtwoord", hasher="md5")


@pytest.fixture
def member(home: HomePage, client: Client) -> Member:
    """A member, signed in."""
    made: Member = MemberFactory.create(user__name="Mieke Meedoen")
    client.force_login(made.user)
    return made


def test_it_greets_asks_one_question_and_leads_on(client: Client, member: Member) -> None:
    SubjectFactory.create()
    pledge = PledgeFactory.create(member=member)

    response = client.get(reverse("me"))

    shown = response.content.decode()
    assert "Mieke Meedoen" in shown
    assert response.context["question"].name == "background"
    assert shown.count('name="question"') == 1
    assert pledge.text in shown
    for name in ("profile", "my_messages", "directory", "pledges", "account_security"):
        assert f'href="{reverse(name)}' in shown


def test_the_question_on_it_is_answered_right_there(client: Client, member: Member) -> None:
    client.post(
        reverse("profile_question"), {"question": "background", "background-background": "sport"}
    )

    member.refresh_from_db()
    assert member.background == "sport"


def test_somebody_without_a_name_is_greeted_by_address(home: HomePage, client: Client) -> None:
    member = MemberFactory.create(user__name="", user__email="lid@schakel.example")
    client.force_login(member.user)

    assert "lid@schakel.example" in client.get(reverse("me")).content.decode()


def test_it_is_read_in_a_fixed_number_of_queries(
    client: Client, member: Member, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    PledgeFactory.create_batch(20, member=member)
    SubjectFactory.create_batch(20)
    client.get(reverse("me"))

    with django_assert_max_num_queries(33) as counted:
        client.get(reverse("me"))

    assert len(counted) > 5


def test_it_is_kept_out_of_caches(client: Client, member: Member) -> None:
    for name in ("me", "profile", "profile_question", "pledges"):
        assert "no-store" in client.get(reverse(name)).headers["Cache-Control"]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("role", [Role.MEMBER, Role.LEAD])
def test_members_land_on_it_after_signing_in(
    role: Role, language: str, home: HomePage, client: Client, account: Any
) -> None:
    account(role)

    response = client.post(
        f"/{language}/account/login/",
        {"login": f"{role.value}@schakel.example", "password": "wachtwoord"},
    )

    assert response.headers["Location"] == {"nl": "/nl/mijn/", "en": "/en/me/"}[language]


def test_who_wanted_to_go_elsewhere_goes_there(
    home: HomePage, client: Client, account: Any
) -> None:
    account(Role.MEMBER)

    response = client.post(
        f"/nl/account/login/?next={reverse('pledges')}",
        {
            "login": "member@schakel.example",
            "password": "wachtwoord",
            "next": reverse("pledges"),
        },
    )

    assert response.headers["Location"] == reverse("pledges")


def test_an_account_without_a_role_lands_on_the_front_page(home: HomePage, client: Client) -> None:
    User.objects.create_user("los@schakel.example", "wachtwoord")

    response = client.post(
        "/nl/account/login/", {"login": "los@schakel.example", "password": "wachtwoord"}
    )

    assert response.headers["Location"] == "/nl/"


def _nobody() -> User:
    return User.objects.create_user("los@schakel.example", "wachtwoord")


def _without_member() -> User:
    """An account with a role, of which nobody asked the profile yet."""
    return UserFactory.create(name="", password=PASSWORD)


def _superuser() -> User:
    return User.objects.create_superuser("nood@schakel.example", "wachtwoord")


def _applies(state: ApplicationState) -> User:
    user = _nobody()
    Application.objects.create(name="Los", email=user.email, sentence="Hoi.", state=state)
    return user


def _without_organisation() -> User:
    user: User = MemberFactory.create(organisation=None, user__password=PASSWORD).user
    return user


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    ("make", "status"),
    [
        (_nobody, 404),
        (_without_member, 200),
        (_superuser, 404),
        (partial(_applies, ApplicationState.WAITING), 404),
        (partial(_applies, ApplicationState.DECLINED), 404),
        (_without_organisation, 200),
    ],
)
def test_signing_in_breaks_for_nobody_and_leads_nobody_astray(
    make: Callable[[], User], status: int, language: str, english_home: HomePage, client: Client
) -> None:
    user = make()
    form = {"login": user.email, "password": "wachtwoord"}

    landed = client.post(f"/{language}/account/login/", form, follow=True)

    assert landed.context["user"] == user
    assert landed.status_code == 200
    own = {"nl": "/nl/mijn/", "en": "/en/me/"}[language]
    assert (f'href="{own}"' in landed.content.decode()) == (status == 200)
    assert client.get(own).status_code == status


def test_who_has_no_name_is_asked_for_it_first(home: HomePage, client: Client) -> None:
    user = UserFactory.create(name="")
    client.force_login(user)

    asked = client.get(reverse("me")).context["question"].name
    client.post(reverse("profile_question"), {"question": "name", "name-name": "Noor"})

    user.refresh_from_db()
    assert (asked, user.name) == ("name", "Noor")


def test_a_question_with_many_choices_has_a_page_of_its_own(client: Client, member: Member) -> None:
    SubjectFactory.create_batch(3)
    member.skipped = ["background", "organisation", "neighbourhood", "introduction"]
    member.save()

    response = client.get(reverse("me"))

    assert response.context["question"].name == "expertise"
    assert 'type="checkbox"' not in response.content.decode()
    assert f'href="{reverse("profile_question")}"' in response.content.decode()


@pytest.mark.parametrize(
    ("role", "name", "there"),
    [
        (Role.MEMBER, "steering_group", True),
        (Role.MEMBER, "desk", False),
        (Role.MEMBER, "import_members", False),
        (Role.COORDINATOR, "import_members", True),
        (Role.COORDINATOR, "roles_review", False),
        (Role.ADMINISTRATOR, "roles_review", True),
    ],
)
def test_it_leads_where_this_reader_may_go(
    role: Role, name: str, there: bool, home: HomePage, client: Client, account: Any
) -> None:
    client.force_login(account(role))

    shown = client.get(reverse("me")).content.decode()

    assert (f'<a class="door" href="{reverse(name)}"' in shown) == there
