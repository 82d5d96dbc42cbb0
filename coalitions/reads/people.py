"""People of a coalition as this reader may see them."""

from collections.abc import Iterable
from dataclasses import dataclass

from network.models import Member
from network.reads.directory import listed_members
from network.reads.reach import Reach, name_of, reach_of


@dataclass(frozen=True, slots=True)
class PersonShown:
    """Somebody as this reader may see them: outside the network a name only by their own wish.

    `member` is filled where there is a page about them that this reader may open.
    """

    name: str = ""
    function: str = ""
    organisation: str = ""
    reach: Reach | None = None
    member: Member | None = None


def people_shown(accounts: Iterable[int | None], in_network: bool) -> dict[int, PersonShown]:
    """Return by the number of their account those who take part in the network, in one query."""
    found = listed_members().filter(user__in={pk for pk in accounts if pk is not None})
    members = found.select_related("user", "organisation")
    return {member.user_id: _shown(member, in_network) for member in members}


def _shown(member: Member, in_network: bool) -> PersonShown:
    reach = reach_of(member, in_network)
    # Who lets everybody call or write is known to everybody; who does not, stays unnamed.
    named = in_network or bool(reach)
    return PersonShown(
        name=name_of(member) if named else "",
        function=member.function,
        organisation=organisation_name(member),
        reach=reach,
        member=member if in_network else None,
    )


def organisation_name(member: Member) -> str:
    """Return for which organisation somebody is here; what nobody confirmed is not said."""
    if member.organisation is None or member.organisation_claimed:
        return ""
    return member.organisation.name
