"""Updates: for whom they are, in every place where they are read."""

import io
import zipfile
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from cms.models import Follow, OutgoingMail
from cms.notices.audience import Doors
from cms.notices.weekly import KIND, write_to
from cms.privacy.export import export_of
from coalitions.models import Coalition, Participation, UpdateVersion
from coalitions.services.photos import keep_photo
from coalitions.services.update_notices import take_back, tell_of
from tests.factories import ProgressUpdateFactory
from tests.permissions.coalitions import led_by, make_coalition, stranger, words_of
from tests.permissions.outcome import Seen
from tests.permissions.pages import restrict
from tests.permissions.people import TAKE_PART
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

AUDIENCES = {
    "for everybody": "public",
    "for the network": "network",
    "for another coalition": "coalition",
    "for one's own coalition": "coalition",
}


def everybody_joins(world: World, coalition: Coalition) -> None:
    """Let all take part, also who has no role any more or was switched off."""
    for role in (*TAKE_PART, "roleless", "inactive"):
        Participation.objects.create(coalition=coalition, user=world.accounts[role])


def update_data(text: str) -> dict[str, Any]:
    """Return what the form of an update sends."""
    day = timezone.localdate().isoformat()
    return {"key": uuid4(), "happened": text, "visibility": "network", "happened_on": day}


@arranges
def updates(world: World) -> None:
    for state, visibility in AUDIENCES.items():
        _put_update(world, state, visibility)
    _put_update(world, "withdrawn", "public", withdrawn_at=timezone.now())
    for state, visibility in (
        ("for everybody, of a page for editors", "public"),
        ("for the network, of a page for editors", "network"),
    ):
        restrict(_put_update(world, state, visibility).data["page"], "groups")
    everybody_joins(world, world.things["update", "for one's own coalition"].object.coalition)


def _put_update(world: World, state: str, visibility: str, **fields: Any) -> Thing:
    thing = world.put("update", state)
    page = thing.data["page"] = make_coalition(f"Coalitie {state[:20]}", runs=True)
    page.save_revision().publish()
    thing.data["host"] = page.coalition.activities.get()
    texts = dict.fromkeys(("happened", "needed", "helpers"), thing.title)
    thing.object = ProgressUpdateFactory(
        coalition=page.coalition,
        visibility=visibility,
        photo=_photo(),
        author=stranger(),
        **texts,
        **fields,
    )
    return thing


def _photo() -> Any:
    written = BytesIO()
    Image.new("RGB", (8, 8)).save(written, "JPEG")
    return keep_photo(ContentFile(written.getvalue(), f"{uuid4().hex}.jpg"), "Foto", stranger())


@arranges
def earlier_versions(world: World) -> None:
    """Everybody may read what it says now; what it said before was for a coalition."""
    for state in AUDIENCES:
        thing = world.put("earlier version of an update", state)
        page = make_coalition(f"Eerder {state[:20]}")
        thing.object = ProgressUpdateFactory(
            coalition=page.coalition,
            visibility="public",
            happened_on=timezone.localdate() - timedelta(days=30),
        )
        UpdateVersion.objects.create(
            update_of=thing.object,
            happened=thing.secret,
            needed=thing.secret,
            helpers=thing.secret,
            happened_on=thing.object.happened_on,
            visibility=AUDIENCES[state],
        )
        if "own" in state:
            everybody_joins(world, page.coalition)


@arranges
def own_updates(world: World) -> None:
    """What somebody told, and what others told in the coalition that somebody leads."""
    for state, gone in (("standing", None), ("withdrawn", timezone.now())):
        _put_own(world, state, withdrawn_at=gone)


def _put_own(world: World, state: str, **fields: Any) -> None:
    ours = world.things["coalition one takes part in", "active"].object
    told = world.put("update one told", state)
    led = world.put("update of a coalition one leads", state)
    for role in (*TAKE_PART, ""):
        author = world.accounts[role] if role else stranger()
        where = led_by(world, role) if role else _led_by_another(world)
        for thing, coalition, whose in (told, ours, author), (led, where, stranger()):
            text = Thing(f"{thing.name} own").title if role else thing.title
            update = ProgressUpdateFactory(
                coalition=coalition, author=whose, happened=text, **fields
            )
            if role:
                thing.own[role] = update
            else:
                thing.object = update


def _led_by_another(world: World) -> Coalition:
    found: Coalition = world.things["coalition one leads", "active"].object
    return found


@arranges
def asked_updates(world: World) -> None:
    public = {"pk": world.things["update", "for everybody"].object.pk}
    names = ("history", "edit", "withdraw", "put_back", "photo")
    world.arguments |= {f"update_{name}": public for name in names}
    photo = world.things["update", "for the network"].object.photo
    name = photo.get_rendition("width-4").file.name
    world.arguments["private_picture"] = {"path": name.removeprefix("private_images/")}


# Where an update is read.


@action("update: own page")
def own_page(world: World, role: str, thing: Thing, update: Any) -> Found:
    seen = world.ask(role, reverse("update_history", args=[update.pk]))
    return shown(seen, words_of(thing, update))


@action("update: what it said before")
def said_before(world: World, role: str, thing: Thing, update: Any) -> Found:
    return listed(world.ask(role, reverse("update_history", args=[update.pk])), thing)


@action("update: photo")
def photo(world: World, role: str, thing: Thing, update: Any) -> Found:
    seen = world.ask(role, reverse("update_photo", args=[update.pk]))
    return Found("–" if seen.denial else "Y" if "JFIF" in seen.body[:20] else "", seen)


@action("update: file of the photo around its address")
def photo_file(world: World, role: str, thing: Thing, update: Any) -> Found:
    name = update.photo.get_rendition("width-4").file.name
    path = name.removeprefix("private_images/").removeprefix("images/")
    seen = world.ask(role, reverse("media", args=[path]))
    return Found("–" if seen.denial else "Y", seen)


@action("update: page of its coalition")
def coalition_page(world: World, role: str, thing: Thing, update: Any) -> Found:
    return listed(world.ask(role, thing.data["page"].get_url()), thing)


@action("update: list of coalitions")
def coalition_list(world: World, role: str, thing: Thing, update: Any) -> Found:
    return listed(world.ask(role, thing.data["page"].get_parent().get_url()), thing)


@action("update: page of an activity")
def activity_page(world: World, role: str, thing: Thing, update: Any) -> Found:
    return listed(world.ask(role, thing.data["host"].get_url()), thing)


@action("update: feed of its coalition")
def coalition_feed(world: World, role: str, thing: Thing, update: Any) -> Found:
    address = reverse("page_feed", args=[update.coalition.translation_key])
    return listed(world.ask(role, address), thing)


@action("update: state of play")
def state_of_play(world: World, role: str, thing: Thing, update: Any) -> Found:
    return listed(world.ask(role, reverse("state_of_play")), thing)


@action("update: state of play of its coalition")
def state_of_one(world: World, role: str, thing: Thing, update: Any) -> Found:
    address = reverse("state_of_play_coalition", args=[update.coalition_id])
    return listed(world.ask(role, address), thing)


def _told(world: World, role: str, update: Any) -> Any:
    """Have a role follow the coalition, and tell of the update; return the account."""
    user = world.accounts[role]
    if role != "anonymous":
        Follow.objects.create(user=user, translation_key=update.coalition.translation_key)
    tell_of(update, by=None)
    if update.withdrawn_at:
        take_back(update)
    return user


@action("update: weekly mail")
def weekly_mail(world: World, role: str, thing: Thing, update: Any) -> Found:
    user = _told(world, role, update)
    if role not in OUTSIDE and user.has_perm("cms.be_told"):
        write_to(user, "2026-W01", Doors())
    mails = OutgoingMail.objects.filter(kind=KIND).values_list("text", flat=True)
    return _names(Seen(200, body="\n".join(mails)), update)


@action("update: my messages")
def my_messages(world: World, role: str, thing: Thing, update: Any) -> Found:
    _told(world, role, update)
    return _names(world.ask(role, reverse("my_messages")), update)


def _names(seen: Seen, update: Any) -> Found:
    """Judge what holds no word of an update, but may lead to it."""
    leads = reverse("update_history", args=[update.pk]) in seen.body and not seen.denial
    return Found("Y" if leads else "–", seen)


@action("taken along with my data")
def own_data(world: World, role: str, thing: Thing, target: Any) -> Found:
    """Only what somebody wrote themselves."""
    if role == "anonymous":
        return Found("–", Seen(200))
    with zipfile.ZipFile(io.BytesIO(export_of(world.accounts[role]))) as opened:
        text = "".join(opened.read(name).decode() for name in opened.namelist())
    return listed(Seen(200, body=text), words_of(thing, target))


# What is done with an update.


@action("update: change")
def change(world: World, role: str, thing: Thing, update: Any) -> Found:
    data = update_data("Anders.") | {"decorative": "on"}
    return changed(world.ask(role, reverse("update_edit", args=[update.pk]), data), thing)


@action("update: withdraw")
def withdraw(world: World, role: str, thing: Thing, update: Any) -> Found:
    return changed(world.ask(role, reverse("update_withdraw", args=[update.pk]), {}), thing)


@action("update: put back")
def put_back(world: World, role: str, thing: Thing, update: Any) -> Found:
    return changed(world.ask(role, reverse("update_put_back", args=[update.pk]), {}), thing)
