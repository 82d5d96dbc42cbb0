"""Who may do what with what the network knows, one rule a line."""

from typing import Any

from rules.permissions import add_perm
from rules.predicates import predicate

from knowledge.models import Activity, Trial
from network.enums import Role
from network.models import Member
from network.permissions import administers, holds, takes_part
from network.second_step import past_second_step


@predicate
def speaks_for_its_provider(user: Any, activity: Activity | None) -> bool:
    """Whether somebody is known to belong to an organisation that runs this activity."""
    if activity is None or user.pk is None:
        return False
    providers = [each.pk for each in activity.original.providers.all()]
    known = Member.objects.filter(user=user, organisation_claimed=False)
    return known.filter(organisation__in=providers).exists()


edits = (holds(Role.EDITOR) | administers) & past_second_step

# With an activity: to change its facts. Without one: to have organisations' facts to look after.
add_perm("knowledge.keep_own_facts", takes_part)
add_perm("knowledge.change_own_facts", takes_part & speaks_for_its_provider)
add_perm("knowledge.undo_own_facts", (takes_part & speaks_for_its_provider) | edits)
add_perm("knowledge.handle_check", edits)


@predicate
def is_own_draft(user: Any, page: Any) -> bool:
    """Whether somebody added this and nobody published it yet."""
    if page is None or user.pk is None or page.live or page.first_published_at:
        return False
    return bool(user.pk == page.owner_id)


@predicate
def told_trial(user: Any, trial: Trial | None) -> bool:
    """Whether somebody told this themselves."""
    return trial is not None and user.pk is not None and user.pk == trial.contributor_id


keeps_trials = (holds(Role.EDITOR) | administers) & past_second_step
# A translator alone adds no pages; who is a member besides does.
contributes = holds(*(role for role in Role if role is not Role.TRANSLATOR))
add_perm("knowledge.contribute", contributes)
add_perm("knowledge.change_draft", contributes & is_own_draft)
add_perm("knowledge.tell_trial", takes_part)
add_perm("knowledge.withdraw_trial", (takes_part & told_trial) | keeps_trials)
