"""What the worker does for the ground floor."""

from django.core.management import call_command

from cms.worker import Duty, duties


def publish_scheduled() -> None:
    """Publish and expire the pages whose hour, as set in the admin, has come."""
    call_command("publish_scheduled", verbosity=0)


duties.register("scheduled pages", Duty(publish_scheduled, seconds=60, at_wake=False))
