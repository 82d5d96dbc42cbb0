"""What somebody chose to hear at once: a mail of its own, and then no line in that of the week."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.mailing.services import write_mail
from cms.mailing.texts import site_url
from cms.models import MailChoice, Notice
from cms.notices.kinds import kinds


def who_chose(kind: str, users: QuerySet[Any]) -> QuerySet[Any]:
    """Keep those who want to hear of this kind at once."""
    choices = MailChoice.objects.filter(user__in=users)
    return users.filter(pk__in=[each.user_id for each in choices if kind in each.at_once])


def mail_at_once(kind: str, key: str) -> None:
    """Mail the notices of this kind and key that wait for the week, to who chose not to wait."""
    waiting = Notice.objects.unmailed().filter(kind=kind, key=key).select_related("recipient")
    choices = MailChoice.objects.filter(user__in=waiting.values("recipient"))
    hasty = {choice.user_id for choice in choices if kind in choice.at_once}
    for notice in waiting.filter(recipient__in=hasty) if hasty else ():
        _mail(notice)


def _mail(notice: Notice) -> None:
    with override(notice.recipient.language):
        context = {
            "notice": notice,
            "why": str(kinds[notice.kind].why),
            "address": _whole(notice.address),
            "choose_url": site_url() + reverse("my_messages"),
        }
    template = "cms/notices/mails/at_once"
    write_mail("notice", template, context, recipient=notice.recipient, key=f"notice:{notice.pk}")
    Notice.objects.filter(pk=notice.pk).update(mailed_at=timezone.now())


def _whole(address: str) -> str:
    return site_url() + address if address.startswith("/") else address
