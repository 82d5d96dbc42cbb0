"""Keeps the role of lead in step with coalitions that come online in whatever way."""

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published

from coalitions.models import CoalitionPage
from coalitions.services.leads import keep_roles


@receiver(page_published, sender=CoalitionPage, dispatch_uid="coalitions.lead_roles")
def on_published(instance: CoalitionPage, **_kwargs: Any) -> None:
    """Whoever a bundle names as lead has the role as well; who has it keeps their session."""
    if row := instance.row:
        keep_roles([row.lead_id, row.deputy_id])
