"""Keeps the roles' permissions in step with the code, and sessions in step with the roles."""

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.apps import AppConfig, apps
from django.contrib.auth import update_session_auth_hash, user_logged_in
from django.contrib.auth.models import Group
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models.signals import m2m_changed, post_migrate, post_save
from django.dispatch import receiver
from django.http import HttpRequest
from wagtail.log_actions import log

from cms.models import HomePage
from network.enums import Role
from network.models import User
from network.roles import give_pages, synchronise
from network.services import emergency
from network.services.roles import refuse_losing_last_administrator


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
        give_pages()


@receiver(m2m_changed, sender=User.groups.through, dispatch_uid="network.role_changes")
def on_role_change(
    instance: User | Group, action: str, reverse: bool, pk_set: set[int] | None, **_kwargs: Any
) -> None:
    """End the sessions of whoever gets or loses a role, and write down who gave or took it.

    What is taken is read before it is gone, what is given once it is there.
    """
    if action not in {"post_add", "pre_remove", "pre_clear"}:
        return
    rows = User.groups.through.objects.filter(**{"group" if reverse else "user": instance.pk})
    if pk_set is not None:
        rows = rows.filter(**{"user__in" if reverse else "group__in": pk_set})
    changed = list(rows.values_list("user", "group__name"))
    given = action == "post_add"
    if not given:
        refuse_losing_last_administrator({pk for pk, role in changed if role == Role.ADMINISTRATOR})
    _write_down(changed, "network.give_role" if given else "network.take_role")
    if isinstance(instance, User):
        # What was read of this account before no longer holds.
        instance.__dict__.pop("_role_codes", None)
        instance.refresh_from_db(fields=["session_version"])


def _write_down(changed: Iterable[tuple[int, str]], action: str) -> None:
    users = User.objects.in_bulk({pk for pk, _role in changed})
    User.objects.filter(pk__in=users).end_sessions()
    for pk, role in changed:
        log(users[pk], action, data={"role": role})


@receiver(user_logged_in, dispatch_uid="network.emergency")
def on_sign_in(request: HttpRequest | None, user: Any, **_kwargs: Any) -> None:
    """Tell administrators when the account that passes every check is used."""
    # Accounts that were made many at once send no signal of their own.
    _vouch_for_address(user)
    if request is not None and user.is_superuser:
        emergency.signed_in(user, request)


@receiver(authenticator_added, dispatch_uid="network.second_step")
def on_second_step(
    request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any
) -> None:
    """End the sessions that began without a second step, except the one that set it up."""
    if authenticator.type == Authenticator.Type.TOTP:
        User.objects.filter(pk=user.pk).end_sessions()
        user.refresh_from_db(fields=["session_version"])
        update_session_auth_hash(request, user)


@receiver(post_save, sender=User, dispatch_uid="network.address")
def on_address(instance: User, update_fields: Iterable[str] | None, **_kwargs: Any) -> None:
    """Let an account have one confirmed address, the one it is called by.

    Whoever made or changed the account vouches for it. Without this row somebody else could have
    the same address waiting to be confirmed, and a code for it would be theirs.
    """
    if update_fields is None or "email" in update_fields:
        _vouch_for_address(instance)


def _vouch_for_address(instance: User) -> None:
    addresses, email = EmailAddress.objects.filter(user=instance), instance.email.lower()
    if not addresses.filter(email=email, verified=True, primary=True).exists():
        addresses.delete()
        EmailAddress.objects.filter(email=email).delete()
        EmailAddress.objects.create(user=instance, email=email, verified=True, primary=True)
