"""What members add: drafts, trials, the facts of their own organisation's activities."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from knowledge.enums import CheckAnswer
from knowledge.models import Activity, ActivityCheck, ActivityIndex, Trial
from knowledge.yearly_check.links import token_of
from network.models import Member, Organisation
from tests.factories import ActivityFactory, OrganisationFactory, PracticeFactory
from tests.permissions.coalitions import stranger, words_of
from tests.permissions.people import TAKE_PART
from tests.permissions.wiki import long_ago
from tests.permissions.world import Found, Thing, World, action, arranges, changed, shown


def _draft(title: str, owner: Any) -> Activity:
    index = ActivityIndex.objects.first()
    page = Activity(
        title=title,
        slug=f"concept-{uuid4().hex}",
        summary="Soep",
        how_to_join="Bel ons",
        live=False,
        owner=owner,
    )
    index.add_child(instance=page)
    page.save_revision(user=owner)
    found: Activity = Activity.objects.get(pk=page.pk)
    return found


@arranges
def drafts(world: World) -> None:
    thing = world.put("draft one added", "begun")
    thing.object = _draft(thing.title, stranger())
    own = Thing(f"{thing.name} own").title
    for role in TAKE_PART:
        thing.own[role] = _draft(own, world.accounts[role])
    asked = {"pk": thing.object.pk}
    names = ("draft_edit", "draft_send", "draft_preview", "draft_discard")
    world.arguments |= dict.fromkeys(names, asked)


@arranges
def trials(world: World) -> None:
    page = long_ago(PracticeFactory(title="Al eens gedaan"))
    thing = world.put("trial one told", "shown")
    thing.object = _trial(page, thing.title, stranger())
    own = Thing(f"{thing.name} own").title
    for role in TAKE_PART:
        thing.own[role] = _trial(page, own, world.accounts[role])
    world.arguments["trial_new"] = {"key": page.translation_key}
    world.arguments["trial_withdraw"] = {"pk": thing.object.pk}


def _trial(page: Any, place: str, contributor: Any) -> Trial:
    made: Trial = Trial.objects.create(
        key=uuid4(),
        translation_key=page.translation_key,
        place=place,
        outcome="failed",
        contributor=contributor,
    )
    return made


def _run_by(organisation: Any, title: str) -> Activity:
    made: Activity = ActivityFactory(
        title=title, slug=f"van-{uuid4().hex}", providers=[organisation]
    )
    return long_ago(made)


@arranges
def own_facts(world: World) -> None:
    thing = world.put("activity of one's organisation", "published")
    # Last by name: a chooser shows the first few.
    other: Organisation = OrganisationFactory.create(name="Zz van een ander")
    theirs: Organisation = OrganisationFactory.create(name="Zz van wie erbij hoort")
    thing.object = _run_by(other, thing.title)
    own = Thing(f"{thing.name} own").title
    for role in TAKE_PART:
        thing.own[role] = _run_by(theirs, own)
    asked = {"key": thing.object.translation_key}
    world.arguments |= dict.fromkeys(("activity_facts", "activity_facts_undo"), asked)
    check = ActivityCheck.objects.create(
        translation_key=thing.object.translation_key, organisation=other
    )
    token = token_of(other, check.asked_at)
    world.arguments["yearly_check"] = {"token": token}
    world.arguments["yearly_check_answer"] = {"token": token, "pk": check.pk}
    answered = ActivityCheck.objects.create(
        translation_key=thing.object.translation_key,
        organisation=other,
        asked_at=timezone.now() - timedelta(days=400),
        answered_at=timezone.now(),
        answer=CheckAnswer.GONE,
    )
    world.arguments["activity_check_handle"] = {"pk": answered.pk}


@action("draft: go on with it")
def go_on(world: World, role: str, thing: Thing, page: Page) -> Found:
    return shown(world.ask(role, reverse("draft_edit", args=[page.pk])), words_of(thing, page))


@action("draft: see it as a page")
def see(world: World, role: str, thing: Thing, page: Page) -> Found:
    return shown(world.ask(role, reverse("draft_preview", args=[page.pk])), words_of(thing, page))


@action("draft: throw it away")
def throw_away(world: World, role: str, thing: Thing, page: Page) -> Found:
    address = reverse("draft_discard", args=[page.pk])
    return changed(world.ask(role, address, {}), words_of(thing, page))


@action("draft: look what resembles it")
def send_screen(world: World, role: str, thing: Thing, page: Page) -> Found:
    return shown(world.ask(role, reverse("draft_send", args=[page.pk])), words_of(thing, page))


@action("trial: take it back")
def take_back(world: World, role: str, thing: Thing, row: Trial) -> Found:
    address = reverse("trial_withdraw", args=[row.pk])
    return changed(world.ask(role, address, {}), words_of(thing, row))


def _belongs(world: World, role: str, thing: Thing, page: Activity) -> None:
    """Let somebody belong to whoever runs what is their own; elsewhere in the world they do not."""
    if page is not thing.object:
        Member.objects.filter(user=world.accounts[role]).update(
            organisation=page.providers.get(), organisation_claimed=False
        )


@action("facts: form")
def facts_form(world: World, role: str, thing: Thing, page: Activity) -> Found:
    _belongs(world, role, thing, page)
    address = reverse("activity_facts", args=[page.translation_key])
    return shown(world.ask(role, address), words_of(thing, page))


@action("facts: change")
def change_facts(world: World, role: str, thing: Thing, page: Activity) -> Found:
    _belongs(world, role, thing, page)
    address = reverse("activity_facts", args=[page.translation_key])
    data = {"phone": "030 100 00 77", "how_to_join": "Kom langs"}
    return changed(world.ask(role, address, data), words_of(thing, page))


@action("facts: look at the way back")
def way_back(world: World, role: str, thing: Thing, page: Activity) -> Found:
    _belongs(world, role, thing, page)
    address = reverse("activity_facts_undo", args=[page.translation_key])
    return shown(world.ask(role, address), words_of(thing, page))
