"""How signing in behaves."""

import time
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.ratelimit import respond_429
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from network.permissions import takes_part
from network.second_step import may_do_without

TOO_MANY = frozenset({"too_many_login_attempts", "rate_limited"})


class AccountAdapter(DefaultAccountAdapter):
    """Nobody makes an account by themselves: the coordinator invites.

    Who signs in goes to their own page in the language of the address, who signs out to the front.
    """

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "This address and this password do not belong together. Try again, or leave the"
            " password empty: we mail you a code."
        ),
        "incorrect_code": _("That is not the code. Look at it again."),
        "incorrect_password": _("That is not your password."),
        "enter_current_password": _("That is not your password."),
        "duplicate_email": _("This is your address already."),
        "too_many_login_attempts": _("That was tried too often. Ask for a new code."),
        "rate_limited": _("That is quick. Wait a moment, and try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return reverse("me") if takes_part(request.user) else f"/{get_language()}/"

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return f"/{get_language()}/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("account_security")

    def get_email_verification_redirect_url(self, email_address: EmailAddress) -> str:
        signed_in = self.request.user.is_authenticated
        return reverse("account_security" if signed_in else "account_login")

    def is_safe_url(self, url: str | None) -> bool:
        """Send nobody on to the admin who may not enter it: it would send them back here."""
        user = self.request.user
        barred = user.is_authenticated and not user.has_perm("wagtailadmin.access_admin")
        if barred and (url or "").startswith("/admin"):
            return False
        return bool(super().is_safe_url(url))

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        """Answer 429 where something was tried too often, not a form with a red line in it."""
        if code in TOO_MANY:
            raise ImmediateHttpResponse(respond_429(self.request))
        error: ValidationError = super().validation_error(code, *args)
        return error

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever signed in a moment ago need not say again who they are."""
        records = get_authentication_records(self.request, self.request.user)
        timeout = app_settings.REAUTHENTICATION_TIMEOUT
        if any(time.time() - record["at"] < timeout for record in records):
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Confirm a new address, unless an account got it since this one asked."""
        try:
            with transaction.atomic():
                return bool(super().confirm_email(request, email_address))
        except IntegrityError:
            taken = _("This address cannot be used. Your address stays as it was.")
            messages.error(request, taken)
            return False


class SecondStepAdapter(DefaultMFAAdapter):
    """The second step is a choice for members, and a duty for whoever enters the admin."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "cannot_delete_authenticator": _(
            "With your role you cannot go without the second step. A new phone? Have an"
            " administrator switch it off, and set it up again."
        ),
        "incorrect_code": _("That is not the code. Wait for the next one and type that."),
    }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return may_do_without(authenticator.user)

    def get_totp_issuer(self) -> str:
        return str(settings.WAGTAIL_SITE_NAME)
