"""For whom somebody speaks."""

from typing import Any

from network.models import Member


def organisation_of(user: Any) -> Any:
    """Return for which organisation somebody speaks; None where nobody confirmed that."""
    member = Member.objects.select_related("organisation").filter(user=user).first()
    return None if member is None or member.organisation_claimed else member.organisation
