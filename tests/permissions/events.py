"""Events: their pages in every state, and what whoever runs one may see and do."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.urls import reverse
from wagtail.models import PageViewRestriction

from events.enums import EventKind, RegistrationSource, RegistrationStatus
from events.models import Event, Registration
from events.services.registering import Person, Wish, register
from network.models import Member
from tests.factories import (
    EventPageFactory,
    OrganisationFactory,
    UserFactory,
    in_a_month,
)
from tests.permissions.coalitions import words_of
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
    let_in,
    listed,
    shown,
)

PRIVATE = {
    "private to who signs in": PageViewRestriction.LOGIN,
    "private to editors": PageViewRestriction.GROUPS,
    "private by password": PageViewRestriction.PASSWORD,
}
# Not one of the roles: whoever runs what is somebody else's.
STRANGER = "gastheer@schakel.example"


def host() -> Any:
    """Return a member who has no part in any role."""
    found = Event.objects.filter(host__email=STRANGER).select_related("host").first()
    return found.host if found else UserFactory.create(email=STRANGER)


def make_event(title: str, *, live: bool = True, **facts: Any) -> Event:
    """Return the row of an event with a page; a stranger runs it unless told otherwise."""
    values = {f"facts__{name}": value for name, value in {"host": host(), **facts}.items()}
    page = EventPageFactory(title=title, slug=f"bijeenkomst-{Event.objects.count()}", **values)
    page.save_revision().publish()
    if not live:
        type(page).objects.filter(pk=page.pk).update(live=False)
    found: Event = Event.objects.get(translation_key=page.translation_key)
    return found


def registered(event: Event, name: str) -> Registration:
    """Return the registration of somebody with this name."""
    person = Person(name=name, phone="030 1234567")
    return register(event, Wish(key=uuid4(), person=person, source=RegistrationSource.ORGANISER))


@arranges
def events(world: World) -> None:
    for state in ("published", "called off", "draft", *PRIVATE):
        _put_event(world, state)
    _put_event(world, "past", past=True)
    open_one = world.things["event", "published"].data["event"]
    for role in TAKE_PART:
        person = Person(user=world.accounts[role])
        register(open_one, Wish(key=uuid4(), person=person, source=RegistrationSource.MEMBER))


def _put_event(world: World, state: str, *, past: bool = False) -> None:
    thing = world.put("event", state)
    facts: dict[str, Any] = {"status": "cancelled"} if state == "called off" else {}
    event = make_event(thing.title, place=thing.secret, **facts)
    if past:
        then = in_a_month()["starts_at"] - timedelta(days=60)
        rows = Event.objects.filter(pk=event.pk)
        rows.update(starts_at=then, ends_at=then + timedelta(hours=2))
    page: Any = event.draft
    thing.object, thing.address = page, page.get_url()
    thing.data["event"] = event
    if state in PRIVATE:
        restrict(page, PRIVATE[state])
    if state == "draft":
        type(page).objects.filter(pk=page.pk).update(live=False)
    page.refresh_from_db()


@arranges
def events_one_runs(world: World) -> None:
    """For every role one of their own. They are drafts, and so in no list."""
    thing = world.put("event one runs", "to come")
    thing.object = make_event("Van een ander", live=False, place=thing.title)
    _fill(thing.object, thing.title)
    own = Thing(f"{thing.name} own").title
    for role in TAKE_PART:
        thing.own[role] = make_event("Van een rol", live=False, host=world.accounts[role])
        _fill(thing.own[role], own)


@arranges
def events_of_ones_organisation(world: World) -> None:
    """Several belong to the organisation that organises it; that is enough for an organiser."""
    thing = world.put("event of one's organisation", "to come")
    house = OrganisationFactory.create(name="Zaalhuis")
    people = [world.accounts[role] for role in ("member", "organiser", "adviser")]
    Member.objects.filter(user__in=people).update(organisation=house)
    thing.object = make_event("Van het huis", live=False, organiser=house)
    _fill(thing.object, thing.title)


def _fill(event: Event, name: str) -> None:
    """Let somebody come, and somebody wait for a place that the organiser gives by hand."""
    coming = registered(event, name)
    Event.objects.filter(pk=event.pk).update(capacity=1, promotion="by_hand")
    registered(event, name)
    Event.objects.filter(pk=event.pk).update(capacity=2)
    assert coming.status == RegistrationStatus.REGISTERED


@arranges
def campaign_weeks(world: World) -> None:
    thing = world.put("campaign week", "published")
    thing.object = make_event(thing.title, kind=EventKind.CAMPAIGN)
    hidden = world.put("campaign week", "draft")
    hidden.object = make_event(hidden.title, live=False, kind=EventKind.CAMPAIGN)


@arranges
def asked_events(world: World) -> None:
    """What the addresses about an event are asked about: another's."""
    run = {"pk": world.things["event one runs", "to come"].object.pk}
    names = (
        *("desk", "counts", "export", "attendance", "check_in", "mail", "edit", "publish"),
        *("preview", "programme", "capacity", "move", "call_off", "copy", "mails", "results"),
    )
    world.arguments |= {f"event_{name}": run for name in names}
    world.arguments["registration_add"] = run
    world.arguments["event_mail_text"] = run | {"kind": "registered", "language": "nl"}
    someone = {"pk": _waiting(Event.objects.get(pk=run["pk"])).pk}
    world.arguments |= {"registration_cancel": someone, "registration_promote": someone}
    open_one = {"pk": world.things["event", "published"].data["event"].pk}
    asked = ("event_ics", "register_new", "registration_own", "register_colleague")
    world.arguments |= dict.fromkeys(asked, open_one)
    campaign = {"pk": world.things["campaign week", "published"].object.pk}
    world.arguments["activity_submit"] = campaign


def _waiting(event: Event) -> Registration:
    found: Registration = event.registrations.get(status=RegistrationStatus.WAITLISTED)
    return found


def _coming(event: Event) -> Registration:
    found: Registration = event.registrations.filter(status=RegistrationStatus.REGISTERED)[0]
    return found


def _agenda(page: Any) -> str:
    address: str = page.get_parent().get_url()
    return address


# Where an event is read.


@action("event: agenda")
def on_agenda(world: World, role: str, thing: Thing, page: Any) -> Found:
    return listed(world.ask(role, _agenda(page)), thing)


@action("event: agenda of what was")
def on_agenda_of_past(world: World, role: str, thing: Thing, page: Any) -> Found:
    return listed(world.ask(role, f"{_agenda(page)}?when=past"), thing)


@action("event: month")
def in_its_month(world: World, role: str, thing: Thing, page: Any) -> Found:
    month = thing.data["event"].starts_at.strftime("%Y-%m")
    return listed(world.ask(role, f"{_agenda(page)}?month={month}"), thing)


@action("event: calendar of the agenda")
def in_calendar(world: World, role: str, thing: Thing, page: Any) -> Found:
    return _unfolded(world.ask(role, reverse("agenda_ics")), thing)


def _unfolded(seen: Seen, thing: Thing) -> Found:
    """Judge a calendar, whose long lines are broken into pieces."""
    body = seen.body.replace("\r\n ", "")
    return listed(Seen(seen.status, seen.location, body, seen.writes, seen.error), thing)


@action("event: feed of the agenda")
def in_agenda_feed(world: World, role: str, thing: Thing, page: Any) -> Found:
    return listed(world.ask(role, reverse("agenda_atom")), thing)


@action("event: its own calendar")
def own_calendar(world: World, role: str, thing: Thing, page: Any) -> Found:
    return _unfolded(world.ask(role, reverse("event_ics", args=[thing.data["event"].pk])), thing)


@action("event: form to register")
def form_to_register(world: World, role: str, thing: Thing, page: Any) -> Found:
    return shown(world.ask(role, reverse("register_new", args=[thing.data["event"].pk])), thing)


@action("event: register a colleague")
def register_colleague(world: World, role: str, thing: Thing, page: Any) -> Found:
    address = reverse("register_colleague", args=[thing.data["event"].pk])
    data = {"key": uuid4(), "name": "Bo Buurman", "email": "bo@buiten.example"}
    return changed(world.ask(role, address, data), thing)


# What whoever runs it sees.


def _shows(name: str, query: str = "") -> Any:
    def look(world: World, role: str, thing: Thing, event: Event) -> Found:
        words = words_of(thing, event)
        address = reverse(name, args=[event.pk]) + query.format(lure=words.lure)
        return shown(world.ask(role, address), words)

    return look


action("event: desk")(_shows("event_desk"))
action("event: take the list out")(_shows("event_export", "?format=csv"))
action("event: list to print")(_shows("event_attendance"))
action("event: look at the door")(_shows("event_check_in", "?q={lure}"))


def _opens(name: str, *args: Any) -> Any:
    """Judge a screen that shows nothing that is told apart: it opens or it does not."""

    def look(world: World, role: str, thing: Thing, event: Event) -> Found:
        seen = world.ask(role, reverse(name, args=[event.pk, *args]))
        return Found("–" if seen.denial else "Y" if seen.status == 200 else "", seen)

    return look


action("event: numbers at the desk")(_opens("event_counts"))
action("event: its mails")(_opens("event_mails"))
action("event: what it brought")(_opens("event_results"))
action("event: look at its page before")(_opens("event_preview"))


# What whoever runs it does.


@action("event: check somebody in")
def check_in(world: World, role: str, thing: Thing, event: Event) -> Found:
    data = {"check_in": f"{_coming(event).pk}:{uuid4()}"}
    return changed(world.ask(role, reverse("event_check_in", args=[event.pk]), data), thing)


@action("event: register somebody who called")
def add(world: World, role: str, thing: Thing, event: Event) -> Found:
    data = {"key": uuid4(), "name": "Bo Buurman", "phone": "030 7654321"}
    return changed(world.ask(role, reverse("registration_add", args=[event.pk]), data), thing)


@action("event: take somebody off the list")
def take_off(world: World, role: str, thing: Thing, event: Event) -> Found:
    address = reverse("registration_cancel", args=[_coming(event).pk])
    return changed(world.ask(role, address, {}), thing)


@action("event: give a place by hand")
def give_place(world: World, role: str, thing: Thing, event: Event) -> Found:
    address = reverse("registration_promote", args=[_waiting(event).pk])
    return changed(world.ask(role, address, {}), thing)


def _lets_in(name: str, *args: Any) -> Any:
    def send(world: World, role: str, thing: Thing, event: Event) -> Found:
        return let_in(world.ask(role, reverse(name, args=[event.pk, *args]), {}), thing)

    return send


action("event: mail who comes")(_lets_in("event_mail"))
action("event: change")(_lets_in("event_edit"))
action("event: change its programme")(_lets_in("event_programme"))
action("event: change how many fit")(_lets_in("event_capacity"))
action("event: move")(_lets_in("event_move"))
action("event: call off")(_lets_in("event_call_off"))
action("event: begin the next edition")(_lets_in("event_copy"))
action("event: put on the agenda")(_lets_in("event_publish"))
action("event: change the words of a mail")(_lets_in("event_mail_text", "registered", "nl"))


@action("event: make one")
def make(world: World, role: str, thing: Thing, page: Any) -> Found:
    return let_in(world.ask(role, reverse("event_new"), {}), thing)


@action("event: submit an activity")
def submit(world: World, role: str, thing: Thing, campaign: Event) -> Found:
    return let_in(world.ask(role, reverse("activity_submit", args=[campaign.pk]), {}), thing)


@action("event: figures of all")
def figures(world: World, role: str, thing: Thing, page: Any) -> Found:
    seen = world.ask(role, reverse("event_figures"))
    return Found("–" if seen.denial else "Y" if seen.status == 200 else "", seen)
