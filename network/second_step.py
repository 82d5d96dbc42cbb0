"""The second step when signing in: who needs it, who has it, and how somebody starts again."""

from typing import Any

from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.utils.translation import gettext as _
from rules.predicates import predicate
from wagtail.log_actions import log

from cms.mailing.services import write_mail
from network.exceptions import NetworkError
from network.models import User
from network.permissions import BEHIND_SECOND_STEP


def may_do_without(user: Any) -> bool:
    """Whether somebody signs in with a password or a code alone, if they like."""
    return not (settings.ADMIN_NEEDS_SECOND_STEP and user.has_perm("wagtailadmin.access_admin"))


def is_missing(user: Any) -> bool:
    """Whether somebody needs a second step and has none yet."""
    return not may_do_without(user) and not has_second_step(user)


@predicate
def past_second_step(user: Any) -> bool:
    """Whether somebody who needs a second step has one; looked up once for each loaded account.

    What is about one page, coalition or call is asked of it within a view, where no middleware
    stands before it. So what a role adds to what is somebody's own asks for the second step itself.
    """
    if not hasattr(user, "_past_second_step"):
        user._past_second_step = not is_missing(user)
    found: bool = user._past_second_step
    return found


def has_second_step(user: Any) -> bool:
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists()


def stands_before(user: Any, permission: str) -> bool:
    """Whether somebody has this permission, but only once they have a second step."""
    return permission in BEHIND_SECOND_STEP and is_missing(user) and user.has_perm(permission)


def use_up(user: Any, code: str) -> bool:
    """Note that a code was used. Return whether it is the first time.

    For as long as it is valid: allauth forgets it after one period, and takes it for three.
    """
    periods = 2 * app_settings.TOTP_TOLERANCE + 1
    key = f"network.second_step.used:{user.pk}:{normalize_user_code(code)}"
    return bool(cache.add(key, True, app_settings.TOTP_PERIOD * periods))


class SecondStepError(NetworkError):
    """The second step cannot be switched off; the message says why."""


@transaction.atomic
def switch_off(user: User, by: Any) -> None:
    """Let somebody who lost their phone begin again; they are signed out, and hear of it.

    Raises `SecondStepError` for one's own account, for a superuser's, and where there is none.
    """
    if user == by:
        raise SecondStepError(_("You cannot do this for yourself: ask another administrator."))
    if user.is_superuser and not by.is_superuser:
        raise SecondStepError(_("The emergency account is not yours to change."))
    if not Authenticator.objects.filter(user=user).delete()[0]:
        raise SecondStepError(_("There is no second step on this account."))
    User.objects.filter(pk=user.pk).end_sessions()
    log(user, "network.second_step_off", user=by)
    write_mail("account", "network/mails/second_step_off", {}, recipient=user)
