"""Who may do what with events, registrations and reports, one rule a line."""

from typing import Any

from rules.permissions import add_perm
from rules.predicates import predicate

from events.models import Event, Finding, Session
from network.enums import Role
from network.permissions import administers, coordinates, holds, speaks_for, takes_part
from network.second_step import past_second_step


@predicate
def runs(user: Any, event: Event | None) -> bool:
    """Whether somebody runs this event, or belongs to the organisation that organises it."""
    if event is None or user.pk is None:
        return False
    if user.pk == event.host_id:
        return True
    return bool(organises(user) and speaks_for(user, event.organiser))


@predicate
def hosts(user: Any, session: Session | None) -> bool:
    """Whether somebody leads this session."""
    return session is not None and user.pk is not None and user.pk == session.host_id


@predicate
def promised_it(user: Any, finding: Finding | None) -> bool:
    """Whether this is somebody's own promise."""
    return finding is not None and user.pk is not None and user.pk == finding.owner_id


@predicate
def runs_its_event(user: Any, finding: Finding | None) -> bool:
    """Whether somebody runs the gathering where this was said."""
    return finding is not None and bool(runs(user, finding.event))


@predicate
def announces(user: Any, event: Event | None) -> bool:
    """Whether somebody may put this on the agenda: of a campaign week, only who runs that week."""
    if event is None:
        return False
    if event.super_event_id:
        return bool(runs(user, event.super_event))
    return bool(runs(user, event) and makes_events(user))


organises = holds(Role.ORGANISER)
# What is asked about one event, session or promise is asked inside a view, where no middleware
# stands before it: what a role adds to what is one's own asks for the second step itself.
keeps_events = (coordinates | administers) & past_second_step
makes_events = holds(Role.LEAD, Role.ORGANISER) | keeps_events

# Whether an event, session or promise is theirs is asked of it within each view.
add_perm("events.take_part", takes_part)
add_perm("events.add", makes_events)
add_perm("events.submit_activity", takes_part)
add_perm("events.register_colleague", takes_part)
add_perm("events.manage", (takes_part & runs) | keeps_events)
add_perm("events.publish", (takes_part & announces) | keeps_events)
# An administrator sees who comes when something broke, and that is logged.
add_perm("events.see_registrations", (takes_part & runs) | keeps_events)
add_perm("events.write_session_report", (takes_part & hosts) | keeps_events)
add_perm("events.move_promise", (takes_part & (promised_it | runs_its_event)) | keeps_events)
add_perm("events.see_figures", holds(Role.ORGANISER, Role.ADVISER) | keeps_events)
