"""How long mail is kept, and what somebody may ask of the mail to them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.models import OutgoingMail
from cms.models.mail import EMPTY
from cms.privacy.providers import PrivacyProvider, Thinned, providers

EMPTIED_AFTER = timedelta(days=7)
# Also what was given up, text and all: why somebody was declined is kept no longer than that they
# asked.
REMOVED_AFTER = timedelta(days=28)


def export(user: Any) -> Mapping[str, Any]:
    """Return the mail to an account as far as its text is still kept."""
    mails = OutgoingMail.objects.to_account(user).order_by("created_at")
    fields = ("created_at", "to", "subject", "text", "sent_at")
    return {
        "mail": [
            {name: _plain(getattr(mail, name)) for name in fields} for mail in mails.only(*fields)
        ]
    }


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def erase(user: Any) -> None:
    """Remove the mail to an account, also what was not sent yet."""
    OutgoingMail.objects.to_account(user).delete()


def minimise(now: datetime, dry_run: bool) -> Sequence[Thinned]:
    """Empty what was sent a week ago, remove what was sent or given up four weeks ago."""
    old = OutgoingMail.objects.finished_before(now - REMOVED_AFTER)
    week_old = OutgoingMail.objects.finished_before(now - EMPTIED_AFTER).sent().with_content()
    wordy = week_old.filter(sent_at__gte=now - REMOVED_AFTER)
    counts = [
        Thinned(_("Messages whose text is emptied, seven days after sending"), wordy.count()),
        Thinned(_("Messages that are removed after four weeks"), old.count()),
    ]
    if not dry_run:
        old.delete()
        wordy.update(**EMPTY)
    return counts


providers.register(
    "mail",
    PrivacyProvider(
        label=_("Mail to you"),
        why=_("So that no message gets lost, and we can see whether it left."),
        how_long=_("The text seven days after sending, the rest four weeks."),
        models=["cms.OutgoingMail"],
        export=export,
        erase=erase,
        minimise=minimise,
        order=40,
        headings={"subject": _("What it is about")},
    ),
)
