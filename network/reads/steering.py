"""Who is who in the steering group."""

from dataclasses import dataclass
from datetime import date

from network.models import Member, Seat
from network.reads.directory import listed_members
from network.reads.reach import Reach, name_of, reach_of


@dataclass(frozen=True, slots=True)
class SeatShown:
    """A seat as somebody may see it: outside the network a name only by its owner's wish.

    `member` is filled where there is a page about the holder that this reader may open.
    """

    title: str
    is_vacant: bool
    name: str = ""
    function: str = ""
    organisation: str = ""
    since: date | None = None
    reach: Reach | None = None
    member: Member | None = None


def steering_group(in_network: bool) -> list[SeatShown]:
    """Return the seats in their order, those that nobody holds too, in two queries."""
    held = {
        member.pk: member
        for member in listed_members().exclude(seats=None).select_related("user", "organisation")
    }
    return [_shown(seat, held.get(seat.member_id or 0), in_network) for seat in Seat.objects.all()]


def _shown(seat: Seat, member: Member | None, in_network: bool) -> SeatShown:
    title = str(seat)
    if member is None:
        return SeatShown(title, is_vacant=True)
    reach = reach_of(member, in_network)
    # Who lets everybody call or write is known to everybody; who does not, stays unnamed.
    named = in_network or bool(reach)
    return SeatShown(
        title,
        is_vacant=False,
        name=name_of(member) if named else "",
        function=member.function if named else "",
        organisation=_organisation(member),
        since=seat.since,
        reach=reach,
        member=member if in_network else None,
    )


def _organisation(member: Member) -> str:
    """Return for which organisation somebody sits here; what nobody confirmed is not said."""
    if member.organisation is None or member.organisation_claimed:
        return ""
    return member.organisation.name
