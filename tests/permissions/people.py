"""People who take part, what they wrote about themselves, and what waits for others."""

from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone

from cms.models import OutgoingMail
from network.enums import ApplicationState, Consent
from network.models import Application, Member, Organisation, Pledge, Seat
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

TAKE_PART = (
    *("member", "lead", "organiser", "coordinator", "adviser"),
    *("editor", "translator", "administrator"),
)


@arranges
def members(world: World) -> None:
    group = world.accounts["member"].groups.get()
    for state, consent in (
        ("keeps a number to themselves", Consent.NOBODY),
        ("shares a number with the network", Consent.NETWORK),
        ("switched off", Consent.PUBLIC),
    ):
        thing = world.put("member", state)
        user = type(world.accounts["member"]).objects.create_user(
            f"{consent}@schakel.example", name=thing.title, is_active=state != "switched off"
        )
        user.groups.add(group)
        thing.object = Member.objects.create(user=user, phone=thing.hidden, phone_consent=consent)
        thing.data["hides"] = True
    for role in TAKE_PART:
        Member.objects.create(user=world.accounts[role], introduction=_told_by(role))
    claim = world.things["Organisation", "published"].object
    Member.objects.filter(user=world.accounts["lead"]).update(
        organisation=claim, organisation_claimed=True
    )


def _told_by(role: str) -> str:
    return Thing(f"told by {role}").secret


@arranges
def seats(world: World) -> None:
    thing = world.put("seat", "published")
    thing.object = Seat.objects.create(code="zetel", name_nl=thing.title, name_en=thing.title)
    held = world.put("seat", "held by who stays unnamed")
    member = world.things["member", "keeps a number to themselves"]
    held.object = Seat.objects.create(
        code="bezet", name_nl="Zetel", name_en="Seat", member=member.object
    )
    held.name = member.name


@arranges
def pledges(world: World) -> None:
    thing = world.put("pledge", "open")

    def promise(member: Member) -> Pledge:
        return Pledge.objects.create(member=member, text=thing.title, due=date(2026, 1, 1))

    thing.object = promise(world.things["member", "keeps a number to themselves"].object)
    for role in TAKE_PART:
        thing.own[role] = promise(world.accounts[role].member)


@arranges
def applications(world: World) -> None:
    for state in ApplicationState.WAITING, ApplicationState.DECLINED:
        thing = world.put("application", state)
        thing.object = Application.objects.create(
            name=thing.title, email=f"{state}@schakel.example", sentence=thing.secret, state=state
        )


@arranges
def mails(world: World) -> None:
    thing = world.put("mail", "given up")
    moment = world.accounts["member"].date_joined
    thing.object = OutgoingMail.objects.create(
        to="weg@schakel.example", kind="x", subject=thing.title, text="", failed_at=moment
    )


@action("directory")
def directory(world: World, role: str, thing: Thing, member: Any) -> Found:
    return listed(world.ask(role, f"{reverse('directory')}?q={thing.lure}"), thing)


@action("directory: one member")
def directory_member(world: World, role: str, thing: Thing, member: Any) -> Found:
    return shown(world.ask(role, reverse("directory_member", args=[member.pk])), thing)


@action("directory: organisations")
def organisations(world: World, role: str, thing: Thing, organisation: Any) -> Found:
    return listed(world.ask(role, f"{reverse('directory_organisations')}?q={thing.lure}"), thing)


@action("directory: one organisation")
def organisation(world: World, role: str, thing: Thing, organisation: Any) -> Found:
    address = reverse("directory_organisation", args=[organisation.code])
    return shown(world.ask(role, address), thing)


@action("steering group")
def steering_group(world: World, role: str, thing: Thing, seat: Any) -> Found:
    return listed(world.ask(role, reverse("steering_group")), thing)


@action("own page: profile")
def own_profile(world: World, role: str, thing: Thing, member: Any) -> Found:
    """Everybody gets their own, and nobody another's: there is no address for another's."""
    seen = world.ask(role, reverse("profile"))
    if not seen.denial and (_told_by(role) not in seen.body or thing.secret in seen.body):
        return Found("", seen, "does not show their own profile, or shows another's")
    return Found("–" if seen.denial else "Y", seen)


@action("own page: change profile")
def change_profile(world: World, role: str, thing: Thing, member: Any) -> Found:
    return changed(world.ask(role, reverse("profile_question"), {"question": "x", "later": "1"}))


@action("own page: promises")
def own_pledges(world: World, role: str, thing: Thing, pledge: Any) -> Found:
    seen = world.ask(role, reverse("pledges"))
    return Found("Y" if f"/{pledge.pk}/" in seen.body and not seen.denial else "–", seen)


@action("own page: promise something")
def new_pledge(world: World, role: str, thing: Thing, pledge: Any) -> Found:
    due = (timezone.localdate() + timedelta(days=7)).isoformat()
    return changed(world.ask(role, reverse("pledges"), {"text": "Bellen", "due": due}))


@action("own page: say how a promise went")
def answer_pledge(world: World, role: str, thing: Thing, pledge: Any) -> Found:
    address = reverse("pledge_answer", args=[pledge.pk])
    return changed(world.ask(role, address, {"answer": "kept"}))


@action("ask to take part")
def join(world: World, role: str, thing: Thing, application: Any) -> Found:
    data = {
        "name": "Nieuw",
        "email": "nieuw@schakel.example",
        "organisation": "",
        "website": "",
        "sentence": "Ik wil meedoen.",
    }
    return changed(world.ask(role, reverse("join"), data))


@action("coordination: applications")
def all_applications(world: World, role: str, thing: Thing, application: Any) -> Found:
    return listed(world.ask(role, reverse("applications")), thing)


@action("coordination: one application")
def one_application(world: World, role: str, thing: Thing, application: Any) -> Found:
    return shown(world.ask(role, reverse("application", args=[application.pk])), thing)


@action("coordination: accept")
def accept(world: World, role: str, thing: Thing, application: Any) -> Found:
    return changed(world.ask(role, reverse("application_accept", args=[application.pk]), {}))


@action("coordination: decline")
def decline(world: World, role: str, thing: Thing, application: Any) -> Found:
    address = reverse("application_decline", args=[application.pk])
    return changed(world.ask(role, address, {"decline-tell": "no"}))


@action("coordination: take back a decline")
def reopen(world: World, role: str, thing: Thing, application: Any) -> Found:
    return changed(world.ask(role, reverse("application_reopen", args=[application.pk]), {}))


@action("coordination: undelivered mail")
def undelivered(world: World, role: str, thing: Thing, mail: Any) -> Found:
    seen = world.ask(role, reverse("undelivered_mail"))
    return Found("Y" if mail.to in seen.body or thing.secret in seen.body else "–", seen)


@action("coordination: send mail again")
def resend(world: World, role: str, thing: Thing, mail: Any) -> Found:
    return changed(world.ask(role, reverse("resend_mail", args=[mail.pk]), {"action": "send"}))


@arranges
def own_organisations(world: World) -> None:
    for state in "confirmed", "claimed":
        thing = world.put("own organisation", state)
        thing.object = Organisation.objects.create(code=f"eigen-{state}", name=thing.lure)


@action("own page: say what my organisation does")
def describe_organisation(world: World, role: str, thing: Thing, organisation: Any) -> Found:
    """Of the organisation they chose; somebody of the network confirms that it is theirs."""
    claimed = organisation.code == "eigen-claimed"
    members = Member.objects.filter(user__pk=world.accounts[role].pk)
    members.update(organisation=organisation, organisation_claimed=claimed)
    data = {"question": "own_organisation", "own_organisation-description": "Soep."}
    return changed(world.ask(role, reverse("profile"), data))


@action("own page: my data")
def my_data(world: World, role: str, thing: Thing, member: Any) -> Found:
    seen = world.ask(role, reverse("my_data"))
    email = getattr(world.accounts[role], "email", "")
    if not seen.denial and (email not in seen.body or thing.secret in seen.body):
        return Found("", seen, "does not show their own data, or shows another's")
    return Found("–" if seen.denial else "Y", seen)


@action("own page: take my data along")
def my_data_export(world: World, role: str, thing: Thing, member: Any) -> Found:
    seen = world.ask(role, reverse("my_data_export"))
    return Found("–" if seen.denial else "Y" if seen.body.startswith("PK") else "", seen)


@action("own page: leave")
def leave(world: World, role: str, thing: Thing, member: Any) -> Found:
    """Who gave no password for a while is asked for it first."""
    return let_in(world.ask(role, reverse("leave"), {"sure": "on"}))


@action("sign out everywhere")
def sign_out(world: World, role: str, thing: Thing, member: Any) -> Found:
    """It answers with the page to sign in, as it would refuse: what counts is the sessions."""
    seen = world.ask(role, reverse("sign_out_everywhere"), {})
    return Found("Y" if "network_user" in seen.writes else "–", seen)


@action("sign up")
def sign_up(world: World, role: str, thing: Thing, member: Any) -> Found:
    data = {
        "email": "zelf@schakel.example",
        **dict.fromkeys(("password1", "password2"), "Lang-1!x"),
    }
    seen = world.ask(role, reverse("account_signup"), data)
    return Found("Y" if "network_user" in seen.writes else "–", seen)


@action("coordination: confirm an organisation")
def confirm(world: World, role: str, thing: Thing, member: Any) -> Found:
    lead = Member.objects.get(user=world.accounts["lead"].pk)
    data = {"organisation": lead.organisation_id, "answer": "right"}
    return changed(world.ask(role, reverse("organisation_claim", args=[lead.pk]), data))


@action("coordination: table of members")
def table(world: World, role: str, thing: Thing, member: Any) -> Found:
    return shown(world.ask(role, reverse("export_members"), {"form": "csv"}), thing)


@action("coordination: bring in members")
def bring_in(world: World, role: str, thing: Thing, member: Any) -> Found:
    seen = world.ask(role, reverse("import_members"))
    return Found("–" if seen.denial else "Y" if seen.status == 200 else "", seen)


@action("roles: say they are still right")
def review(world: World, role: str, thing: Thing, account: Any) -> Found:
    editor = world.accounts["editor"]
    return changed(world.ask(role, reverse("roles_review"), {"user": editor.pk, "roles": "editor"}))
