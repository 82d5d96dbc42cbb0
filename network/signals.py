"""Keeps the roles' permissions in step with the code and with new languages."""

from typing import Any

from django.apps import AppConfig, apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import post_migrate, post_save
from django.dispatch import receiver

from cms.models import HomePage
from network.roles import synchronise


@receiver(post_migrate, dispatch_uid="network.roles")
def after_migrations(sender: AppConfig, **_kwargs: Any) -> None:
    """Wait for the last application, because each brings permissions of its own.

    A migration up to some point, such as `migrate network 0001`, has not made all tables yet.
    """
    last = [config for config in apps.get_app_configs() if config.models_module][-1]
    if sender == last and not _left_to_migrate():
        synchronise()


def _left_to_migrate() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@receiver(post_save, sender=HomePage, dispatch_uid="network.roles")
def after_new_language(created: bool, **_kwargs: Any) -> None:
    """A new language has a home page of its own, which translators may edit below."""
    if created:
        synchronise()
