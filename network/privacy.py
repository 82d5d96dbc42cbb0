"""What the network floor holds about people, and how long: see docs/privacy.md."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from cms.privacy.providers import (
    PrivacyProvider,
    Thinned,
    providers,
    says_nothing_about_people,
)
from network.enums import ApplicationState
from network.models import Application, EmergencyAccess, Member, Pledge, RoleReview
from network.services.roles import RoleError, label_of, refuse_losing_last_administrator
from network.traces import applications_of, traces_of

# How long after the answer, and how long without one.
DECIDED_KEPT = timedelta(weeks=4)
WAITING_KEPT = timedelta(days=183)
PLEDGE_KEPT = timedelta(days=365)
_ACCOUNT = ("email", "name", "language", "date_joined", "last_login")
_PROFILE = (
    *("background", "organisation", "function", "neighbourhood", "introduction"),
    *("phone", "phone_consent", "email_consent", "expertise", "interests", "offers", "seeks"),
    "since",
)


def _export_person(user: Any) -> Mapping[str, Any]:
    member = Member.objects.filter(user=user).first()
    return {
        **{name: getattr(user, name) for name in _ACCOUNT},
        **({name: _plain(member, name) for name in _PROFILE} if member else {}),
        "pledges": list(Pledge.objects.by(user).values("text", "due", "state", "made_at")),
        "seats": [str(seat) for seat in member.seats.all()] if member else [],
        "applications": list(
            applications_of(user).values("name", "email", "organisation", "sentence", "created_at")
        ),
        "decided_by_you": Application.objects.filter(decided_by=user).count(),
    }


def _plain(member: Member, name: str) -> Any:
    """Return a field as people read it, not as it is stored."""
    value = getattr(member, name)
    if hasattr(value, "all"):
        return [str(each) for each in value.all()]
    shown = getattr(member, f"get_{name}_display", None)
    return shown() if shown else str(value) if isinstance(value, Model) else value


def _erase_person(user: Any) -> None:
    """Remove what hangs on the address alone; what hangs on the account goes with it."""
    applications_of(user).delete()


def _thin_people(now: datetime, dry_run: bool) -> Sequence[Thinned]:
    waiting = Application.objects.filter(state=ApplicationState.WAITING)
    decided = Application.objects.exclude(state=ApplicationState.WAITING)
    closed = Pledge.objects.closed()
    rules = (
        (_("decided applications"), decided.filter(decided_at__lt=now - DECIDED_KEPT)),
        (_("applications nobody decided on"), waiting.filter(created_at__lt=now - WAITING_KEPT)),
        (_("closed promises"), closed.filter(closed_at__lt=now - PLEDGE_KEPT)),
    )
    found = []
    for what, rows in rules:
        count = rows.count()
        if not dry_run:
            rows.delete()
        found.append(Thinned(what, count))
    return found


providers.register(
    "network_people",
    PrivacyProvider(
        label=_("Your account and profile"),
        why=_("So that you can sign in, and others in the network can find you as you want."),
        how_long=_(
            "As long as you have an account. A request to take part is kept until four weeks after"
            " the answer, and half a year without one; a promise until a year after it was closed."
        ),
        models=("network.User", "network.Member", "network.Application", "network.Pledge"),
        export=_export_person,
        erase=_erase_person,
        traces=traces_of,
        minimise=_thin_people,
        order=10,
        headings={
            "pledges": _("Your promises"),
            "seats": _("Your seats in the steering group"),
            "applications": _("How you asked to take part"),
            "decided_by_you": _("Number of applications you decided on"),
        },
    ),
)
says_nothing_about_people(
    "network.Organisation", "how an organisation is reached: an address that several people read"
)


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
        order=20,
        words={"roles": label_of},
        headings={
            "addresses": _("Addresses you sign in with"),
            "second_step": _("Second step"),
            "role_reviews": _("When your roles were looked at"),
            "emergency_access": _("Uses of the emergency account"),
        },
    ),
)
