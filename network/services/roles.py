"""Roles over time: whether they are still right, and that somebody is left who can change them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.enums import Role
from network.exceptions import NetworkError
from network.models import RoleReview, User

REVIEW_EVERY = timedelta(days=90)
# Not a role, but whoever reviews roles must see it among them.
SUPERUSER = "superuser"
EMERGENCY_ACCOUNT = gettext_lazy("Emergency account")


class RoleError(NetworkError):
    """Roles cannot be changed or confirmed like this; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class RoleLine:
    """What one account may do, and when somebody last found that right."""

    user: User
    codes: tuple[str, ...]
    review: RoleReview | None
    waits: bool

    @property
    def labels(self) -> list[str]:
        return [label_of(code) for code in self.codes]

    @property
    def changed(self) -> bool:
        """Whether the roles differ from those that were last found right."""
        return self.review is not None and tuple(self.review.roles) != self.codes

    @property
    def shown(self) -> str:
        """The codes as a form sends them back."""
        return ",".join(self.codes)


def label_of(code: str) -> str:
    """Return what a role is called; a group that is none of ours keeps its own name."""
    if code == SUPERUSER:
        return str(EMERGENCY_ACCOUNT)
    return str(Role(code).label) if code in Role.values else code


def codes_shown(user: User) -> tuple[str, ...]:
    """Return the roles of an account in the order in which we list them, without that of member."""
    held = {group.name for group in user.groups.all()}
    codes = [role.value for role in Role if role.value in held and role != Role.MEMBER]
    return (*codes, SUPERUSER) if user.is_superuser else tuple(codes)


def role_lines(now: datetime | None = None) -> list[RoleLine]:
    """Return everybody with more than a member's role; those that wait come first."""
    reviews = RoleReview.objects.latest_by_user()
    since = (now or timezone.now()) - REVIEW_EVERY
    lines = []
    for user in User.objects.with_more_than_membership():
        codes, review = codes_shown(user), reviews.get(user.pk)
        right = review and review.confirmed_at >= since and tuple(review.roles) == codes
        lines.append(RoleLine(user, codes, review, waits=not right))
    return sorted(lines, key=lambda line: not line.waits)


def confirm_roles(user: User, shown: str, by: Any) -> RoleReview:
    """Write down that `by` finds the roles of `user` still right, as they were shown.

    Raises `RoleError` when they have changed since.
    """
    codes = codes_shown(user)
    if ",".join(codes) != shown:
        raise RoleError(
            _("The roles of %(name)s have just changed. Nothing is confirmed: look again.")
            % {"name": user}
        )
    return RoleReview.objects.create(user=user, roles=list(codes), confirmed_by=by)


def refuse_losing_last_administrator(users: Collection[int]) -> None:
    """Raise `RoleError` when nobody could change roles any more without these accounts."""
    with transaction.atomic():
        # Two administrators who remove each other at the same moment: the second one waits here.
        list(Group.objects.select_for_update().filter(name=Role.ADMINISTRATOR))
        administrators = set(
            User.objects.with_role(Role.ADMINISTRATOR).values_list("pk", flat=True)
        )
    if administrators & set(users) and not administrators - set(users):
        raise RoleError(
            _("Nobody would be left who can change roles. Make somebody else administrator first.")
        )
