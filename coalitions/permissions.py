"""Who may do what with coalitions, calls and action plans, one rule a line."""

from typing import Any

from rules.permissions import add_perm
from rules.predicates import predicate

from coalitions.models import Action, Answer, Call, Coalition, Participation, ProgressUpdate
from network.enums import Role
from network.permissions import (
    add_desk_perm,
    administers,
    coordinates,
    holds,
    takes_part,
)
from network.second_step import past_second_step


@predicate
def leads(user: Any, coalition: Coalition | None) -> bool:
    """Whether somebody is lead or deputy of this coalition."""
    if coalition is None or user.pk is None:
        return False
    return user.pk in {coalition.lead_id, coalition.deputy_id}


@predicate
def belongs_to(user: Any, coalition: Coalition | None) -> bool:
    """Whether somebody takes part in this coalition now."""
    if coalition is None or not user.is_authenticated:
        return False
    return Participation.objects.filter(user=user, coalition=coalition, left_on=None).exists()


@predicate
def leads_its_coalition(user: Any, update: ProgressUpdate | None) -> bool:
    """Whether somebody leads the coalition that this update is of."""
    return update is not None and bool(leads(user, update.coalition))


@predicate
def told_it(user: Any, update: ProgressUpdate | None) -> bool:
    """Whether these are somebody's own words."""
    return update is not None and user.pk is not None and user.pk == update.author_id


@predicate
def asked_it(user: Any, call: Call | None) -> bool:
    """Whether somebody asked this themselves."""
    return call is not None and user.pk is not None and user.pk == call.asked_by_id


@predicate
def leads_who_asks(user: Any, call: Call | None) -> bool:
    """Whether somebody leads the coalition that asks this."""
    return call is not None and bool(leads(user, call.coalition))


@predicate
def answered_it(user: Any, answer: Answer | None) -> bool:
    """Whether this is somebody's own answer."""
    return answer is not None and user.pk is not None and user.pk == answer.author_id


@predicate
def keeps_its_call(user: Any, answer: Answer | None) -> bool:
    """Whether this answers what somebody asked, or what the coalition asks that they lead."""
    call = answer.call if answer else None
    return bool(asked_it(user, call) or leads_who_asks(user, call))


@predicate
def has_it(user: Any, action: Action | None) -> bool:
    """Whether somebody took this action on."""
    return action is not None and user.pk is not None and user.pk == action.owner_id


@predicate
def leads_its_plan(user: Any, action: Action | None) -> bool:
    """Whether somebody leads the coalition whose plan this action is in."""
    return action is not None and bool(leads(user, action.plan.coalition))


coordinates_safely = coordinates & past_second_step
keeps_network = (coordinates | administers) & past_second_step
keeps_plans = (coordinates | administers | holds(Role.EDITOR)) & past_second_step

add_perm("coalitions.read_network", takes_part)
add_perm("coalitions.read_all", keeps_network)
add_perm("coalitions.join", takes_part)
add_perm("coalitions.manage", (takes_part & leads) | keeps_network)
add_perm("coalitions.appoint", keeps_network)
add_perm("coalitions.post_update", (takes_part & (leads | belongs_to)) | coordinates_safely)
add_perm("coalitions.post_for_lead", coordinates_safely)
add_perm(
    "coalitions.change_update", (takes_part & (told_it | leads_its_coalition)) | coordinates_safely
)
add_perm("coalitions.ask", takes_part)
add_perm("coalitions.answer", takes_part)
add_perm("coalitions.keep_call", (takes_part & (asked_it | leads_who_asks)) | coordinates_safely)
add_desk_perm("coalitions.bring_in_calls", coordinates)
add_perm(
    "coalitions.take_away_answer",
    (takes_part & (answered_it | keeps_its_call)) | coordinates_safely,
)
add_perm("coalitions.take_action", takes_part)
add_perm(
    "coalitions.hand_out_action",
    (takes_part & leads_its_plan) | keeps_plans,
)
add_perm(
    "coalitions.move_action",
    (takes_part & (has_it | leads_its_plan)) | keeps_plans,
)
add_perm("coalitions.read_state_of_play", takes_part)
