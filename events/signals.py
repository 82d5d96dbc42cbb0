"""Keeps the row of an event in step with its pages, and tells partners what became of theirs."""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.models import WorkflowState
from wagtail.signals import page_published, workflow_rejected

from events.enums import EventKind
from events.models import EventPage
from events.services import activity_mails as mails


@receiver(page_published, sender=EventPage, dispatch_uid="events.told_on_agenda")
def on_published(instance: EventPage, **_kwargs: Any) -> None:
    """Whoever submitted an activity hears that it is on the agenda, the first time that it is."""
    event = instance.event
    if event is None or event.kind != EventKind.CAMPAIGN_ACTIVITY:
        return
    if instance.workflow_states.exists():
        mails.tell_accepted(event)


@receiver(workflow_rejected, sender=WorkflowState, dispatch_uid="events.told_sent_back")
def on_sent_back(instance: WorkflowState, **_kwargs: Any) -> None:
    """They hear too what should change first, wherever it was sent back."""
    page: Any = instance.content_object
    page = getattr(page, "specific", page)
    if isinstance(page, EventPage) and page.event is not None:
        task = instance.current_task_state
        mails.tell_sent_back(page.event, task.comment if task else "", instance)


@receiver(post_delete, sender=EventPage, dispatch_uid="events.forgotten")
def on_deleted(instance: EventPage, **_kwargs: Any) -> None:
    """The row of an event goes with the last of its pages."""
    pages = EventPage.objects.filter(translation_key=instance.translation_key)
    event = instance.event
    if event is not None and not pages.exists():
        event.delete()
