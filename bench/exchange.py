"""The largest table of members that we take: seeing it, bringing it in, seeing it changed."""

import time

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from network.exchange import services
from network.exchange.kinds import MEMBERS
from network.exchange.reading import MAX_ROWS
from network.models import Member

SESSION = "bench"


def measure() -> dict[str, float]:
    """Return seconds for `MAX_ROWS` members, on the demo's own database."""
    user = get_user_model().objects.create_user("tafel@schakel.example")
    user.groups.add(Group.objects.get(name="administrator"))
    before = Member.objects.count()
    begun = time.perf_counter()
    seen = services.preview(MEMBERS, _table("kok"), user, SESSION)
    previewed = time.perf_counter()
    table, fingerprint = services.unpacked(MEMBERS, seen.packed, user, SESSION)
    services.carry_out(MEMBERS, table, fingerprint, user)
    done = time.perf_counter()
    again = services.preview(MEMBERS, _table("kokkin"), user, SESSION)
    return {
        "members brought in": Member.objects.count() - before,
        "seeing them first, s": round(previewed - begun, 2),
        # Others who write wait for this long.
        "bringing in, s": round(done - previewed, 2),
        "members changed by a second table": len(again.plan.changed),
        "the table on its way back, kB": round(len(seen.packed) / 1000),
    }


def _table(function: str) -> bytes:
    lines = (
        f"tafel-{number}@schakel.example;Lid {number};{function};03023{number:05}"
        for number in range(MAX_ROWS)
    )
    return "\n".join(["e-mail;name;function;phone", *lines]).encode()
