"""Action plans: who takes an action on, and how far it is. Every change is kept."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from coalitions.enums import TO_DO
from coalitions.exceptions import CoalitionError
from coalitions.models import Action, ActionChange, ProgressUpdate
from network.reads.speaking import organisation_of


@transaction.atomic
def move_action(
    user: Any,
    action: Action,
    state: str,
    *,
    note: str = "",
    from_update: ProgressUpdate | None = None,
) -> Action:
    """Bring an action to `state` and keep that it moved; the same state again moves nothing."""
    locked = _locked(action)
    if locked.state != state:
        _note(user, locked, state, note, from_update)
        locked.state = state
        locked.save(update_fields=["state"])
    return locked


@transaction.atomic
def take_on(user: Any, action: Action) -> Action:
    """Let a member take on an action that nobody has; twice is once.

    Raises `CoalitionError` where somebody else has it, or nothing is left to do.
    """
    locked = _locked(action)
    if locked.owner_id == user.pk:
        return locked
    if not locked.is_blank:
        raise CoalitionError(
            _("Somebody else took this action on just before you. Ask them whether you can help.")
        )
    if locked.state not in TO_DO:
        raise CoalitionError(_("This action is finished. Look whether another one suits you."))
    locked.owner = user
    locked.owner_organisation = organisation_of(user)
    locked.save(update_fields=["owner", "owner_organisation"])
    _note(user, locked, locked.state, "", None)
    return locked


@transaction.atomic
def change_action(
    user: Any,
    action: Action,
    *,
    state: str,
    owner: Any,
    owner_organisation: Any,
    due: date | None,
    note: str = "",
) -> Action:
    """Change who does an action, before when, and how far it is; what stays the same is no change.

    An organisation that is left out follows from the new owner.
    """
    locked = _locked(action)
    if owner and owner.pk != locked.owner_id and owner_organisation == locked.owner_organisation:
        owner_organisation = organisation_of(owner) or owner_organisation
    wanted = {
        "state": state,
        "owner": owner,
        "owner_organisation": owner_organisation,
        "due": due,
    }
    changed = [name for name, value in wanted.items() if getattr(locked, name) != value]
    if changed or note.strip():
        _note(user, locked, state, note, None)
    for name in changed:
        setattr(locked, name, wanted[name])
    if changed:
        locked.save(update_fields=changed)
    return locked


def _locked(action: Action) -> Action:
    found: Action = Action.objects.select_for_update().get(pk=action.pk)
    return found


def _note(
    user: Any, action: Action, state: str, note: str, from_update: ProgressUpdate | None
) -> None:
    ActionChange.objects.create(
        action=action,
        by=user,
        before=action.state,
        after=state,
        note=note.strip(),
        from_update=from_update,
    )
