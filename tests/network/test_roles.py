"""Roles hold what the code says, and no more."""

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.management.sql import emit_post_migrate_signal
from django.test import Client
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
)

from cms.models import HomePage
from network import roles, signals
from network.enums import ADMIN_ROLES, Role
from network.roles import synchronise

pytestmark = pytest.mark.django_db


def test_every_role_is_a_group_after_migrating() -> None:
    assert {group.name for group in Group.objects.all()} == {role.value for role in Role}


@pytest.mark.parametrize("role", list(Role))
def test_only_four_roles_enter_the_admin(
    role: Role, home: HomePage, client: Client, account: Any
) -> None:
    client.force_login(account(role))

    status = client.get("/admin/").status_code

    assert (status == 200) is (role in ADMIN_ROLES)


def test_a_permission_that_somebody_added_by_hand_is_taken_away_again() -> None:
    members = Group.objects.get(name=Role.MEMBER)
    members.permissions.add(Permission.objects.get(codename="access_admin"))

    synchronise()

    assert not members.permissions.exists()


def test_a_translator_may_publish_the_english_pages_and_not_the_dutch_ones(
    english_home: HomePage, account: Any
) -> None:
    translator = account(Role.TRANSLATOR)

    assert english_home.permissions_for_user(translator).can_publish()
    assert not english_home.original.permissions_for_user(translator).can_edit()


def test_synchronising_twice_changes_nothing(english_home: HomePage) -> None:
    synchronise()
    before = set(GroupPagePermission.objects.values_list("group", "page", "permission"))

    synchronise()

    assert set(GroupPagePermission.objects.values_list("group", "page", "permission")) == before


def test_knowledge_editors_review_what_is_submitted() -> None:
    task = GroupApprovalTask.objects.get()

    assert [group.name for group in task.groups.all()] == [Role.EDITOR]


def test_a_picture_right_that_somebody_added_by_hand_is_taken_away_again() -> None:
    members = Group.objects.get(name=Role.MEMBER)
    GroupCollectionPermission.objects.create(
        group=members,
        collection=Collection.get_first_root_node(),
        permission=Permission.objects.get(codename="add_document"),
    )

    synchronise()

    assert not GroupCollectionPermission.objects.filter(group=members).exists()
    assert GroupCollectionPermission.objects.filter(group__name=Role.EDITOR).count() == 4


def test_roles_are_given_once_in_a_migration_and_only_when_nothing_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Halfway, as after `migrate network 0001`, not all tables are there."""
    given: list[bool] = []
    monkeypatch.setattr(signals, "synchronise", lambda: given.append(True))

    emit_post_migrate_signal(0, interactive=False, db="default")
    assert len(given) == 1

    monkeypatch.setattr(signals, "_left_to_migrate", lambda: True)
    emit_post_migrate_signal(0, interactive=False, db="default")
    assert len(given) == 1


def test_every_role_may_do_what_a_member_may(monkeypatch: pytest.MonkeyPatch) -> None:
    granted = {**roles._granted, Role.MEMBER: {"network.view_organisation"}}
    monkeypatch.setattr(roles, "_granted", granted)

    synchronise()

    may = Group.objects.filter(permissions__codename="view_organisation")
    assert {group.name for group in may} == set(Role.values)
    assert not Group.objects.get(name=Role.LEAD).permissions.filter(codename="access_admin")
