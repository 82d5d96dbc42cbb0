"""Entering without the second step, where a role asks for one."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.urls import reverse

from tests.permissions.world import Found, Thing, World, action


@action("admin: enter without a second step")
def without_second_step(world: World, role: str, thing: Thing, member: Any) -> Found:
    return _without_second_step(world, role, reverse("wagtailadmin_home"))


@action("coordination: enter without a second step")
def desk_without_second_step(world: World, role: str, thing: Thing, member: Any) -> Found:
    return _without_second_step(world, role, reverse("export_members"))


def _without_second_step(world: World, role: str, address: str) -> Found:
    if role == "anonymous":
        seen = world.ask(role, address)
        return Found("–" if seen.denial else "Y", seen)
    Authenticator.objects.filter(user=world.accounts[role].pk).delete()
    with world.signed_in_anew(role):
        seen = world.ask(role, address)
    return Found("–" if seen.denial else "Y", seen)
