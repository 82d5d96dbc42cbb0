"""What this floor lets roles do in the admin: coordinators keep pages of events and reports.

Organisers do all of it in the site, where the rows and the people who come are kept in step.
"""

from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from events.models import EventIndex, ReportIndex
from network.enums import Role
from network.roles import give_pages, grant_below

for _page_type in ("events.EventIndex", "events.ReportIndex"):
    grant_below(Role.COORDINATOR, _page_type, "add_page", "change_page", "publish_page")


@receiver(post_save, sender=EventIndex, dispatch_uid="events.roles")
@receiver(post_save, sender=ReportIndex, dispatch_uid="events.report_roles")
def on_new_index(created: bool, **_kwargs: Any) -> None:
    """A new agenda or list of reports, also in another language, is theirs from the start."""
    if created:
        give_pages()
