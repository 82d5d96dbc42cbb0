"""The one mail a week: what waits for somebody, then what is new in what they follow."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from cms.mailing.services import write_mail
from cms.mailing.texts import site_url
from cms.models import Notice, OutgoingMail, WeeklyRound
from cms.notices.audience import Doors
from cms.notices.kinds import kinds
from cms.notices.links import stop_address, stop_headers
from cms.notices.reads import Whom, for_whom, readable, what_waits

logger = logging.getLogger(__name__)

KIND = "weekly"
# Tuesday, counted from Monday, at nine in the site's own time zone.
DAY = 1
HOUR = time(9)
# A worker that was off writes the mail later, but not so late that the next one follows on it.
WITHIN = timedelta(days=3)
# More lines of one kind than this nobody reads; the rest is on their own page.
LINES = 20


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the mail, and where it leads."""

    line: str
    address: str


@dataclass(frozen=True, slots=True)
class Group:
    """Lines of one kind, with the reason why they are in the mail."""

    title: str
    why: str
    entries: Sequence[Entry]
    more: int = 0


def week_of(now: datetime) -> str:
    """Return the week whose mail has to be written at `now`, such as 2026-W47; or nothing."""
    local = timezone.localtime(now)
    year, week, weekday = local.isocalendar()
    day = local.date() - timedelta(days=weekday - 1 - DAY)
    moment = datetime.combine(day, HOUR, tzinfo=timezone.get_default_timezone())
    return f"{year}-W{week:02}" if moment <= now < moment + WITHIN else ""


def write_round(now: datetime | None = None) -> int:
    """Write this week's mail to whoever did not get it yet; return how many were written.

    Stopped halfway, the next call goes on; called again, it writes nothing. One recipient for whom
    it fails holds up nobody else, and is tried again at the next call.
    """
    week = week_of(now or timezone.now())
    if not week or WeeklyRound.objects.filter(week=week).exists():
        return 0
    written = failed = 0
    doors, whom = Doors(), for_whom()
    for user in _recipients(week):
        try:
            written += write_to(user, week, doors, whom)
        except Exception:
            logger.exception("The weekly mail to account %d failed", user.pk)
            failed += 1
    if not failed:
        WeeklyRound.objects.get_or_create(week=week)
    return written


def _key(week: str, user: Any) -> str:
    return f"{KIND}:{week}:{user.pk}"


def _recipients(week: str) -> Iterator[Any]:
    keys = OutgoingMail.objects.filter(key__startswith=f"{KIND}:{week}:")
    done = set(keys.values_list("key", flat=True))
    users: QuerySet[Any] = get_user_model()._default_manager.filter(is_active=True)
    listed = users.exclude(mail_choice__weekly=False).prefetch_related("groups")
    for user in listed.order_by("pk"):
        if _key(week, user) not in done and user.has_perm("cms.be_told"):
            yield user


@transaction.atomic
def write_to(user: Any, week: str, doors: Doors, whom: Whom | None = None) -> bool:
    """Write one person's mail and mark what is in it; False when there is nothing to say.

    `doors` and `whom` are read once for a round.
    """
    # Locked: what is renewed meanwhile is told again next week, not taken for mailed.
    notices = list(Notice.objects.of(user).unmailed().select_for_update())
    with override(user.language):
        stop_url = stop_address(user)
        groups = [*_waiting(user, whom), *_news(user, notices, doors)]
        context = {
            "groups": groups,
            "stop_url": stop_url,
            "choose_url": site_url() + reverse("my_messages"),
        }
    key, headers = _key(week, user), stop_headers(stop_url)
    template = "cms/notices/mails/weekly"
    if groups and write_mail(KIND, template, context, recipient=user, key=key, headers=headers):
        told = Notice.objects.filter(pk__in=[notice.pk for notice in notices])
        told.update(mailed_at=timezone.now())
        return True
    return False


def _waiting(user: Any, whom: Whom | None) -> Iterator[Group]:
    why = _("This waits for you: it goes no further until you have looked at it.")
    for each in what_waits(user, by_mail=True, whom=whom):
        yield _group(each.label, why, [(item.line, item.address) for item in each.items])


def _news(user: Any, notices: list[Notice], doors: Doors) -> Iterator[Group]:
    found = readable(user, notices, doors) if notices else []
    for name in kinds.names():
        if lines := [(each.line, each.address) for each in found if each.kind == name]:
            yield _group(str(kinds[name].label), str(kinds[name].why), lines)


def _group(title: str, why: str, lines: list[tuple[str, str]]) -> Group:
    entries = [Entry(" ".join(line.split()), _whole(address)) for line, address in lines[:LINES]]
    return Group(title, why, entries, max(0, len(lines) - LINES))


def _whole(address: str) -> str:
    return site_url() + address if address.startswith("/") else address
