"""Who is named for what they did, and to whom.

Members see each other's names. Others see "a participant of" an organisation: what it was called
is kept as text when something is made, so that it stays when the account goes. The ground does not
know organisations: the floor that does hands down one function that tells the name.
"""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from cms.registry import Registry

# One entry: two floors that each know to which organisation somebody belongs would contradict.
_ONLY = "organisation"
organisations: Registry[Callable[[Any], str]] = Registry("reading of an organisation's name")


def tells_organisation(read: Callable[[Any], str]) -> Callable[[Any], str]:
    """Register the one function that tells for which organisation an account speaks."""
    return organisations.register(_ONLY, read)


def organisation_name(user: Any) -> str:
    """Return for which organisation somebody speaks, or nothing."""
    if user is None or not user.is_authenticated or _ONLY not in organisations:
        return ""
    return organisations[_ONLY](user)


def may_see_names(reader: Any) -> bool:
    """Whether somebody sees the names of those who made something."""
    return bool(getattr(reader, "is_authenticated", False) and reader.has_perm("cms.see_names"))


def credit_line(user: Any, organisation: str, reader: Any, *, name: str = "") -> str:
    """Return who did something, as `reader` may know it.

    `user` is None where the account is gone, or where there never was one: then `name` is what
    somebody from outside called themselves. No query is made for `user`; it is loaded already.
    """
    if may_see_names(reader):
        known: str = getattr(user, "name", "") or name
        if known:
            return f"{known} ({organisation})" if organisation else known
    if user is None and name:
        return _("a reader of the site")
    if organisation:
        return _("a participant of %(organisation)s") % {"organisation": organisation}
    return _("a participant")
