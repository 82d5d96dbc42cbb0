"""A session ends when somebody may do something else than when it began."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from cms.models import HomePage
from network.enums import Role
from network.models import User

pytestmark = pytest.mark.django_db

PASSWORD = "een-lang-wachtwoord"


def group(role: Role) -> Group:
    return Group.objects.get(name=role)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    assert client.get(reverse("account_security")).status_code == 200
    return client


def has_ended(client: Client) -> bool:
    response = client.get(reverse("account_security"))
    return response.status_code == 302 and "/account/login/" in response.headers["Location"]


CHANGES: dict[str, Callable[[User], Any]] = {
    "added": lambda user: user.groups.add(group(Role.LEAD)),
    "removed": lambda user: user.groups.remove(group(Role.EDITOR)),
    "set": lambda user: user.groups.set([group(Role.MEMBER)]),
    "cleared": lambda user: user.groups.clear(),
    "added from the role": lambda user: group(Role.LEAD).user_set.add(user),
    "removed from the role": lambda user: group(Role.EDITOR).user_set.remove(user),
    "set from the role": lambda user: group(Role.EDITOR).user_set.set([]),
    "cleared from the role": lambda user: group(Role.EDITOR).user_set.clear(),
    "made superuser": lambda user: User.objects.filter(pk=user.pk).update(is_superuser=True),
}


@pytest.mark.parametrize("how", CHANGES)
def test_a_change_of_roles_ends_all_sessions_on_the_site_and_in_the_admin(
    how: str, account: Any, home: HomePage
) -> None:
    user = account(Role.EDITOR)
    site, admin = signed_in(user), signed_in(user)
    assert admin.get("/admin/").status_code == 200

    CHANGES[how](User.objects.get(pk=user.pk))

    assert has_ended(site)
    assert "/account/login/" in admin.get("/admin/").headers["Location"]


def test_somebody_elses_session_goes_on(account: Any) -> None:
    other, editor = signed_in(account(Role.MEMBER)), account(Role.EDITOR)

    editor.groups.clear()

    assert not has_ended(other)


def test_giving_a_role_that_somebody_has_ends_nothing(account: Any) -> None:
    editor = account(Role.EDITOR)
    session = signed_in(editor)

    editor.groups.add(group(Role.EDITOR))

    assert not has_ended(session)


@pytest.mark.parametrize("way", ["one", "many"])
def test_a_session_does_not_come_back_with_an_account_that_was_switched_off(
    way: str, account: Any
) -> None:
    user = account(Role.MEMBER)
    session = signed_in(user)

    for active in (False, True):
        if way == "one":
            user.is_active = active
            user.save()
        else:
            User.objects.filter(pk=user.pk).update(is_active=active)
        assert has_ended(session)


def test_taking_the_role_in_the_admin_ends_the_session(client: Client, account: Any) -> None:
    client.force_login(account(Role.ADMINISTRATOR))
    editor = account(Role.EDITOR)
    session = signed_in(editor)

    client.post(
        reverse("wagtailusers_users:edit", args=[editor.pk]),
        {"email": editor.email, "name": "Lid", "is_active": "on", "groups": []},
    )

    assert not editor.groups.exists()
    assert has_ended(session)


def test_giving_a_role_from_a_list_ends_the_sessions(client: Client, account: Any) -> None:
    client.force_login(account(Role.ADMINISTRATOR))
    member = account(Role.MEMBER)
    session = signed_in(member)
    address = reverse("wagtail_bulk_action", args=["network", "user", "assign_role"])

    client.post(f"{address}?next=/admin/&id={member.pk}", {"role": group(Role.EDITOR).pk})

    assert member.groups.filter(name=Role.EDITOR).exists()
    assert has_ended(session)


def test_a_password_that_somebody_else_sets_ends_the_session(client: Client, account: Any) -> None:
    client.force_login(account(Role.ADMINISTRATOR))
    member = account(Role.MEMBER)
    session = signed_in(member)

    client.post(
        reverse("wagtailusers_users:edit", args=[member.pk]),
        {
            "email": member.email,
            "name": "Lid",
            "is_active": "on",
            "groups": [group(Role.MEMBER).pk],
            "password1": PASSWORD,
            "password2": PASSWORD,
        },
    )

    assert User.objects.get(pk=member.pk).check_password(PASSWORD)
    assert has_ended(session)


def test_who_changes_their_own_password_stays_signed_in_and_nobody_else_does(
    account: Any,
) -> None:
    member = account(Role.MEMBER)
    here, elsewhere = signed_in(member), signed_in(member)

    here.post(
        reverse("account_change_password"),
        {"oldpassword": "wachtwoord", "password1": PASSWORD, "password2": PASSWORD},
    )

    assert User.objects.get(pk=member.pk).check_password(PASSWORD)
    assert not has_ended(here)
    assert has_ended(elsewhere)


def test_signing_out_everywhere_does(account: Any) -> None:
    member = account(Role.MEMBER)
    here, elsewhere = signed_in(member), signed_in(member)

    here.post(reverse("sign_out_everywhere"))

    assert has_ended(here)
    assert has_ended(elsewhere)


def test_a_link_signs_nobody_out_everywhere(account: Any) -> None:
    session = signed_in(account(Role.MEMBER))

    assert session.get(reverse("sign_out_everywhere")).status_code == 405
    assert not has_ended(session)


def test_saving_an_account_that_was_read_earlier_brings_no_session_back(account: Any) -> None:
    user = account(Role.MEMBER)
    read_earlier = User.objects.get(pk=user.pk)
    session = signed_in(user)
    User.objects.filter(pk=user.pk).end_sessions()

    read_earlier.name = "Nieuwe naam"
    read_earlier.save()

    assert has_ended(session)
    assert User.objects.get(pk=user.pk).name == "Nieuwe naam"


def test_signing_in_and_renaming_end_nothing(account: Any) -> None:
    member = account(Role.MEMBER)
    session = signed_in(member)

    member.name = "Anders"
    member.save()
    signed_in(member)

    assert not has_ended(session)
