"""Keeps the roles' permissions in step with the code and with new languages."""

from typing import Any

from django.db.models.signals import post_migrate, post_save
from django.dispatch import receiver

from cms.models import HomePage
from network.roles import synchronise


@receiver(post_migrate, dispatch_uid="network.roles")
def after_migrations(**_kwargs: Any) -> None:
    """Each application's own permissions exist only after its migrations."""
    synchronise()


@receiver(post_save, sender=HomePage, dispatch_uid="network.roles")
def after_new_language(created: bool, **_kwargs: Any) -> None:
    """A new language has a home page of its own, which translators may edit below."""
    if created:
        synchronise()
