"""What the worker does for the ground floor."""

from django.core.management import call_command

from cms.generation import forget_old
from cms.privacy.nightly import minimise_nightly
from cms.privacy.services import finish_erasures
from cms.worker import Duty, duties


def publish_scheduled() -> None:
    """Publish and expire the pages whose hour, as set in the admin, has come."""
    call_command("publish_scheduled", verbosity=0)


duties.register("scheduled pages", Duty(publish_scheduled, seconds=60, at_wake=False))
duties.register("old generations", Duty(forget_old, seconds=24 * 3600, at_wake=False))
duties.register("erasures", Duty(finish_erasures, seconds=60))
duties.register("minimisation", Duty(minimise_nightly, seconds=600, at_wake=False))
