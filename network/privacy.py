"""What the network floor holds about people, and how long: see docs/privacy.md."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils.translation import gettext_lazy as _

from cms.privacy.providers import PrivacyProvider, Thinned, providers
from network.models import EmergencyAccess, RoleReview
from network.services.roles import RoleError, refuse_losing_last_administrator


def _export_access(user: Any) -> Mapping[str, Any]:
    reviews = RoleReview.objects.filter(user=user)
    return {
        "addresses": list(EmailAddress.objects.filter(user=user).values("email", "verified")),
        # Not the secrets themselves: a copy of them would open the account.
        "second_step": list(Authenticator.objects.filter(user=user).values("type", "created_at")),
        "role_reviews": list(reviews.values("roles", "confirmed_at")),
        "emergency_access": list(
            EmergencyAccess.objects.filter(user=user).values("at", "method", "path")
        ),
    }


def _object_to_leaving(user: Any) -> str:
    try:
        refuse_losing_last_administrator({user.pk})
    except RoleError as error:
        return str(error)
    return ""


def _thin_access(now: datetime, dry_run: bool) -> Sequence[Thinned]:
    old = EmergencyAccess.objects.past_retention(now)
    count = old.count() if dry_run else old.delete()[0]
    return [Thinned(_("uses of the emergency account"), count)]


providers.register(
    "network_access",
    PrivacyProvider(
        label=_("Signing in and roles"),
        why=_("To know who signs in, what they may do, and when the emergency account was used."),
        how_long=_("As long as you have an account; uses of the emergency account for a year."),
        models=(
            "account.EmailAddress",
            "mfa.Authenticator",
            "network.EmergencyAccess",
            "network.RoleReview",
        ),
        export=_export_access,
        objection=_object_to_leaving,
        minimise=_thin_access,
    ),
)
