"""Asking: one mail a year to an organisation, about all its activities; one reminder."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cms.mailing.services import write_mail
from cms.models import PageCare
from knowledge.enums import ActivityStatus
from knowledge.models import Activity, ActivityCheck
from knowledge.yearly_check.links import address_of
from network.models import Member, Organisation
from network.reads.contact import network_contact

KIND = "yearly_check"
YEAR = timedelta(days=365)
# What nobody ever confirmed is asked about once it stands there for a while.
FIRST = timedelta(days=30)
# What comes up within this time goes along in the same mail: one mail a year, not three.
TOGETHER = timedelta(days=90)
REMIND_AFTER = timedelta(weeks=3)
# Then somebody of the network calls.
GIVE_UP_AFTER = timedelta(weeks=6)


@dataclass(frozen=True, slots=True)
class Due:
    """An activity, and the day from which its organisation may be asked about it again."""

    activity: Activity
    day: date


def running() -> Any:
    """Return the originals of the activities that anybody may read and that go on."""
    pages = Activity.objects.originals().live().open_to_all().exclude(status=ActivityStatus.ENDED)
    return pages.select_related("locale").order_by("title")


def in_office_hours(now: datetime) -> bool:
    """Whether this is a moment at which an organisation reads its mail."""
    local = timezone.localtime(now)
    return local.weekday() < 5 and 9 <= local.hour < 17


def ask_all(now: datetime | None = None) -> int:
    """Ask every organisation whose turn it is; return how many were asked.

    Stopped halfway, the next call goes on; called again, it asks nobody twice.
    """
    now = now or timezone.now()
    if not in_office_hours(now):
        return 0
    asked = 0
    for organisation, dues in _by_organisation(now).items():
        today = timezone.localdate(now)
        if any(due.day <= today for due in dues):
            soon = [due.activity for due in dues if due.day <= today + TOGETHER]
            ask(organisation, soon, now)
            asked += 1
    return asked


def _by_organisation(now: datetime) -> dict[Organisation, list[Due]]:
    activities = {activity.pk: activity for activity in running()}
    keys = [activity.translation_key for activity in activities.values()]
    confirmed = dict(
        PageCare.objects.filter(
            translation_key__in=keys, last_confirmed_on__isnull=False
        ).values_list("translation_key", "last_confirmed_on")
    )
    asked = _last_asked(keys)
    through = Activity.providers.through.objects.filter(activity__in=activities)
    found: dict[Organisation, list[Due]] = defaultdict(list)
    for row in through.select_related("organisation").order_by("organisation", "activity__title"):
        activity = activities[row.activity_id]
        day = _due_on(activity, confirmed.get(activity.translation_key), now)
        last = asked.get((row.organisation_id, activity.translation_key))
        if last is not None:
            day = max(day, timezone.localdate(last) + YEAR)
        found[row.organisation].append(Due(activity, day))
    return found


def _last_asked(keys: Iterable[UUID]) -> dict[tuple[int, UUID], datetime]:
    rows = ActivityCheck.objects.filter(translation_key__in=keys).order_by()
    latest = rows.values_list("organisation", "translation_key").annotate(last=Max("asked_at"))
    return {(organisation, key): last for organisation, key, last in latest}


def _due_on(activity: Activity, confirmed: date | None, now: datetime) -> date:
    if confirmed is not None:
        return confirmed + YEAR
    return timezone.localdate(activity.first_published_at or now) + FIRST


@transaction.atomic
def ask(organisation: Organisation, activities: Sequence[Activity], now: datetime) -> None:
    """Keep that an organisation was asked about these, and write the one mail that does so."""
    ActivityCheck.objects.bulk_create(
        ActivityCheck(
            translation_key=activity.translation_key, organisation=organisation, asked_at=now
        )
        for activity in activities
    )
    _write(organisation, activities, now, reminder=False)


def remind(now: datetime | None = None) -> int:
    """Remind once whoever did not answer for three weeks; return how many organisations."""
    now = now or timezone.now()
    if not in_office_hours(now):
        return 0
    rounds: dict[tuple[Organisation, datetime], list[ActivityCheck]] = defaultdict(list)
    late = ActivityCheck.objects.unanswered().filter(
        asked_at__lte=now - REMIND_AFTER, asked_at__gt=now - GIVE_UP_AFTER, reminded_at=None
    )
    for check in late.select_related("organisation"):
        rounds[check.organisation, check.asked_at].append(check)
    return sum(
        _remind(organisation, asked_at, checks, now)
        for (organisation, asked_at), checks in rounds.items()
    )


@transaction.atomic
def _remind(
    organisation: Organisation, asked_at: datetime, checks: list[ActivityCheck], now: datetime
) -> bool:
    ids = [check.pk for check in checks]
    ActivityCheck.objects.filter(pk__in=ids).update(reminded_at=now)
    open_ones = still_open(checks)
    if open_ones:
        _write(organisation, [activity for _check, activity in open_ones], asked_at, reminder=True)
    return bool(open_ones)


def still_open(checks: Iterable[ActivityCheck]) -> list[tuple[ActivityCheck, Activity]]:
    """Return the checks about what goes on and what nobody else confirmed meanwhile."""
    rows = list(checks)
    keys = {check.translation_key for check in rows}
    activities = {
        activity.translation_key: activity
        for activity in running().filter(translation_key__in=keys)
    }
    cares = PageCare.objects.filter(translation_key__in=keys, last_confirmed_on__isnull=False)
    confirmed = {care.translation_key: care.last_confirmed_on or date.min for care in cares}
    return [
        (check, activities[check.translation_key])
        for check in rows
        if check.translation_key in activities
        and confirmed.get(check.translation_key, date.min) < timezone.localdate(check.asked_at)
    ]


def _write(
    organisation: Organisation, activities: Sequence[Activity], asked_at: datetime, reminder: bool
) -> None:
    """Write to the organisation's own address, or else to each member who speaks for it."""
    kind = "remind" if reminder else "ask"
    context = {
        "organisation": organisation,
        "activities": activities,
        "reminder": reminder,
        "address": address_of(organisation, asked_at),
    }
    key = f"{KIND}:{organisation.pk}:{asked_at.timestamp():.0f}:{kind}"
    template = "knowledge/yearly_check/mails/ask"
    if organisation.email:
        language = settings.LANGUAGE_CODE
        words = context | {"contact": network_contact(language), "recipient": None}
        write_mail(KIND, template, words, to=organisation.email, language=language, key=key)
        return
    for user in speakers(organisation):
        words = context | {"contact": network_contact(user.language)}
        write_mail(KIND, template, words, recipient=user, key=f"{key}:{user.pk}")


def speakers(organisation: Organisation) -> list[Any]:
    """Return the accounts that are known to belong to an organisation."""
    known = Member.objects.filter(
        organisation=organisation, organisation_claimed=False, user__is_active=True
    )
    return [member.user for member in known.select_related("user").order_by("pk")]
