"""One mail a year to an organisation about all its activities, and one reminder."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from cms.models import OutgoingMail, PageCare
from cms.views.desk import heaps_for
from knowledge.enums import ActivityStatus
from knowledge.models import Activity, ActivityCheck
from knowledge.yearly_check.asking import ask, ask_all, remind
from network.enums import Role
from tests.factories import MemberFactory
from tests.knowledge.yearly_check.checking import NOW, running_since

pytestmark = pytest.mark.django_db


def test_an_organisation_gets_one_mail_about_all_its_activities(
    activity: Any, organisation: Any
) -> None:
    running_since(NOW - timedelta(days=60), title="Samen eten", providers=[organisation])
    assert ask_all(NOW) == 1
    mail = OutgoingMail.objects.get()
    assert mail.to == "brug@schakel.example"
    assert "Koffie voor iedereen" in mail.text
    assert "Samen eten" in mail.text
    assert ActivityCheck.objects.count() == 2


def test_nobody_is_asked_twice_in_a_year(activity: Any) -> None:
    ask_all(NOW)
    assert ask_all(NOW + timedelta(days=1)) == 0
    assert ask_all(NOW + timedelta(days=300)) == 0
    assert ask_all(NOW + timedelta(days=370)) == 1


def test_what_was_confirmed_this_year_is_not_asked_about(activity: Any) -> None:
    care = PageCare.objects.create(
        translation_key=activity.translation_key,
        last_confirmed_on=(NOW - timedelta(days=100)).date(),
    )
    assert ask_all(NOW) == 0
    care.last_confirmed_on = (NOW - timedelta(days=366)).date()
    care.save()
    assert ask_all(NOW) == 1


@pytest.mark.parametrize(
    "values", [{"live": False}, {"status": ActivityStatus.ENDED}], ids=["draft", "ended"]
)
def test_what_is_not_there_for_readers_is_not_asked_about(
    activity: Any, values: dict[str, Any]
) -> None:
    Activity.objects.filter(pk=activity.pk).update(**values)
    assert ask_all(NOW) == 0


def test_nobody_is_asked_at_night_or_in_the_weekend(activity: Any) -> None:
    assert ask_all(NOW.replace(hour=3)) == 0
    assert ask_all(NOW + timedelta(days=4)) == 0
    assert ask_all(NOW) == 1


def test_without_an_address_whoever_speaks_for_it_is_asked(
    activity: Any, organisation: Any
) -> None:
    organisation.email = ""
    organisation.save()
    speaker: Any = MemberFactory(organisation=organisation).user
    MemberFactory(organisation=organisation, organisation_claimed=True)
    ask_all(NOW)
    assert [mail.recipient for mail in OutgoingMail.objects.all()] == [speaker]


def test_one_reminder_after_three_weeks_and_then_the_desk(
    activity: Any, organisation: Any, account: Any
) -> None:
    ask(organisation, [activity], NOW)
    assert remind(NOW + timedelta(days=20)) == 0
    assert remind(NOW + timedelta(days=21)) == 1
    assert remind(NOW + timedelta(days=22)) == 0
    assert OutgoingMail.objects.count() == 2
    coordinator = account(Role.COORDINATOR)
    labels = [str(heap.first[0].line) for heap in heaps_for(coordinator)]
    assert not any("Koffie" in label for label in labels)
    ActivityCheck.objects.update(asked_at=timezone.now() - timedelta(days=43))
    labels = [str(heap.first[0].line) for heap in heaps_for(coordinator)]
    assert any("Koffie" in label for label in labels)


def test_who_cannot_be_reached_by_mail_is_on_the_desk_at_once(
    activity: Any, organisation: Any, account: Any
) -> None:
    organisation.email = ""
    organisation.save()
    ask(organisation, [activity], timezone.now())
    assert not OutgoingMail.objects.exists()
    lines = [str(heap.first[0].line) for heap in heaps_for(account(Role.COORDINATOR))]
    assert any("Koffie" in line for line in lines)


def test_nobody_is_reminded_of_what_another_organisation_confirmed(
    activity: Any, organisation: Any
) -> None:
    ask(organisation, [activity], NOW)
    PageCare.objects.create(
        translation_key=activity.translation_key,
        last_confirmed_on=(NOW + timedelta(days=2)).date(),
    )
    assert remind(NOW + timedelta(days=21)) == 0
    assert OutgoingMail.objects.count() == 1
