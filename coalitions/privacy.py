"""What coalitions hold about people: which part they take, and what they wrote."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model, Q
from django.utils.translation import gettext_lazy as _

from cms.models import Notice
from cms.privacy.providers import PrivacyProvider, Thinned, providers
from coalitions.models import (
    Action,
    ActionChange,
    Answer,
    Call,
    Coalition,
    Participation,
    ProgressUpdate,
    Pulse,
    UpdateVersion,
)
from coalitions.services.coalitions import JOINED
from coalitions.services.pulse import KEPT, USABLE
from network.reads.speaking import organisation_of

# An answer from outside whose link nobody followed, and how long an address is kept: after the call
# was closed for a word of thanks, and without that not for ever.
UNCONFIRMED_KEPT = timedelta(days=7)
ADDRESS_KEPT = timedelta(days=28)
ADDRESS_KEPT_OPEN = timedelta(days=365)

# Texts stay when somebody leaves, as those of a participant of their organisation.
SIGNED: dict[type[Model], str] = {ProgressUpdate: "author", Call: "asked_by", Answer: "author"}
MODELS = (Action, ActionChange, Answer, Call, Coalition, Participation, ProgressUpdate, Pulse)


def _export(user: Any) -> Mapping[str, Any]:
    parts = Participation.objects.filter(user=user).select_related("coalition").order_by("pk")
    return {
        "leads": [str(each) for each in Coalition.objects.led_by(user).order_by("pk")],
        "coalitions": [
            {
                "coalition": str(part.coalition),
                "joined_on": part.joined_on,
                "left_on": part.left_on,
            }
            for part in parts
        ],
        "notes": list(ActionChange.objects.filter(by=user).exclude(note="").values("at", "note")),
        "updates": list(
            ProgressUpdate.objects.filter(author=user).values(
                "happened_on", "happened", "needed", "helpers", "visibility"
            )
        ),
        "calls": list(
            Call.objects.filter(asked_by=user).values("line", "details", "state", "created_at")
        ),
        "actions": list(
            Action.objects.filter(owner=user).values("text", "state", "due").order_by("pk")
        ),
        "answers": list(Answer.objects.filter(author=user).values("text", "created_at")),
    }


def _erase(user: Any) -> None:
    """Keep for which organisation somebody spoke; the account itself leaves the rows.

    What they answered without signing in is known by their address alone.
    """
    unsigned = Answer.objects.filter(email__iexact=user.email)
    unsigned.filter(confirmed_at=None).delete()
    unsigned.update(email="", name="")
    # Their name stands in what leads were told of them.
    Notice.objects.filter(kind=JOINED, key__endswith=f":{user.pk}").delete()
    organisation = organisation_of(user)
    if organisation is None:
        return
    for model, field in SIGNED.items():
        signed = model._default_manager.filter(**{field: user})
        signed.filter(organisation=None).update(organisation=organisation)


def _thin_answers(now: datetime, dry_run: bool) -> Sequence[Thinned]:
    """Remove answers that were not confirmed, and addresses that are not needed any more."""
    unconfirmed = Answer.objects.filter(
        confirmed_at=None, author=None, created_at__lt=now - UNCONFIRMED_KEPT
    )
    done = Q(call__closed_at__lt=now - ADDRESS_KEPT) | Q(created_at__lt=now - ADDRESS_KEPT_OPEN)
    addresses = Answer.objects.filter(done).exclude(email="")
    counts = [
        Thinned(_("answers whose address was not confirmed"), unconfirmed.count()),
        Thinned(_("addresses with answers"), addresses.count()),
    ]
    if not dry_run:
        unconfirmed.delete()
        addresses.update(email="")
    return counts


def _thin_updates(now: datetime, dry_run: bool) -> Sequence[Thinned]:
    """Forget who was asked how it goes, and what was withdrawn or changed long ago."""
    rules = (
        (
            _("Links that asked a lead how it goes, removed after ninety days"),
            Pulse.objects.filter(expires_at__lt=now - (KEPT - USABLE)),
        ),
        (
            _("Updates that were withdrawn a year ago"),
            ProgressUpdate.objects.filter(withdrawn_at__lt=now - timedelta(days=365)),
        ),
        (
            _("What updates said before they were changed, removed after two years"),
            UpdateVersion.objects.filter(at__lt=now - timedelta(days=730)),
        ),
    )
    counts = [Thinned(what, rows.count()) for what, rows in rules]
    if not dry_run:
        for _what, rows in rules:
            rows.delete()
    return counts


def _minimise(now: datetime, dry_run: bool) -> Sequence[Thinned]:
    return [*_thin_answers(now, dry_run), *_thin_updates(now, dry_run)]


providers.register(
    "coalitions",
    PrivacyProvider(
        label=_("Coalitions you take part in, and what you wrote there"),
        why=_("So that the network knows who works on what, and can ask you about it."),
        how_long=_(
            "As long as you have an account. Texts stay, without you. The address with which"
            " somebody without an account answered is kept until four weeks after the call was"
            " closed."
        ),
        models=tuple(model._meta.label for model in (*MODELS, UpdateVersion)),
        export=_export,
        erase=_erase,
        minimise=_minimise,
        order=60,
        headings={
            "leads": _("Coalitions you lead"),
            "coalitions": _("Coalitions you take part in"),
            "notes": _("What you noted with actions"),
            "updates": _("Updates you wrote"),
            "calls": _("What you sought or asked"),
            "actions": _("Actions you took on"),
            "answers": _("What you answered"),
        },
    ),
)
