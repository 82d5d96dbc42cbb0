"""Calls and questions in every state and for every audience, and their answers."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from cms.models import Follow, OutgoingMail
from cms.notices.audience import Doors
from cms.notices.weekly import KIND, write_to
from coalitions.models import Answer, Call, Coalition
from coalitions.services.answers import token_of
from coalitions.services.call_notices import tell_followers
from tests.factories import CallFactory
from tests.permissions.coalitions import led_by, make_coalition, stranger, words_of
from tests.permissions.outcome import Seen
from tests.permissions.people import TAKE_PART
from tests.permissions.updates import AUDIENCES, everybody_joins
from tests.permissions.world import (
    OUTSIDE,
    Found,
    Thing,
    World,
    action,
    arranges,
    changed,
    listed,
    shown,
)

STATES = ("open", "answered", "closed", "withdrawn")


@arranges
def calls(world: World) -> None:
    for audience, visibility in AUDIENCES.items():
        page = make_coalition(f"Vraagt {audience[:20]}")
        if "own" in audience:
            everybody_joins(world, page.coalition)
        for state in STATES:
            thing = world.put("call", f"{state}, {audience}")
            thing.data["page"] = page
            thing.object = CallFactory.create(
                line=thing.title,
                details=thing.secret,
                thanks=thing.secret if state == "closed" else "",
                visibility=visibility,
                state=state,
                coalition=page.coalition,
                asked_by=stranger(),
            )


def _older(line: str, **fields: Any) -> Call:
    """Return a call for the network that pushes none of those above off a short list."""
    old = timezone.now() - timedelta(days=9)
    return CallFactory.create(line=line, created_at=old, **{"asked_by": stranger(), **fields})


@arranges
def own_calls(world: World) -> None:
    """What somebody asked, and what the coalition asks that somebody leads."""
    asked = world.put("call one asked", "open")
    led = world.put("call of a coalition one leads", "open")
    asked.object = _older(asked.title)
    another: Coalition = world.things["coalition one leads", "active"].object
    led.object = _older(led.title, coalition=another)
    for role in TAKE_PART:
        own = Thing(f"{asked.name} own").title
        asked.own[role] = _older(own, asked_by=world.accounts[role])
        led.own[role] = _older(own, coalition=led_by(world, role), visibility="coalition")


@arranges
def answers(world: World) -> None:
    now = timezone.now()
    for audience in AUDIENCES:
        call = world.things["call", f"answered, {audience}"].object
        _put_answer(world, f"shown, {audience}", call, confirmed_at=now)
    public = world.things["call", "open, for everybody"].object
    _put_answer(world, "not confirmed", public)
    _put_answer(world, "taken away", public, confirmed_at=now, withdrawn_at=now)
    gone = world.things["call", "withdrawn, for everybody"].object
    _put_answer(world, "not confirmed, of what was taken back", gone)


def _put_answer(world: World, state: str, call: Call, **fields: Any) -> None:
    thing = world.put("answer", state)
    thing.object = Answer.objects.create(
        key=uuid4(),
        call=call,
        text=thing.title,
        name="Buur",
        email=f"{thing.hidden}@x.nl",
        **fields,
    )
    thing.address = reverse("answer_confirm", args=[token_of(thing.object)])


@arranges
def own_answers(world: World) -> None:
    """What somebody answered, and what others answered to what somebody asked or leads."""
    given = world.put("answer one gave", "shown")
    for name, source in (
        ("answer to what one asked", "call one asked"),
        ("answer to what one's coalition asks", "call of a coalition one leads"),
    ):
        calls = world.things[source, "open"]
        thing = world.put(name, "shown")
        thing.object = _answer(thing.title, calls.object)
        thing.own = {role: _answer(thing.title, call) for role, call in calls.own.items()}
    of_another = world.things["call one asked", "open"].object
    given.object = _answer(given.title, of_another)
    own = Thing(f"{given.name} own").title
    for role in TAKE_PART:
        given.own[role] = _answer(own, of_another, author=world.accounts[role])


def _answer(text: str, call: Call, **fields: Any) -> Answer:
    values = {"author": stranger(), "confirmed_at": timezone.now(), **fields}
    made: Answer = Answer.objects.create(key=uuid4(), call=call, text=text, **values)
    return made


@arranges
def asked_calls(world: World) -> None:
    public = {"pk": world.things["call", "open, for everybody"].object.pk}
    world.arguments |= dict.fromkeys(("call", "call_edit", "call_close", "answer_new"), public)
    answer = {"pk": world.things["answer", "shown, for everybody"].object.pk}
    world.arguments |= {"answer_take_away": answer, "call_lesson": answer}
    world.arguments["answer_confirm"] = {"/": world.things["answer", "not confirmed"].address}


# Where a call is read.


@action("call: own page")
def own_page(world: World, role: str, thing: Thing, call: Call) -> Found:
    return shown(world.ask(role, reverse("call", args=[call.pk])), words_of(thing, call))


@action("call: list")
def call_list(world: World, role: str, thing: Thing, call: Call) -> Found:
    return listed(world.ask(role, f"{reverse('calls')}?state={call.state}"), thing)


@action("call: page of its coalition")
def coalition_page(world: World, role: str, thing: Thing, call: Call) -> Found:
    return listed(world.ask(role, thing.data["page"].get_url()), thing)


@action("call: state of play")
def state_of_play(world: World, role: str, thing: Thing, call: Call) -> Found:
    return listed(world.ask(role, reverse("state_of_play")), thing)


@action("call: state of play of its coalition")
def state_of_one(world: World, role: str, thing: Thing, call: Call) -> Found:
    address = reverse("state_of_play_coalition", args=[call.coalition_id])
    return listed(world.ask(role, address), thing)


def _told(world: World, role: str, thing: Thing, call: Call) -> Any:
    """Have a role follow the coalition, and tell of the call."""
    user = world.accounts[role]
    if role != "anonymous":
        key = thing.data["page"].translation_key
        Follow.objects.create(user=user, translation_key=key)
    if call.state == "open":
        tell_followers(call, by=None)
    return user


@action("call: weekly mail")
def weekly_mail(world: World, role: str, thing: Thing, call: Call) -> Found:
    user = _told(world, role, thing, call)
    if role not in OUTSIDE and user.has_perm("cms.be_told"):
        write_to(user, "2026-W01", Doors())
    mails = OutgoingMail.objects.filter(kind=KIND).values_list("text", flat=True)
    return listed(Seen(200, body="\n".join(mails)), thing)


@action("call: my messages")
def my_messages(world: World, role: str, thing: Thing, call: Call) -> Found:
    _told(world, role, thing, call)
    return listed(world.ask(role, reverse("my_messages")), thing)


# What is done with a call.


@action("call: ask one")
def ask(world: World, role: str, thing: Thing, call: Call) -> Found:
    data = {"key": uuid4(), "kind": "question", "line": "Wie weet een zaal?"}
    seen = world.ask(role, reverse("call_new"), {**data, "visibility": "network"})
    return changed(seen)


@action("call: ask on behalf of a coalition")
def ask_for(world: World, role: str, thing: Thing, call: Call) -> Found:
    data = {"key": uuid4(), "kind": "question", "line": "Wie weet een zaal?"}
    data |= {"visibility": "coalition", "coalition": call.coalition_id}
    seen = world.ask(role, reverse("call_new"), data)
    return Found("Y" if "coalitions_call" in seen.writes else "–", seen)


@action("call: bring in those of a consultation")
def bring_in(world: World, role: str, thing: Thing, call: Call) -> Found:
    data = {"key": uuid4(), "lines": "Wie?", "occasion": "Avond", "visibility": "network"}
    return changed(world.ask(role, reverse("calls_bring_in"), data))


@action("call: change")
def change(world: World, role: str, thing: Thing, call: Call) -> Found:
    data = {"key": call.key, "line": "Anders?", "visibility": "network"}
    address = reverse("call_edit", args=[call.pk])
    return changed(world.ask(role, address, data), words_of(thing, call))


@action("call: take back")
def take_back(world: World, role: str, thing: Thing, call: Call) -> Found:
    seen = world.ask(role, reverse("call_edit", args=[call.pk]), {"action": "withdraw"})
    return changed(seen, words_of(thing, call))


@action("call: close")
def close(world: World, role: str, thing: Thing, call: Call) -> Found:
    seen = world.ask(role, reverse("call_close", args=[call.pk]), {"thanks": ""})
    return changed(seen, words_of(thing, call))


@action("call: answer")
def answer(world: World, role: str, thing: Thing, call: Call) -> Found:
    data = {"key": uuid4(), "text": "Bij ons.", "name": "Buur", "email": "buur@schakel.example"}
    return changed(world.ask(role, reverse("answer_new", args=[call.pk]), data), thing)


@action("call: answer without confirming an address")
def answer_at_once(world: World, role: str, thing: Thing, call: Call) -> Found:
    key = uuid4()
    data = {"key": key, "text": "Bij ons.", "name": "Buur", "email": "buur@schakel.example"}
    seen = world.ask(role, reverse("answer_new", args=[call.pk]), data)
    shown_now = Answer.objects.shown().filter(key=key).exists()
    return Found("Y" if shown_now else "–", seen if seen.denial else Seen(200))


# Answers.


@action("answer: page of its call")
def answer_shown(world: World, role: str, thing: Thing, given: Answer) -> Found:
    return listed(world.ask(role, reverse("call", args=[given.call_id])), words_of(thing, given))


@action("answer: address of who gave it")
def answer_address(world: World, role: str, thing: Thing, given: Answer) -> Found:
    seen = world.ask(role, reverse("call", args=[given.call_id]))
    return Found("Y" if thing.hidden in seen.body else "–", seen)


@action("answer: confirm by the link")
def confirm(world: World, role: str, thing: Thing, given: Answer) -> Found:
    return changed(world.ask(role, thing.address, {}), thing)


@action("answer: confirm by another link")
def confirm_by_guessing(world: World, role: str, thing: Thing, given: Answer) -> Found:
    return changed(world.ask(role, thing.address.replace("/antwoorden/", "/antwoorden/x"), {}))


@action("answer: take away")
def take_away(world: World, role: str, thing: Thing, given: Answer) -> Found:
    return changed(world.ask(role, reverse("answer_take_away", args=[given.pk]), {}), thing)


@action("answer: make a lesson of it")
def make_lesson(world: World, role: str, thing: Thing, given: Answer) -> Found:
    seen = world.ask(role, reverse("call_lesson", args=[given.pk]), {})
    return changed(seen, thing)
