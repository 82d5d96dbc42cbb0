"""Thinning out every night; a night that was missed is made up for at the next look."""

from datetime import datetime, time, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from cms.privacy.services import minimise

# Local time: when nobody works in the admin.
HOUR = time(3)


def _marker() -> Path:
    return Path(settings.VAR_DIR) / "minimised-at"


def last_night(now: datetime) -> datetime:
    """Return the last time it was the hour for it."""
    local = timezone.localtime(now)
    tonight = timezone.make_aware(datetime.combine(local.date(), HOUR))
    if local >= tonight:
        return tonight
    return timezone.make_aware(datetime.combine(local.date() - timedelta(days=1), HOUR))


def minimise_nightly(now: datetime | None = None) -> bool:
    """Thin out unless that was done since the last night; return whether it was done now.

    The moment is stored after the work: a process that dies in between does it twice, which changes
    nothing.
    """
    moment = now or timezone.now()
    try:
        done = datetime.fromisoformat(_marker().read_text())
    except (OSError, ValueError):
        done = None
    if done and done >= last_night(moment):
        return False
    minimise(moment)
    _marker().parent.mkdir(parents=True, exist_ok=True)
    _marker().write_text(moment.isoformat())
    return True
