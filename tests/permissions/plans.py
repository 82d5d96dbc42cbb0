"""Action plans: what everybody may read, who has an action, and who moves it."""

from typing import Any

from django.urls import reverse

from coalitions.models import Action, ActionChange, Coalition
from tests.factories import ActionFactory, ActionPlanFactory, UserFactory
from tests.permissions.coalitions import led_by, stranger, words_of
from tests.permissions.people import TAKE_PART
from tests.permissions.world import (
    Found,
    Thing,
    World,
    action,
    arranges,
    changed,
    changed_or_skipped,
    shown,
)


@arranges
def plans(world: World) -> None:
    plan = ActionPlanFactory(title_nl="Plan van de stad")
    blank, owned = world.put("action", "blank"), world.put("action", "owned")
    blank.object = ActionFactory(plan=plan, text=blank.title)
    # Who has it is for members; everybody else reads that a participant has.
    owned.data["hides"] = True
    owner = UserFactory.create(name=owned.hidden)
    owned.object = ActionFactory(plan=plan, text=owned.title, owner=owner)
    ActionChange.objects.create(action=owned.object, by=owner, before="open", after="open")


@arranges
def own_actions(world: World) -> None:
    """What somebody has, and what is in the plan of a coalition that somebody leads."""
    has, led = world.put("action one has", "open"), world.put("action of one's plan", "open")
    has.object = ActionFactory(text=has.title, owner=stranger())
    another: Coalition = world.things["coalition one leads", "active"].object
    led.object = ActionFactory(text=led.title, plan__coalition=another)
    for role in TAKE_PART:
        own = Thing(f"{has.name} own").title
        has.own[role] = ActionFactory(text=own, owner=world.accounts[role])
        led.own[role] = ActionFactory(text=own, plan__coalition=led_by(world, role))


@arranges
def asked_actions(world: World) -> None:
    found = world.things["action", "blank"].object
    names = ("action", "action_take", "action_change")
    world.arguments |= {name: {"pk": found.pk} for name in names}
    world.arguments["plan"] = {"code": found.plan.code}
    for space in "wagtailsnippets", "wagtailsnippetchoosers":
        world.arguments[f"{space}_coalitions_action"] = {"pk": found.pk}
        world.arguments[f"{space}_coalitions_actionplan"] = {"pk": found.plan.pk}


@action("action: own page")
def own_page(world: World, role: str, thing: Thing, found: Action) -> Found:
    return shown(world.ask(role, reverse("action", args=[found.pk])), words_of(thing, found))


@action("action: its plan")
def in_its_plan(world: World, role: str, thing: Thing, found: Action) -> Found:
    return shown(world.ask(role, reverse("plan", args=[found.plan.code])), thing)


@action("action: take on")
def take_on(world: World, role: str, thing: Thing, found: Action) -> Found:
    return changed_or_skipped(world.ask(role, reverse("action_take", args=[found.pk]), {}), thing)


def _data(found: Action, **fields: Any) -> dict[str, Any]:
    return {"state": "started", "owner": found.owner_id or "", "note": "", **fields}


@action("action: move")
def move(world: World, role: str, thing: Thing, found: Action) -> Found:
    return changed(world.ask(role, reverse("action_change", args=[found.pk]), _data(found)))


@action("action: give to somebody else")
def hand_out(world: World, role: str, thing: Thing, found: Action) -> Found:
    chosen = world.accounts["adviser" if role != "adviser" else "member"]
    address = reverse("action_change", args=[found.pk])
    seen = world.ask(role, address, _data(found, owner=chosen.pk))
    given = Action.objects.get(pk=found.pk).owner_id == chosen.pk
    return Found("Y" if given else "–", seen)
