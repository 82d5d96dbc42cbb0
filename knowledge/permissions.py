"""Who may do what with what the network knows, one rule a line."""

from typing import Any

from rules.permissions import add_perm
from rules.predicates import predicate

from knowledge.models import Activity
from network.models import Member
from network.permissions import takes_part


@predicate
def speaks_for_its_provider(user: Any, activity: Activity | None) -> bool:
    """Whether somebody is known to belong to an organisation that runs this activity."""
    if activity is None or user.pk is None:
        return False
    providers = [each.pk for each in activity.original.providers.all()]
    known = Member.objects.filter(user=user, organisation_claimed=False)
    return known.filter(organisation__in=providers).exists()


# With an activity: to change its facts. Without one: to have organisations' facts to look after.
add_perm("knowledge.keep_own_facts", takes_part)
add_perm("knowledge.change_own_facts", takes_part & speaks_for_its_provider)
