"""A member's own place: made when it is first needed, filled in one question at a time."""

from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils.translation import gettext as _

from network.enums import Role
from network.exceptions import NetworkError
from network.models import Member, User


def give_role(account: User, role: Role) -> None:
    """Add a role to an account; whoever has it keeps their sessions."""
    group, _created = Group.objects.get_or_create(name=role.value)
    if not account.groups.filter(pk=group.pk).exists():
        account.groups.add(group)


def take_role(account: User, role: Role) -> None:
    """Take a role from an account, which stays a member; whoever lacks it keeps their sessions."""
    held = account.groups.filter(name=role.value)
    if held.exists():
        give_role(account, Role.MEMBER)
        account.groups.remove(*held)


def member_of(account: User) -> Member:
    """Return somebody's place among the members, made where an account has none yet."""
    member, _created = Member.objects.select_related(
        "user", "organisation", "neighbourhood"
    ).get_or_create(user=account)
    return member


@transaction.atomic
def answer(member: Member, name: str, form: Any) -> None:
    """Keep a valid form's answer; left empty it counts as “not now”, so it is not asked again."""
    form.save()
    skip(member, name)


def skip(member: Member, name: str) -> None:
    """Do not ask this question by itself any more."""
    with transaction.atomic():
        # Two answers at once, from two screens, must both be kept.
        locked = Member.objects.select_for_update().get(pk=member.pk)
        if name not in locked.skipped:
            locked.skipped = [*locked.skipped, name]
            locked.save(update_fields=["skipped"])
    member.skipped = locked.skipped


def confirm_organisation(member: Member, organisation_id: int, right: bool) -> None:
    """Say whether a member belongs to the organisation they chose.

    Raises `NetworkError` when they chose another one since, or somebody was first.
    """
    claims = Member.objects.filter(
        pk=member.pk, organisation=organisation_id, organisation_claimed=True
    )
    changes: dict[str, Any] = {"organisation_claimed": False}
    if not right:
        changes["organisation"] = None
    if not claims.update(**changes):
        raise NetworkError(_("This was answered already, or changed since. Nothing was changed."))
