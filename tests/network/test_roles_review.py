"""Roles in the admin, who changed them, and whether they are still right."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.desk import desk, waiting
from network.enums import Role
from network.models import RoleReview, User
from network.services.roles import RoleError, confirm_roles, role_lines

pytestmark = pytest.mark.django_db


def group(role: Role) -> Group:
    return Group.objects.get(name=role)


def edit(client: Client, user: User, *roles: Role, **more: str) -> Any:
    fields: dict[str, Any] = {"email": user.email, "name": "Lid", "is_active": "on"}
    fields["groups"] = [group(role).pk for role in roles]
    address = reverse("wagtailusers_users:edit", args=[user.pk])
    return client.post(address, fields | more)


def bulk(client: Client, action: str, user: User, **fields: Any) -> Any:
    address = reverse("wagtail_bulk_action", args=["network", "user", action])
    return client.post(f"{address}?next=/admin/users/&id={user.pk}", fields)


@pytest.fixture
def administrator(client: Client, account: Any) -> User:
    """An administrator, who is signed in."""
    user: User = account(Role.ADMINISTRATOR)
    client.force_login(user)
    return user


def another(role: Role = Role.ADMINISTRATOR) -> User:
    user: User = User.objects.create_user(f"ander-{role}@schakel.example", name="Ander")
    user.groups.add(group(role))
    return user


# In the admin.


def test_the_list_of_accounts_shows_and_filters_roles_by_name(
    client: Client, administrator: User, account: Any
) -> None:
    account(Role.EDITOR)
    listing = client.get(reverse("wagtailusers_users:index"))
    page = listing.content.decode()

    assert "Kennisredacteur" in page
    assert not {f"> {code} <" for code in Role.values} & set(page.split("\n"))
    choices = listing.context["filters"].form.fields["group"].choices
    assert {"Kennisredacteur", "Beheerder"} <= {str(label) for _value, label in choices}

    filtered = client.get(reverse("wagtailusers_users:index"), {"group": group(Role.EDITOR).pk})
    assert [user.email for user in filtered.context["object_list"]] == ["editor@schakel.example"]


@pytest.mark.parametrize("name", ["index", "add"])
def test_nobody_but_a_superuser_sees_groups(
    name: str, client: Client, administrator: User, superuser: User
) -> None:
    address = reverse(f"wagtailusers_groups:{name}")

    assert client.get(address).status_code in {302, 403, 404}
    assert reverse("wagtailusers_groups:index") not in client.get("/admin/").content.decode()

    client.force_login(superuser)
    assert client.get(address).status_code == 200


def test_nobody_but_a_superuser_changes_what_a_role_may_do(
    client: Client, administrator: User
) -> None:
    members = group(Role.MEMBER)

    client.post(reverse("wagtailusers_groups:edit", args=[members.pk]), {"name": "anders"})
    client.post(reverse("wagtailusers_groups:delete", args=[members.pk]))

    assert group(Role.MEMBER) == members


def test_a_superuser_sees_groups_by_the_name_of_their_role(client: Client, superuser: User) -> None:
    client.force_login(superuser)

    page = client.get(reverse("wagtailusers_groups:index")).content.decode()

    assert "Kennisredacteur" in page


def test_nobody_gives_themselves_a_role(client: Client, administrator: User) -> None:
    edit(client, administrator, Role.ADMINISTRATOR, Role.EDITOR)
    bulk(client, "assign_role", administrator, role=group(Role.EDITOR).pk)

    assert [each.name for each in administrator.groups.all()] == [Role.ADMINISTRATOR]


def test_nobody_takes_their_own_role_by_mistake(client: Client, administrator: User) -> None:
    another()

    edit(client, administrator)

    assert administrator.groups.filter(name=Role.ADMINISTRATOR).exists()


@pytest.mark.parametrize("how", ["roles", "inactive", "bulk inactive", "bulk delete", "delete"])
@pytest.mark.parametrize("last", [True, False])
def test_the_last_administrator_stays(
    how: str, last: bool, client: Client, superuser: User, account: Any
) -> None:
    target = account(Role.ADMINISTRATOR)
    if not last:
        another()
    client.force_login(superuser)

    if how == "roles":
        edit(client, target, Role.MEMBER)
    elif how == "inactive":
        edit(client, target, Role.ADMINISTRATOR, is_active="")
    elif how == "bulk inactive":
        bulk(client, "set_active_state", target, mark_as_active="False")
    elif how == "bulk delete":
        bulk(client, "delete", target)
    else:
        client.post(reverse("wagtailusers_users:delete", args=[target.pk]))

    still = User.objects.with_role(Role.ADMINISTRATOR).filter(pk=target.pk).exists()
    assert still is last


def test_an_administrator_who_was_switched_off_does_not_count(account: Any) -> None:
    target, gone = account(Role.ADMINISTRATOR), another()
    gone.is_active = False
    gone.save()

    with pytest.raises(RoleError), transaction.atomic():
        target.groups.remove(group(Role.ADMINISTRATOR))


@pytest.mark.parametrize("how", ["remove", "clear", "from the role"])
def test_the_last_administrator_stays_whichever_way_the_role_is_taken(
    how: str, account: Any
) -> None:
    target = account(Role.ADMINISTRATOR)
    ways = {
        "remove": lambda: target.groups.remove(group(Role.ADMINISTRATOR)),
        "clear": target.groups.clear,
        "from the role": lambda: group(Role.ADMINISTRATOR).user_set.clear(),
    }

    with pytest.raises(RoleError), transaction.atomic():
        ways[how]()

    assert target.groups.filter(name=Role.ADMINISTRATOR).exists()


def test_it_is_written_down_who_gave_and_took_which_role(
    client: Client, administrator: User, account: Any
) -> None:
    member = account(Role.MEMBER)
    ModelLogEntry.objects.all().delete()

    edit(client, member, Role.EDITOR)

    entries = ModelLogEntry.objects.filter(action__startswith="network.")
    assert {(entry.action, entry.data["role"], entry.user) for entry in entries} == {
        ("network.give_role", "editor", administrator),
        ("network.take_role", "member", administrator),
    }
    assert {entry.object_id for entry in entries} == {str(member.pk)}
    history = client.get(reverse("wagtailusers_users:history", args=[member.pk]))
    assert "Kennisredacteur" in history.content.decode()


# The quarterly list.


def test_everybody_with_more_than_membership_is_listed_with_roles_in_words(
    client: Client, administrator: User, account: Any, superuser: User
) -> None:
    for role in (Role.MEMBER, Role.LEAD):
        account(role)

    response = client.get(reverse("roles_review"))

    listed = {line.user.email: line.labels for line in response.context["waiting"]}
    assert set(listed) == {
        "administrator@schakel.example",
        "lead@schakel.example",
        "nood@schakel.example",
    }
    assert listed["administrator@schakel.example"] == ["Beheerder"]
    assert response.content.decode().count('name="roles"') == 3


def test_somebody_who_cannot_sign_in_is_not_listed(account: Any) -> None:
    lead = account(Role.LEAD)
    lead.is_active = False
    lead.save()

    assert role_lines() == []


def confirm(client: Client, user: User, roles: str) -> Any:
    return client.post(reverse("roles_review"), {"user": user.pk, "roles": roles}, follow=True)


def test_still_right_is_written_down_and_no_longer_waits(
    client: Client, administrator: User, account: Any
) -> None:
    lead = account(Role.LEAD)

    response = confirm(client, lead, "lead")

    review = RoleReview.objects.get()
    assert (review.user, review.roles, review.confirmed_by) == (lead, ["lead"], administrator)
    assert [line.user for line in response.context["right"]] == [lead]


def test_roles_that_changed_between_showing_and_confirming_are_not_confirmed(
    client: Client, administrator: User, account: Any
) -> None:
    lead = account(Role.LEAD)
    lead.groups.add(group(Role.EDITOR))

    confirm(client, lead, "lead")

    assert not RoleReview.objects.exists()


@pytest.mark.parametrize("user", ["0", "", "x", "9" * 30, "²"])
def test_an_account_that_is_not_there_cannot_be_confirmed(
    user: str, client: Client, administrator: User
) -> None:
    response = client.post(reverse("roles_review"), {"user": user, "roles": ""})

    assert response.status_code == 404


def test_a_member_without_more_cannot_be_confirmed(
    client: Client, administrator: User, account: Any
) -> None:
    assert confirm(client, account(Role.MEMBER), "").status_code == 404


@pytest.mark.parametrize(("days", "waits"), [(89, False), (91, True)])
def test_after_ninety_days_a_role_waits_again(days: int, waits: bool, account: Any) -> None:
    lead = account(Role.LEAD)
    confirm_roles(lead, "lead", by=lead)

    [line] = role_lines(timezone.now() + timedelta(days=days))

    assert line.waits is waits


def test_a_change_of_roles_waits_at_once(account: Any) -> None:
    lead = account(Role.LEAD)
    confirm_roles(lead, "lead", by=lead)
    lead.groups.add(group(Role.ORGANISER))

    [line] = role_lines()

    assert line.waits
    assert line.changed


@pytest.mark.parametrize("registry", [desk, waiting], ids=["desk", "waiting"])
def test_administrators_and_nobody_else_are_reminded(registry: Any, account: Any) -> None:
    accounts = {role: account(role) for role in Role}
    items = registry["roles"].items

    reminded = {role for role, user in accounts.items() if items(user)}

    assert reminded == {Role.ADMINISTRATOR}
    [item] = items(accounts[Role.ADMINISTRATOR])
    assert item.address == "/nl/rollen/"


def test_the_day_of_a_review_is_that_of_the_city(account: Any) -> None:
    administrator = account(Role.ADMINISTRATOR)
    review = confirm_roles(administrator, "administrator", by=administrator)
    # Half past midnight in Amsterdam, still the day before in Greenwich.
    review.confirmed_at = datetime(2026, 1, 9, 23, 30, tzinfo=UTC)
    review.save()

    [item] = desk["roles"].items(administrator)

    assert item.since == date(2026, 1, 10)


def test_nothing_is_said_when_all_is_right(account: Any) -> None:
    administrator = account(Role.ADMINISTRATOR)
    confirm_roles(administrator, "administrator", by=administrator)

    assert not desk["roles"].items(administrator)


@pytest.mark.parametrize("method", ["get", "post"])
def test_only_administrators_review_roles(method: str, account: Any, home: Any) -> None:
    lead = account(Role.LEAD)
    for role in set(Role) - {Role.ADMINISTRATOR, Role.LEAD}:
        client = Client()
        client.force_login(account(role))
        answer = getattr(client, method)(
            reverse("roles_review"), {"user": lead.pk, "roles": "lead"}
        )
        assert answer.status_code == 404

    assert not RoleReview.objects.exists()


def test_the_list_asks_as_much_for_many_as_for_few(
    account: Any, django_assert_num_queries: Any
) -> None:
    for role in Role:
        account(role)

    with django_assert_num_queries(3):
        assert len(role_lines()) == 7


def test_the_last_administrator_cannot_leave(account: Any) -> None:
    from cms.privacy.providers import providers

    objection = providers["network_access"].objection
    target = account(Role.ADMINISTRATOR)

    assert objection(target)
    another()
    assert not objection(target)
