"""Who may do what in the network, one rule a line; see tests/permissions/matrix.toml.

A role is a group; every role includes that of member. A superuser passes every check, which is why
each of their requests leaves a trace.
"""

from typing import Any

from rules.permissions import add_perm
from rules.predicates import is_active, predicate

from network.enums import ADMIN_ROLES, Role
from network.models import Member

# Whoever may enter the admin has a second step before these too; see network/middleware.py.
BEHIND_SECOND_STEP: set[str] = set()


def holds(*roles: Role) -> Any:
    """Return the rule that somebody is active and has one of these roles."""
    codes = frozenset(role.value for role in roles)

    @predicate("is " + " or ".join(sorted(codes)))
    def check(user: Any) -> bool:
        return bool(user.is_active) and not codes.isdisjoint(codes_of(user))

    return check


def codes_of(user: Any) -> frozenset[str]:
    """Return the codes of somebody's roles, read once for each loaded account."""
    if not hasattr(user, "_role_codes"):
        # Not `values_list`: who asks this of many read their groups along.
        names = (group.name for group in user.groups.all()) if user.is_authenticated else ()
        user._role_codes = frozenset(names) & frozenset(Role.values)
    codes: frozenset[str] = user._role_codes
    return codes


@predicate
def speaks_for(user: Any, organisation: Any) -> bool:
    """Whether somebody is known to belong to this organisation."""
    return organisation is not None and Member.objects.speaks_for(user, organisation)


def add_desk_perm(name: str, rule: Any) -> None:
    """Register a rule that lets few people see or decide about many: behind the second step."""
    add_perm(name, rule)
    BEHIND_SECOND_STEP.add(name)


takes_part = holds(*Role)
coordinates = holds(Role.COORDINATOR)
administers = holds(Role.ADMINISTRATOR)

add_perm("cms.follow", takes_part)
add_perm("cms.be_told", takes_part)
add_perm("cms.suggest", takes_part)
add_perm("cms.comment", takes_part)
add_perm("cms.see_names", takes_part)
add_desk_perm("cms.see_editors_desk", holds(Role.EDITOR, Role.COORDINATOR) | administers)
add_desk_perm("cms.see_desk", coordinates | administers)
add_desk_perm("cms.see_private_pictures", holds(*ADMIN_ROLES))
add_desk_perm("cms.resend_mail", coordinates | administers)
add_perm("network.see_directory", takes_part)
add_perm("network.keep_profile", takes_part)
# Also who has no role any more: what we hold about somebody is theirs.
add_perm("network.own_data", is_active)
add_desk_perm("network.decide_applications", coordinates | administers)
add_desk_perm("network.exchange_tables", coordinates | administers)
add_desk_perm("network.review_roles", administers)
add_perm("network.keep_account", is_active)
add_perm("network.change_own_organisation", takes_part & speaks_for)
