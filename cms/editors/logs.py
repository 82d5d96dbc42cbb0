"""How the history of a page in the admin names what was done from the editors' desk."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry


@hooks.register("register_log_actions")
def name_care(actions: LogActionRegistry) -> None:
    """Name handing over and setting the day of review."""
    handed, day = _("Handed over"), _("Day of review set")
    actions.register_action("cms.hand_over", handed, handed)
    actions.register_action("cms.review_date", day, day)
