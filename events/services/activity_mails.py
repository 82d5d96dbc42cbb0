"""Mails to whoever submitted an activity: it is on the agenda, or something should change first."""

from wagtail.models import WorkflowState

from cms.mailing.services import write_mail
from events.models import Event

MAIL = "activities"


def tell_accepted(event: Event) -> None:
    """Tell once that an activity is on the agenda."""
    if event.host is not None:
        write_mail(
            MAIL,
            "events/mails/activity_accepted",
            {"event": event},
            recipient=event.host,
            key=f"{MAIL}:accepted:{event.pk}",
        )


def tell_sent_back(event: Event, reason: str, state: WorkflowState) -> None:
    """Tell what should change first, each time that it is sent back."""
    if event.host is not None:
        write_mail(
            MAIL,
            "events/mails/activity_sent_back",
            {"event": event, "reason": reason},
            recipient=event.host,
            key=f"{MAIL}:sent_back:{event.pk}:{state.current_task_state_id}",
        )
