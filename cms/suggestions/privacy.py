"""What suggestions hold about who made them, and how long."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.credits import organisation_name
from cms.enums import SuggestionState
from cms.models import Suggestion
from cms.privacy.providers import PrivacyProvider, Thinned, providers
from cms.suggestions.services import CONFIRM_WITHIN

# How long an address from outside is kept after a decision, and how long without one.
ADDRESS_KEPT = timedelta(days=28)
ADDRESS_KEPT_OPEN = timedelta(days=365)


def _export(user: Any) -> Mapping[str, Any]:
    return {
        "suggestions": list(
            Suggestion.objects.by(user).values("note", "changes", "state", "created_at", "reason")
        )
    }


def _erase(user: Any) -> None:
    """Keep for which organisation somebody spoke; the account itself leaves the rows.

    What they suggested without signing in is known by their address alone.
    """
    unsigned = Suggestion.objects.filter(email__iexact=user.email)
    unsigned.filter(state=SuggestionState.UNCONFIRMED).delete()
    unsigned.update(email="", name="")
    signed = Suggestion.objects.by(user).filter(organisation="")
    signed.order_by().update(organisation=organisation_name(user))


def _minimise(now: datetime, dry_run: bool) -> Sequence[Thinned]:
    """Remove suggestions that were not confirmed, and who made others once that is not needed."""
    unconfirmed = Suggestion.objects.filter(
        state=SuggestionState.UNCONFIRMED, created_at__lt=now - CONFIRM_WITHIN
    ).order_by()
    done = Q(decided_at__lt=now - ADDRESS_KEPT) | Q(created_at__lt=now - ADDRESS_KEPT_OPEN)
    known = Suggestion.objects.filter(done).exclude(email="", name="").order_by()
    counts = [
        Thinned(_("suggestions whose address was not confirmed"), unconfirmed.count()),
        Thinned(_("names and addresses with suggestions from outside"), known.count()),
    ]
    if not dry_run:
        unconfirmed.delete()
        known.update(email="", name="")
    return counts


providers.register(
    "suggestions",
    PrivacyProvider(
        label=_("Your suggestions"),
        why=_("So that you get the credit and hear what became of them."),
        how_long=_(
            "As long as you have an account; the text stays, without your name. The name and the"
            " address of somebody without an account are kept until four weeks after the decision."
        ),
        models=("cms.Suggestion",),
        export=_export,
        erase=_erase,
        minimise=_minimise,
        order=62,
        headings={"suggestions": _("What you suggested")},
    ),
)
