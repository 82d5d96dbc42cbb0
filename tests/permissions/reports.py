"""Reports of gatherings: their pages, what a session brought, and what was promised."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils import timezone

from events.enums import FindingKind
from events.models import Event, Finding, SessionReport, SurveyInvitation
from events.services.links import hashed, new_token
from tests.factories import ActivityFactory, ReportPageFactory, SessionFactory, SlotFactory
from tests.permissions.coalitions import words_of
from tests.permissions.events import PRIVATE, host, make_event, registered
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


@arranges
def reports(world: World) -> None:
    for state in ("published", "draft", *PRIVATE):
        thing = world.put("report", state)
        event = _past(make_event("Over", live=False))
        page = _report(event, thing)
        thing.object, thing.address = page, page.get_url()
        thing.data["event"], thing.data["host"] = event, ActivityFactory()
        finding = Finding.objects.create(event=event, kind=FindingKind.CHALLENGE, text=thing.title)
        finding.activities.add(thing.data["host"])
        text = f"Belofte {thing.secret}"
        Finding.objects.create(event=event, kind=FindingKind.PROMISE, text=text)
        if state in PRIVATE:
            restrict(page, PRIVATE[state])
        if state == "draft":
            type(page).objects.filter(pk=page.pk).update(live=False)


def _past(event: Event) -> Event:
    then = timezone.now() - timedelta(days=5)
    Event.objects.filter(pk=event.pk).update(starts_at=then, ends_at=then + timedelta(hours=2))
    event.refresh_from_db()
    return event


def _report(event: Event, thing: Thing) -> Any:
    page = ReportPageFactory(title=thing.title, slug=thing.lure, summary=thing.secret)
    page.save_revision().publish()
    Event.objects.filter(pk=event.pk).update(report_key=page.translation_key)
    event.refresh_from_db()
    return page


@arranges
def written_reports(world: World) -> None:
    """What somebody runs, and the session that somebody hosts at what another runs."""
    run = world.put("report of an event one runs", "being written")
    hosted = world.put("session one hosts", "being written")
    for thing in (run, hosted):
        thing.object = _written(thing.title, {"host": host()}, {"host": host()})
    for role in TAKE_PART:
        me = {"host": world.accounts[role]}
        run.own[role] = _written(Thing(f"{run.name} own").title, me, {"host": host()})
        hosted.own[role] = _written(Thing(f"{hosted.name} own").title, {"host": host()}, me)


def _written(words: str, event: dict[str, Any], session: dict[str, Any]) -> SessionReport:
    """Return what one session of an event that is over brought, in a report not published yet."""
    row = _past(make_event("Voorbij", live=False, **event))
    page = ReportPageFactory(title="Verslag", slug=f"verslag-{row.pk}", live=False)
    page.save_revision()
    Event.objects.filter(pk=row.pk).update(report_key=page.translation_key)
    row.refresh_from_db()
    slot = SlotFactory(event=row)
    report = SessionReport.objects.create(
        event=row, session=SessionFactory.create(slot=slot, **session), title="Sessie", about=words
    )
    Finding.objects.create(
        event=row, session_report=report, kind=FindingKind.OPPORTUNITY, text=words
    )
    return report


@arranges
def own_promises(world: World) -> None:
    thing = world.put("promise one made", "open")
    event = world.things["report", "published"].data["event"]

    def promise(owner: Any, text: str) -> Finding:
        made: Finding = Finding.objects.create(
            event=event, kind=FindingKind.PROMISE, text=text, owner=owner
        )
        return made

    thing.object = promise(host(), thing.title)
    own = Thing(f"{thing.name} own").title
    thing.own = {role: promise(world.accounts[role], own) for role in TAKE_PART}


@arranges
def asked_reports(world: World) -> None:
    report: SessionReport = world.things["report of an event one runs", "being written"].object
    run = {"pk": report.event_id}
    names = ("write", "words", "speakers", "findings", "downloads", "session_add", "remove")
    world.arguments |= {f"report_{name}": run for name in (*names, "publish")}
    own = {"pk": report.pk}
    world.arguments |= {"session_report_own": own, "session_report_link": own}
    finding = {"pk": report.findings.get().pk}
    world.arguments |= {"finding_edit": finding, "finding_remove": finding}
    world.arguments["promise"] = {"pk": world.things["promise one made", "open"].object.pk}


@arranges
def links_in_mails(world: World) -> None:
    """What a link opens, whoever has it; one that was never sent opens nothing."""
    hosted: SessionReport = world.things["session one hosts", "being written"].object
    tokens = {name: new_token() for name in ("host", "survey")}
    SessionReport.objects.filter(pk=hosted.pk).update(link_hash=hashed(tokens["host"]))
    over = _past(make_event("Hoe was het?", live=False))
    over_registration = registered(over, "Bo Buurman")
    SurveyInvitation.objects.create(
        registration=over_registration, token_hash=hashed(tokens["survey"])
    )
    world.arguments["session_report"] = {"token": tokens["host"]}
    world.arguments["session_finding"] = {
        "token": tokens["host"],
        "pk": hosted.findings.get().pk,
    }
    world.arguments["survey"] = {"token": tokens["survey"]}


def _another_link(name: str) -> Any:
    """Judge a link that nobody was sent: it leads nowhere, whoever has it."""

    def follow(world: World, role: str, thing: Thing, page: Any) -> Found:
        seen = world.ask(role, reverse(name, args=["AAAAAAAAAAAAAAAAAAAAAA"]))
        return Found("–" if seen.denial else "Y", seen)

    return follow


action("link of a host: another one")(_another_link("session_report"))
action("link of a registration: another one")(_another_link("registration_manage"))
action("link of a survey: another one")(_another_link("survey"))


@action("report: list")
def in_list(world: World, role: str, thing: Thing, page: Any) -> Found:
    return listed(world.ask(role, page.get_parent().get_url()), thing)


@action("report: page of an activity it is about")
def on_its_activity(world: World, role: str, thing: Thing, page: Any) -> Found:
    return listed(world.ask(role, thing.data["host"].get_url()), thing)


@action("report: promises")
def in_promises(world: World, role: str, thing: Thing, page: Any) -> Found:
    return listed(world.ask(role, reverse("promises")), thing)


@action("report: page of the next gathering")
def at_next_gathering(world: World, role: str, thing: Thing, page: Any) -> Found:
    return listed(world.ask(role, world.things["event", "published"].address), thing)


# Writing one.


@action("session report: write")
def write_session(world: World, role: str, thing: Thing, report: SessionReport) -> Found:
    address = reverse("session_report_own", args=[report.pk])
    data = {"about": "Wij praatten.", "key": uuid4()}
    return changed(world.ask(role, address, data), words_of(thing, report))


@action("session report: change a finding")
def change_finding(world: World, role: str, thing: Thing, report: SessionReport) -> Found:
    address = reverse("finding_edit", args=[report.findings.get().pk])
    return shown(world.ask(role, address), words_of(thing, report))


@action("session report: take a finding out")
def remove_finding(world: World, role: str, thing: Thing, report: SessionReport) -> Found:
    address = reverse("finding_remove", args=[report.findings.get().pk])
    return changed(world.ask(role, address, {}), thing)


@action("session report: mail its host a link")
def mail_link(world: World, role: str, thing: Thing, report: SessionReport) -> Found:
    address = reverse("session_report_link", args=[report.pk])
    return changed(world.ask(role, address, {}), thing)


def _part(name: str, **data: Any) -> Any:
    def send(world: World, role: str, thing: Thing, report: SessionReport) -> Found:
        return let_in(world.ask(role, reverse(name, args=[report.event_id]), data), thing)

    return send


action("report: begin")(_part("report_write"))
action("report: tell how it went")(_part("report_words"))
action("report: name who spoke")(_part("report_speakers"))
action("report: note what was said")(_part("report_findings"))
action("report: add a file")(_part("report_downloads"))
action("report: add a session")(_part("report_session_add", title="Nog een"))
action("report: take a part out")(_part("report_remove"))
action("report: publish")(_part("report_publish"))


@action("promise: say what became of it")
def move_promise(world: World, role: str, thing: Thing, finding: Finding) -> Found:
    address = reverse("promise", args=[finding.pk])
    return changed(world.ask(role, address, {"promise_state": "kept"}), words_of(thing, finding))
