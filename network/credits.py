"""For which organisation somebody speaks, as what they make keeps it."""

from typing import Any

from cms.credits import tells_organisation
from network.models import Member


@tells_organisation
def name_of_organisation(user: Any) -> str:
    """Return the name of somebody's organisation; what nobody confirmed is not said."""
    known = Member.objects.filter(user=user, organisation_claimed=False)
    return known.values_list("organisation__name", flat=True).first() or ""
