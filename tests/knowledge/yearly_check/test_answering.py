"""An organisation says through a link whether its activities are right; an editor decides."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.enums import ChangeKind
from cms.models import Notice, PageCare, PageChange
from cms.notices.reads import what_waits
from knowledge.enums import ActivityStatus, CheckAnswer
from knowledge.exceptions import KnowledgeError
from knowledge.models import Activity, ActivityCheck
from knowledge.yearly_check.answering import answer, handle
from knowledge.yearly_check.asking import ask
from network.enums import Role
from tests.factories import MemberFactory, OrganisationFactory
from tests.knowledge.yearly_check.checking import NOW, opened, running_since, say

pytestmark = pytest.mark.django_db

CANARY = "<script>kanarie()</script>"


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


def test_a_script_in_an_answer_stays_text(check: ActivityCheck, account: Any) -> None:
    say(check, "gone", note=CANARY)
    client = Client()
    client.force_login(account(Role.EDITOR))
    page = client.get(reverse("activity_checks")).content.decode()
    assert CANARY not in page
    assert "kanarie()" in page
