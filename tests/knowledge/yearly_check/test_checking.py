"""Once a year an organisation says through a link whether its activities are right."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.enums import ChangeKind
from cms.models import Notice, OutgoingMail, PageCare, PageChange
from cms.notices.reads import what_waits
from cms.views.desk import heaps_for
from knowledge.enums import ActivityStatus, CheckAnswer
from knowledge.exceptions import KnowledgeError
from knowledge.models import Activity, ActivityCheck
from knowledge.yearly_check.answering import answer, handle
from knowledge.yearly_check.asking import ask, ask_all, remind
from knowledge.yearly_check.links import token_of
from network.enums import Role
from tests.factories import ActivityFactory, MemberFactory, OrganisationFactory

pytestmark = pytest.mark.django_db

ZONE = timezone.get_default_timezone()
# A Tuesday morning.
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZONE)
CANARY = "<script>kanarie()</script>"


@pytest.fixture(autouse=True)
def in_dutch() -> Iterator[None]:
    with override("nl"):
        yield


@pytest.fixture
def organisation(home: Any) -> Any:
    return OrganisationFactory(name="Buurthuis De Brug", email="brug@schakel.example")


def running_since(day: datetime, **values: Any) -> Any:
    made = ActivityFactory(**values)
    Activity.objects.filter(pk=made.pk).update(first_published_at=day)
    return Activity.objects.get(pk=made.pk)


@pytest.fixture
def activity(organisation: Any) -> Any:
    return running_since(
        NOW - timedelta(days=60),
        title="Koffie voor iedereen",
        phone="030 123 45 67",
        place="Brugstraat",
        providers=[organisation],
    )


@pytest.fixture
def check(activity: Any, organisation: Any) -> ActivityCheck:
    ask(organisation, [activity], timezone.now())
    found: ActivityCheck = ActivityCheck.objects.get()
    return found


def opened(check: ActivityCheck, name: str = "yearly_check", *pk: int) -> str:
    return reverse(name, args=[token_of(check.organisation, check.asked_at), *pk])


def say(check: ActivityCheck, said: str, **more: str) -> Any:
    sent = {"answer": said, **more}
    return Client().post(opened(check, "yearly_check_answer", check.pk), sent, follow=True)


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


def test_opening_the_link_changes_nothing(check: ActivityCheck) -> None:
    for name, pk in (("yearly_check", ()), ("yearly_check_answer", (check.pk,))):
        for said in ("right", "changed", "gone"):
            page = Client().get(opened(check, name, *pk), {"answer": said})
            assert page.status_code == 200
            assert page["X-Robots-Tag"] == "noindex"
    check.refresh_from_db()
    assert check.answer == ""
    assert not PageCare.objects.exists()


def test_right_takes_one_tap_and_shows_on_the_page(check: ActivityCheck, activity: Any) -> None:
    care = PageCare.objects.create(
        translation_key=activity.translation_key, review_on=timezone.localdate()
    )
    assert say(check, "right").status_code == 200
    care.refresh_from_db()
    assert care.last_confirmed_on == timezone.localdate()
    assert care.last_confirmed_by == "Buurthuis De Brug"
    assert care.review_on
    assert care.review_on > timezone.localdate() + timedelta(days=360)
    assert "Buurthuis De Brug" in Client().get(activity.get_url()).content.decode()
    assert PageChange.objects.filter(kind=ChangeKind.CONFIRMED, page=activity.pk).exists()


def test_a_new_phone_number_is_on_the_site_at_once(check: ActivityCheck, activity: Any) -> None:
    shown = {"place": "Brugstraat", "phone": "030 123 45 67", "frequency": "", "website": ""}
    sent = {**shown, "how_to_join": "", "phone": "030 765 43 21"}
    initial = {f"initial-{name}": value for name, value in {**shown, "how_to_join": ""}.items()}
    say(check, "changed", **sent, **initial)
    assert Activity.objects.get(pk=activity.pk).phone == "030 765 43 21"
    check.refresh_from_db()
    assert check.answer == CheckAnswer.CHANGED
    assert not ActivityCheck.objects.to_handle().exists()
    assert PageChange.objects.get(kind=ChangeKind.OWN_FACTS).organisation == "Buurthuis De Brug"


def test_the_rest_of_what_changed_waits_for_an_editor(
    check: ActivityCheck, activity: Any, account: Any
) -> None:
    editor = account(Role.EDITOR)
    answer(check, CheckAnswer.CHANGED, note="De tekst is oud.")
    assert not PageCare.objects.filter(last_confirmed_on__isnull=False).exists()
    assert Notice.objects.get(recipient=editor, kind="yearly_check")
    assert any("Koffie voor iedereen" in one.items[0].line for one in what_waits(editor))
    client = Client()
    client.force_login(editor)
    assert "De tekst is oud." in client.get(reverse("activity_checks")).content.decode()
    client.post(reverse("activity_check_handle", args=[check.pk]), {"action": "done"})
    assert not ActivityCheck.objects.to_handle().exists()
    assert PageCare.objects.get().last_confirmed_by == "Buurthuis De Brug"


def test_a_change_that_says_nothing_is_refused(check: ActivityCheck) -> None:
    with pytest.raises(KnowledgeError):
        answer(check, CheckAnswer.CHANGED)
    check.refresh_from_db()
    assert check.answer == ""


def test_what_is_gone_is_marked_and_an_editor_decides(
    check: ActivityCheck, activity: Any, account: Any
) -> None:
    say(check, "gone", note="Er kwam niemand meer.")
    now = Activity.objects.get(pk=activity.pk)
    assert now.status == ActivityStatus.RUNNING
    marked = Client().get(activity.get_url())
    assert marked.context["said_gone"] is True
    client = Client()
    client.force_login(account(Role.EDITOR))
    client.post(reverse("activity_check_handle", args=[check.pk]), {"action": "ended"})
    now = Activity.objects.get(pk=activity.pk)
    assert now.status == ActivityStatus.ENDED
    assert now.ended
    assert Client().get(activity.get_url()).context["said_gone"] is False


def test_an_editor_may_find_that_it_goes_on(check: ActivityCheck, account: Any) -> None:
    answer(check, CheckAnswer.GONE)
    handle(check, by=account(Role.EDITOR), ended=False)
    assert Activity.objects.get().status == ActivityStatus.RUNNING
    with pytest.raises(KnowledgeError):
        handle(check, by=None, ended=True)


def test_a_member_sees_and_handles_nothing_of_it(check: ActivityCheck) -> None:
    answer(check, CheckAnswer.GONE)
    member: Any = MemberFactory().user
    client = Client()
    client.force_login(member)
    assert client.get(reverse("activity_checks")).status_code == 404
    where = reverse("activity_check_handle", args=[check.pk])
    assert client.post(where, {"action": "ended"}).status_code == 404
    check.refresh_from_db()
    assert check.handled_at is None


def test_a_coordinator_sees_the_answers_and_leaves_them_to_an_editor(
    check: ActivityCheck, account: Any
) -> None:
    answer(check, CheckAnswer.GONE)
    client = Client()
    client.force_login(account(Role.COORDINATOR))
    assert client.get(reverse("activity_checks")).status_code == 200
    where = reverse("activity_check_handle", args=[check.pk])
    assert client.post(where, {"action": "ended"}).status_code == 404


def test_the_check_of_another_organisation_is_not_reached_through_ones_own_link(
    check: ActivityCheck,
) -> None:
    other: Any = OrganisationFactory(email="ander@schakel.example")
    foreign = running_since(NOW - timedelta(days=60), title="Elders", providers=[other])
    ask(other, [foreign], check.asked_at)
    theirs = ActivityCheck.objects.get(organisation=other)
    where = opened(check, "yearly_check_answer", theirs.pk)
    assert Client().get(where).status_code == 404
    assert Client().post(where, {"answer": "gone"}).status_code == 404
    theirs.refresh_from_db()
    assert theirs.answer == ""
    assert "Elders" not in Client().get(opened(check)).content.decode()


def test_a_link_that_was_changed_or_is_too_old_opens_nothing(check: ActivityCheck) -> None:
    assert Client().get(opened(check).rstrip("/") + "x/").status_code == 404
    long_ago = timezone.now() - timedelta(days=200)
    ActivityCheck.objects.update(asked_at=long_ago)
    check.refresh_from_db()
    assert Client().get(opened(check)).status_code == 404


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


def test_a_script_in_an_answer_stays_text(check: ActivityCheck, account: Any) -> None:
    say(check, "gone", note=CANARY)
    client = Client()
    client.force_login(account(Role.EDITOR))
    page = client.get(reverse("activity_checks")).content.decode()
    assert CANARY not in page
    assert "kanarie()" in page
