"""Action plans as pages show them: by level, with who has what and what nobody has."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from coalitions.enums import TO_DO, ActionLevel
from coalitions.models import Action, ActionChange, ActionPlan, Coalition, CoalitionPage


@dataclass(frozen=True, slots=True)
class ActionShown:
    """An action and who has it, as this reader may know; `who` is empty where nobody has it."""

    action: Action
    who: str
    can_take: bool
    overdue: bool


@dataclass(frozen=True, slots=True)
class LevelShown:
    """The actions at one level."""

    label: str
    actions: list[ActionShown]


@dataclass(frozen=True, slots=True)
class ChangeShown:
    """One line of what happened to an action."""

    change: ActionChange
    who: str


def plans() -> QuerySet[ActionPlan]:
    """Return all plans, the newest first, with what their actions add up to."""
    found: QuerySet[ActionPlan] = ActionPlan.objects.counted().order_by("-started", "title_nl")
    return found


def one_plan(code: str) -> ActionPlan | None:
    """Return a plan with what its actions add up to."""
    found: ActionPlan | None = (
        ActionPlan.objects.counted()
        .select_related("coalition", "source__locale")
        .filter(code=code)
        .first()
    )
    return found


def page_of(plan: ActionPlan) -> CoalitionPage | None:
    """Return the page of the coalition whose plan it is, where anybody may open it."""
    if plan.coalition is None or not plan.coalition.is_public:
        return None
    page: CoalitionPage | None = plan.coalition.page
    return page


def with_owners(actions: QuerySet[Action]) -> QuerySet[Action]:
    """Read along who has them."""
    return actions.select_related("owner", "owner_organisation", "plan__coalition")


def levels(actions: Iterable[Action], reader: Any) -> list[LevelShown]:
    """Group actions by level, in the order of the plan; a level without actions is left out."""
    shown = actions_shown(actions, reader)
    groups = [
        LevelShown(str(level.label), [each for each in shown if each.action.level == level])
        for level in ActionLevel
    ]
    return [group for group in groups if group.actions]


def actions_shown(actions: Iterable[Action], reader: Any) -> list[ActionShown]:
    """Return actions with who has them as far as this reader may know."""
    in_network = bool(reader.has_perm("coalitions.read_network"))
    may_take, today = bool(reader.has_perm("coalitions.take_action")), timezone.localdate()
    return [
        ActionShown(
            action=action,
            who=owner_of(action, in_network),
            can_take=may_take and action.is_blank and action.state in TO_DO,
            overdue=bool(action.due and action.due < today and action.state in TO_DO),
        )
        for action in actions
    ]


def actions_of(coalition: Coalition, reader: Any) -> list[ActionShown]:
    """Return what a coalition still has to do according to its plans."""
    found = Action.objects.filter(plan__coalition=coalition).to_do()
    return actions_shown(with_owners(found), reader)


def owner_of(action: Action, in_network: bool) -> str:
    """Say who has an action: a person by name to the network only, an organisation to everybody."""
    named = [action.owner.name] if action.owner and in_network else []
    named += [action.owner_organisation.name] if action.owner_organisation else []
    named += [action.owner_text] if action.owner_text else []
    if not named and action.owner:
        return _("a participant")
    return ", ".join(name for name in named if name)


def one_action(pk: int) -> Action | None:
    """Return an action with all that its page shows of it."""
    changes = ActionChange.objects.select_related("by__member__organisation", "from_update")
    found: Action | None = (
        with_owners(Action.objects.filter(pk=pk))
        .prefetch_related(Prefetch("changes", queryset=changes))
        .first()
    )
    return found


def history(action: Action, reader: Any) -> list[ChangeShown]:
    """Return what happened to an action, the latest first; who did it by name to members only."""
    in_network = bool(reader.has_perm("coalitions.read_network"))
    return [ChangeShown(each, _who(each, in_network)) for each in action.changes.all()]


def _who(change: ActionChange, in_network: bool) -> str:
    if change.by is None:
        return ""
    if in_network:
        return str(change.by.name or _("Somebody without a name"))
    member = getattr(change.by, "member", None)
    if member and member.organisation and not member.organisation_claimed:
        name = member.organisation.name
        return _("a participant of %(organisation)s") % {"organisation": name}
    return _("a participant")
