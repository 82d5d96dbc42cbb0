"""An organisation changes phone, place and time of its own activity at once, and can undo it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Workflow

from cms.enums import ChangeKind
from cms.models import Notice, PageCare, PageChange
from knowledge.models import Activity
from knowledge.own_facts.services import change, last_change
from network.enums import Role
from tests.factories import ActivityFactory, MemberFactory, OrganisationFactory, UserFactory
from tests.knowledge.own_facts.sending import address, filled, fresh, signed_in

pytestmark = pytest.mark.django_db

CANARY = "<script>kanarie()</script>"


def test_what_an_organisation_changes_is_on_the_site_at_once(activity: Any, speaker: Any) -> None:
    client = signed_in(speaker)
    sent = filled(activity, phone="030 765 43 21", frequency="elke woensdag")
    assert client.post(address(activity), sent).status_code == 302
    page = Client().get(activity.get_url()).content.decode()
    assert "030 765 43 21" in page
    assert "elke woensdag" in page
    assert fresh(activity).has_unpublished_changes is False
    entry = PageChange.objects.get(page=activity.pk, kind=ChangeKind.OWN_FACTS)
    assert entry.by == speaker
    assert entry.organisation == "Buurthuis De Brug"


def test_the_form_shows_what_stands_there_and_how_to_undo_the_last_change(
    activity: Any, speaker: Any
) -> None:
    client = signed_in(speaker)
    form = client.get(address(activity)).content.decode()
    assert 'value="elke dinsdag"' in form
    assert address(activity, "activity_facts_undo") not in form
    client.post(address(activity), filled(activity, place="Kerkplein"))
    assert (
        address(activity, "activity_facts_undo") in client.get(address(activity)).content.decode()
    )


def test_somebody_of_another_organisation_finds_nothing(activity: Any) -> None:
    other = MemberFactory(organisation=OrganisationFactory()).user
    claimed = MemberFactory(
        organisation=activity.providers.all()[0], organisation_claimed=True
    ).user
    for user in (other, claimed, UserFactory()):
        client = signed_in(user)
        assert client.get(address(activity)).status_code == 404
        assert client.post(address(activity), filled(activity, phone="1234")).status_code == 404
        assert client.post(address(activity, "activity_facts_undo")).status_code == 404
    assert fresh(activity).phone == "030 123 45 67"


def test_the_activity_of_another_organisation_is_not_reached_by_its_key(
    activity: Any, speaker: Any
) -> None:
    foreign = ActivityFactory(providers=[OrganisationFactory()])
    client = signed_in(speaker)
    assert client.post(address(foreign), filled(foreign, phone="1234")).status_code == 404
    assert client.get(address(foreign, "activity_facts_undo")).status_code == 404
    assert fresh(foreign).phone == ""


def test_a_private_activity_cannot_be_changed_this_way(activity: Any, speaker: Any) -> None:
    Activity.objects.filter(pk=activity.pk).update(live=False)
    assert signed_in(speaker).get(address(activity)).status_code == 404


def test_what_a_colleague_changed_meanwhile_stays(activity: Any, speaker: Any) -> None:
    sent = filled(activity, phone="030 765 43 21")
    change(fresh(activity), {"place": "Kerkplein"}, organisation="Buurthuis De Brug", by=speaker)
    signed_in(speaker).post(address(activity), sent)
    now = fresh(activity)
    assert (now.place, now.phone) == ("Kerkplein", "030 765 43 21")


def test_undoing_puts_back_what_stood_there(activity: Any, speaker: Any) -> None:
    client = signed_in(speaker)
    client.post(address(activity), filled(activity, phone="030 765 43 21"))
    shown = client.get(address(activity, "activity_facts_undo")).content.decode()
    assert "030 123 45 67" in shown
    assert "030 765 43 21" in shown
    client.post(address(activity, "activity_facts_undo"))
    assert fresh(activity).phone == "030 123 45 67"
    assert PageChange.objects.filter(page=activity.pk, kind=ChangeKind.UNDONE).count() == 1
    # Once: what was undone is not undone again.
    assert last_change(fresh(activity)) is None


def test_nothing_is_undone_once_somebody_else_changed_the_page(activity: Any, speaker: Any) -> None:
    change(activity, {"phone": "030 765 43 21"}, organisation="De Brug", by=speaker)
    page = fresh(activity)
    page.title = "Thee voor iedereen"
    page.save_revision().publish()
    client = signed_in(speaker)
    answer = client.post(address(activity, "activity_facts_undo"), follow=True)
    assert fresh(activity).phone == "030 765 43 21"
    [said] = map(str, answer.context["messages"])
    assert said.startswith("Iemand heeft deze pagina daarna veranderd. Er is niets teruggedraaid:")


def test_an_editor_may_undo_but_does_not_speak_for_the_organisation(
    activity: Any, speaker: Any, account: Any
) -> None:
    change(activity, {"phone": "030 765 43 21"}, organisation="De Brug", by=speaker)
    client = signed_in(account(Role.EDITOR))
    assert client.get(address(activity)).status_code == 404
    assert client.post(address(activity, "activity_facts_undo")).status_code == 302
    assert fresh(activity).phone == "030 123 45 67"


def test_an_editors_draft_is_kept_and_gets_the_new_facts_too(activity: Any, speaker: Any) -> None:
    draft = fresh(activity)
    draft.title, draft.place = "Een andere naam", "In het concept"
    draft.save_revision()
    change(
        fresh(activity), {"phone": "1234567", "place": "Kerkplein"}, organisation="X", by=speaker
    )
    now = fresh(activity)
    assert (now.title, now.phone, now.place) == ("Koffie voor iedereen", "1234567", "Kerkplein")
    assert now.has_unpublished_changes
    kept: Any = now.get_latest_revision_as_object()
    assert (kept.title, kept.phone, kept.place) == ("Een andere naam", "1234567", "In het concept")


def test_a_review_of_a_draft_begins_again_with_the_new_facts(
    activity: Any, speaker: Any, account: Any
) -> None:
    editor = account(Role.EDITOR)
    workflow = Workflow.objects.filter(active=True).first()
    assert workflow
    draft = fresh(activity)
    draft.title = "Een andere naam"
    draft.save_revision(user=editor)
    workflow.start(draft, editor)
    change(fresh(activity), {"phone": "1234567"}, organisation="X", by=speaker)
    state = fresh(activity).current_workflow_state
    assert state is not None
    assert state.requested_by == editor
    assert state.current_task_state.revision.as_object().phone == "1234567"


def test_editors_and_who_looks_after_the_page_are_told(
    activity: Any, speaker: Any, account: Any
) -> None:
    editor: Any = account(Role.EDITOR)
    owner: Any = UserFactory()
    PageCare.objects.create(translation_key=activity.translation_key, owner=owner)
    change(activity, {"phone": "1234567"}, organisation="De Brug", by=speaker)
    told = Notice.objects.filter(kind="own_facts")
    assert {notice.recipient for notice in told} == {editor, owner}
    assert "1234567" not in told[0].line


def test_a_page_without_phone_and_without_a_way_to_join_is_refused(
    activity: Any, speaker: Any
) -> None:
    answer = signed_in(speaker).post(address(activity), filled(activity, phone="", how_to_join=""))
    assert answer.status_code == 200
    assert answer.context["form"].errors["phone"]
    assert fresh(activity).phone == "030 123 45 67"


def test_a_script_stays_text_on_the_page_and_where_it_is_undone(
    activity: Any, speaker: Any
) -> None:
    client = signed_in(speaker)
    sent = filled(activity, place=CANARY, frequency=CANARY, how_to_join=CANARY, phone="1234567")
    client.post(address(activity), sent)
    assert fresh(activity).place == CANARY
    for where in (
        activity.get_url(),
        address(activity),
        address(activity, "activity_facts_undo"),
    ):
        page = client.get(where).content.decode()
        assert CANARY not in page
        assert "kanarie()" in page


def test_the_link_stands_on_the_page_for_who_speaks_for_the_organisation(
    activity: Any, speaker: Any
) -> None:
    assert address(activity) in signed_in(speaker).get(activity.get_url()).content.decode()
    assert (
        address(activity) not in signed_in(UserFactory()).get(activity.get_url()).content.decode()
    )
    assert address(activity) not in Client().get(activity.get_url()).content.decode()


def test_the_way_there_is_on_the_own_page_of_who_speaks_for_the_organisation(
    activity: Any, speaker: Any
) -> None:
    claimed = MemberFactory(organisation=activity.providers.all()[0], organisation_claimed=True)
    claims: Any = claimed.user
    own_page = reverse("me")
    assert address(activity) in signed_in(speaker).get(own_page).content.decode()
    assert address(activity) not in signed_in(claims).get(own_page).content.decode()
    Activity.objects.filter(pk=activity.pk).update(status="ended")
    assert address(activity) not in signed_in(speaker).get(own_page).content.decode()
