"""Keeps the row of a coalition, and the role of its lead, in step with its pages."""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.signals import page_published

from coalitions.models import CoalitionPage
from coalitions.services.coalitions import forget
from coalitions.services.leads import keep_roles


@receiver(page_published, sender=CoalitionPage, dispatch_uid="coalitions.lead_roles")
def on_published(instance: CoalitionPage, **_kwargs: Any) -> None:
    """Whoever a bundle names as lead has the role as well; who has it keeps their session."""
    if row := instance.row:
        keep_roles([row.lead_id, row.deputy_id])


@receiver(post_delete, sender=CoalitionPage, dispatch_uid="coalitions.forgotten")
def on_deleted(instance: CoalitionPage, **_kwargs: Any) -> None:
    """What it told is kept as long as the coalition: it goes with the last of its pages."""
    pages = CoalitionPage.objects.filter(translation_key=instance.translation_key)
    if (row := instance.row) and not pages.exists():
        forget(row)
