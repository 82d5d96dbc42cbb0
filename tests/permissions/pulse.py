"""The pulse: the link by which a lead tells how it goes without signing in."""

from datetime import timedelta

from django.utils import timezone

from coalitions.models import Coalition, Pulse
from coalitions.services.pulse import address_of
from tests.permissions.coalitions import make_coalition, stranger
from tests.permissions.updates import update_data
from tests.permissions.world import Found, Thing, World, action, arranges, changed


@arranges
def pulses(world: World) -> None:
    now = timezone.now()
    month = timezone.localdate().replace(day=1)
    usable, past = now + timedelta(days=9), now - timedelta(days=1)
    for state, expires, used in (
        ("unused", usable, None),
        ("used", usable, now),
        ("expired", past, None),
        ("of who leads no more", usable, None),
    ):
        thing = world.put("pulse", state)
        page = make_coalition("Hartslag", status="paused")
        if "no more" in state:
            Coalition.objects.filter(pk=page.coalition.pk).update(lead=None)
        thing.object = Pulse.objects.create(
            coalition=page.coalition,
            user=stranger(),
            month=month,
            expires_at=expires,
            used_at=used,
        )
        thing.address = "/" + address_of(thing.object).split("/", 3)[3]
    world.arguments["pulse"] = {"/": world.things["pulse", "unused"].address}


@action("pulse: tell by the link")
def tell_by_link(world: World, role: str, thing: Thing, pulse: Pulse) -> Found:
    """Whoever has the link from the mail may use it once."""
    seen = world.ask(role, thing.address, update_data("Wij aten soep."))
    posted = "coalitions_progressupdate" in seen.writes
    return Found("Y" if posted and seen.status == 302 else "–", seen)


@action("pulse: tell by another link")
def tell_by_guessing(world: World, role: str, thing: Thing, pulse: Pulse) -> Found:
    address = thing.address.replace("/bericht/", "/bericht/x")
    return changed(world.ask(role, address, update_data("Wij aten soep.")))
