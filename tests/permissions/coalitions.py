"""Coalitions: their pages in every state, and who leads, takes part, manages and completes."""

from typing import Any

from django.urls import reverse
from wagtail.models import PageViewRestriction

from coalitions.models import Coalition, Participation
from tests.factories import ActivityFactory, CoalitionPageFactory, UserFactory
from tests.permissions.outcome import Seen
from tests.permissions.pages import restrict
from tests.permissions.people import TAKE_PART
from tests.permissions.world import (
    Found,
    Thing,
    World,
    action,
    arranges,
    changed,
    changed_or_skipped,
    listed,
)

PRIVATE = {
    "private to who signs in": PageViewRestriction.LOGIN,
    "private to editors": PageViewRestriction.GROUPS,
    "private by password": PageViewRestriction.PASSWORD,
}
STATUSES = ("forming", "active", "completed")
# Not one of the roles: whoever leads what is somebody else's.
STRANGER = "vreemde@schakel.example"


def stranger() -> Any:
    """Return a member who has no part in any role."""
    found = Coalition.objects.filter(lead__email=STRANGER).select_related("lead").first()
    return found.lead if found else UserFactory.create(email=STRANGER)


def words_of(thing: Thing, target: Any) -> Thing:
    """Return the words in what is tried: what is somebody's own has others than the rest."""
    return thing if target is thing.object else Thing(f"{thing.name} own")


def make_coalition(title: str, *, runs: bool = False, **facts: Any) -> Any:
    """Return the published page of a coalition, which may run an activity; a stranger leads it."""
    values = {f"facts__{name}": value for name, value in {"lead": stranger(), **facts}.items()}
    page = CoalitionPageFactory(title=title, slug=f"coalitie-{Coalition.objects.count()}", **values)
    if runs:
        page.coalition.activities.add(ActivityFactory())
    return page


def led_by(world: World, role: str, status: str = "active") -> Coalition:
    """Return the coalition that a role leads; half of them do so as deputy."""
    found: Coalition = world.things["coalition one leads", status].own[role]
    return found


@arranges
def coalitions(world: World) -> None:
    for status in STATUSES:
        _put_page(world, status, status)
    for state in ("draft", *PRIVATE):
        _put_page(world, state, "active")
    page = make_coalition("Van iedereen")
    for role in (*TAKE_PART, "roleless", "inactive"):
        Participation.objects.create(coalition=page.coalition, user=world.accounts[role])
    world.put("coalition one takes part in", "active").object = page.coalition


def _put_page(world: World, state: str, status: str) -> None:
    thing = world.put("coalition", state)
    page = thing.object = make_coalition(thing.title, runs=True, status=status)
    type(page).objects.filter(pk=page.pk).update(summary=thing.secret)
    page.refresh_from_db()
    page.save_revision().publish()
    thing.address = page.get_url()
    thing.data["host"] = page.coalition.activities.get()
    if state in PRIVATE:
        restrict(page, PRIVATE[state])
    if state == "draft":
        type(page).objects.filter(pk=page.pk).update(live=False)
    page.refresh_from_db()


@arranges
def led_coalitions(world: World) -> None:
    """For every role one of their own. They are drafts, and so in no list."""
    for status in ("active", "completed"):
        thing = world.put("coalition one leads", status)
        # Whoever has no role any more may still be in it: that alone gives nothing.
        roleless = world.accounts["roleless"]
        page = make_coalition("Van een ander", status=status, deputy=roleless, went_well="Soep")
        thing.object = page.coalition
        for number, role in enumerate(TAKE_PART):
            post = "deputy" if number % 2 else "lead"
            facts = {"status": status, post: world.accounts[role], "went_well": "Soep"}
            own = make_coalition("Van een rol", **facts)
            type(own).objects.filter(pk=own.pk).update(live=False)
            thing.own[role] = Coalition.objects.get(pk=own.coalition.pk)


@arranges
def asked_coalitions(world: World) -> None:
    """What the addresses about a coalition are asked about: another's."""
    active = {"pk": world.things["coalition one leads", "active"].object.pk}
    completed = {"pk": world.things["coalition one leads", "completed"].object.pk}
    names = ("join", "leave", "manage", "close")
    world.arguments |= {f"coalition_{name}": active for name in names}
    world.arguments |= {"update_new": active, "state_of_play_coalition": active}
    world.arguments["coalition_lessons"] = completed


@action("coalition: list")
def in_the_list(world: World, role: str, thing: Thing, page: Any) -> Found:
    address = f"{page.get_parent().get_url()}?status={page.coalition.status}"
    return listed(world.ask(role, address), thing)


@action("coalition: page of an activity it runs")
def on_its_activity(world: World, role: str, thing: Thing, page: Any) -> Found:
    return listed(world.ask(role, thing.data["host"].get_url()), thing)


@action("coalition: state of play")
def in_state_of_play(world: World, role: str, thing: Thing, page: Any) -> Found:
    return listed(world.ask(role, reverse("state_of_play")), thing)


@action("coalition: state of play of this one")
def in_its_state_of_play(world: World, role: str, thing: Thing, page: Any) -> Found:
    address = reverse("state_of_play_coalition", args=[page.coalition.pk])
    return listed(world.ask(role, address), thing)


@action("coalition: take part")
def join(world: World, role: str, thing: Thing, page: Any) -> Found:
    address = reverse("coalition_join", args=[page.coalition.pk])
    return changed_or_skipped(world.ask(role, address, {}), thing)


@action("coalition: stop taking part")
def leave(world: World, role: str, thing: Thing, coalition: Coalition) -> Found:
    inside = Participation.objects.filter(coalition=coalition, left_on=None)
    before = inside.count()
    seen = world.ask(role, reverse("coalition_leave", args=[coalition.pk]), {})
    return Found("Y" if inside.count() < before else "–", seen if seen.denial else Seen(200))


@action("coalition: manage")
def manage(world: World, role: str, thing: Thing, coalition: Coalition) -> Found:
    data = {"status": coalition.status, "lead": coalition.lead_id or "", "funding": "Fonds"}
    address = reverse("coalition_manage", args=[coalition.pk])
    return changed(world.ask(role, address, data), thing)


@action("coalition: choose another lead")
def appoint(world: World, role: str, thing: Thing, coalition: Coalition) -> Found:
    chosen = world.accounts["adviser" if role != "adviser" else "member"]
    data = {"status": coalition.status, "lead": chosen.pk, "deputy": ""}
    seen = world.ask(role, reverse("coalition_manage", args=[coalition.pk]), data)
    leads = Coalition.objects.get(pk=coalition.pk).lead_id == chosen.pk
    return Found("Y" if leads else "–", seen)


@action("coalition: complete")
def complete(world: World, role: str, thing: Thing, coalition: Coalition) -> Found:
    address = reverse("coalition_close", args=[coalition.pk])
    data = {"result": "Soep voor iedereen.", "reduces_loneliness": "unknown"}
    return changed(world.ask(role, address, data), thing)


@action("coalition: note what it learned")
def note_lessons(world: World, role: str, thing: Thing, coalition: Coalition) -> Found:
    address = reverse("coalition_lessons", args=[coalition.pk])
    seen = world.ask(role, address)
    return Found("–" if seen.denial else "Y" if "Soep" in seen.body else "", seen)


@action("coalition: tell how it goes")
def post_update(world: World, role: str, thing: Thing, coalition: Coalition) -> Found:
    from tests.permissions.updates import update_data

    address = reverse("update_new", args=[coalition.pk])
    return changed(world.ask(role, address, update_data("Wij aten soep.")), thing)


@action("coalition: tell it in the words of the lead")
def post_for_lead(world: World, role: str, thing: Thing, coalition: Coalition) -> Found:
    from tests.permissions.updates import update_data

    address = reverse("update_new", args=[coalition.pk])
    data = update_data("Wij aten soep.") | {"noted_for": coalition.lead_id}
    seen = world.ask(role, address, data)
    words = coalition.updates.filter(author=coalition.lead, was_noted=True)
    return Found("Y" if words.exists() else "–", seen if seen.denial else Seen(200))
