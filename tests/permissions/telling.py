"""What people are told: the pages they follow, on their own page and in the weekly mail."""

from typing import Any

from django.urls import reverse

from cms.models import Follow, Notice, OutgoingMail
from cms.notices.audience import Doors
from cms.notices.following import CHANGED
from cms.notices.links import stop_address
from cms.notices.weekly import KIND, write_to
from tests.permissions.outcome import Seen
from tests.permissions.world import OUTSIDE, Found, Thing, World, action, arranges, changed, listed


def _follow(world: World, role: str, thing: Thing, page: Any) -> None:
    """Have a role follow the page, as from before it became what it is now."""
    user, key = world.accounts[role], page.translation_key
    if role == "anonymous":
        return
    Follow.objects.create(user=user, translation_key=key)
    Notice.objects.create(
        recipient=user, kind=CHANGED, key=str(key), line=thing.title, translation_key=key
    )


@action("follow")
def follow(world: World, role: str, thing: Thing, page: Any) -> Found:
    address = reverse("follow_page", args=[page.translation_key])
    return changed(world.ask(role, address, {"action": "follow"}), thing)


@action("my messages")
def messages(world: World, role: str, thing: Thing, page: Any) -> Found:
    _follow(world, role, thing, page)
    return listed(world.ask(role, reverse("my_messages")), thing)


@action("weekly mail")
def weekly_mail(world: World, role: str, thing: Thing, page: Any) -> Found:
    """What would be mailed to somebody who follows the page: only those who may be told get any."""
    _follow(world, role, thing, page)
    user = world.accounts[role]
    if user.is_authenticated and role not in OUTSIDE and user.has_perm("cms.be_told"):
        write_to(user, "2026-W01", Doors())
    text = "\n".join(OutgoingMail.objects.filter(kind=KIND).values_list("text", flat=True))
    return listed(Seen(200, body=text), thing)


@arranges
def stop_links(world: World) -> None:
    thing = world.put("weekly mail", "of somebody else")
    thing.object = world.accounts["lead"]
    thing.address = stop_address(thing.object)


@action("stop by link")
def stop(world: World, role: str, thing: Thing, account: Any) -> Found:
    """Whoever has the link from a mail may use it: it is signed."""
    return changed(world.ask(role, "/" + thing.address.split("/", 3)[3], {}))


@action("stop by another link")
def stop_by_guessing(world: World, role: str, thing: Thing, account: Any) -> Found:
    address = "/" + thing.address.split("/", 3)[3]
    tampered = address.rstrip("/")[:-1] + ("a/" if not address.endswith("a/") else "b/")
    return changed(world.ask(role, tampered, {}))
