"""Why an editor changed a page: asked in the admin, kept in the log with the version it is about.

A version may be published later, by a reviewer or at an hour that was set. So the note waits in the
log until then; of several since the last time, the latest counts.
"""

from datetime import datetime
from typing import Any

from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision

ACTION = "cms.change_note"


def keep_note(page: Page, revision: Revision, note: str, user: Any) -> None:
    """Keep why this version differs; the editor saves by itself, so it may come many times."""
    kept = PageLogEntry.objects.filter(page=page.pk, action=ACTION, revision=revision).first()
    if kept is None:
        log(page, ACTION, user=user, revision=revision, data={"note": note})
    elif kept.data.get("note") != note:
        PageLogEntry.objects.filter(pk=kept.pk).update(data={"note": note})


def note_on(page: Page, revision: Revision, since: datetime | None) -> str:
    """Return what was last said about the versions up to this one, not published before."""
    notes = PageLogEntry.objects.filter(page=page.pk, action=ACTION, revision__lte=revision.pk)
    if since is not None:
        notes = notes.filter(timestamp__gt=since)
    found = notes.order_by("-timestamp", "-pk").first()
    return str(found.data.get("note", "")) if found else ""
