"""The link in the mail: for one organisation and one round, without signing in."""

from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.urls import reverse
from django.utils import timezone

from cms.mailing.texts import site_url
from knowledge.models import ActivityCheck
from network.models import Organisation

# Half a year: by then the next round is nearer than this one.
USABLE = timedelta(days=183)
_SALT = "knowledge.yearly_check"


def token_of(organisation: Organisation, asked_at: datetime) -> str:
    """Return the token for what was asked of an organisation at that moment."""
    return signing.dumps([organisation.pk, asked_at.isoformat()], salt=_SALT)


def address_of(organisation: Organisation, asked_at: datetime) -> str:
    """Return the whole address that a mail leads to."""
    return site_url() + reverse("yearly_check", args=[token_of(organisation, asked_at)])


def checks_of(token: str) -> Any:
    """Return what a link asks about; nothing for a link that is too old or not ours."""
    none: Any = ActivityCheck.objects.none()
    try:
        organisation, moment = signing.loads(token, salt=_SALT)
        asked_at = datetime.fromisoformat(moment)
    except (signing.BadSignature, ValueError, TypeError):
        return none
    if asked_at + USABLE <= timezone.now():
        return none
    found: Any = ActivityCheck.objects.filter(organisation=organisation, asked_at=asked_at)
    return found.select_related("organisation").order_by("pk")
