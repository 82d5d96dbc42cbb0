"""Updates: one line is enough, and sent twice is posted once."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.models import Notice
from coalitions.enums import ActionState
from coalitions.exceptions import CoalitionError
from coalitions.models import ProgressUpdate
from knowledge.models import Lesson
from network.enums import Role
from network.models import Member
from tests.coalitions.telling import HAPPENED, client_of, form, new_address, post, the_update
from tests.factories import (
    ActionFactory,
    ActivityFactory,
    CoalitionPageFactory,
    LessonFactory,
    OrganisationFactory,
    ParticipationFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_dutch")]


def test_a_lead_posts_one_line_and_finds_it_on_the_page(lead: Any, coalition: Any) -> None:
    answer = client_of(lead).post(new_address(coalition), form())

    update = the_update()
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"#update-{update.pk}")
    assert (update.happened, update.visibility, update.author) == (HAPPENED, "network", lead)


def test_the_same_form_sent_twice_is_one_update_and_two_same_answers(
    lead: Any, coalition: Any
) -> None:
    client, sent = client_of(lead), form()

    answers = [client.post(new_address(coalition), sent)["Location"] for _time in range(2)]

    assert ProgressUpdate.objects.count() == 1
    assert answers[0] == answers[1]
    assert Notice.objects.count() == 0


def test_another_text_under_a_key_that_is_taken_is_kept_on_the_screen_not_lost(
    lead: Any, coalition: Any
) -> None:
    client, sent = client_of(lead), form()
    client.post(new_address(coalition), sent)

    answer = client.post(new_address(coalition), sent | {"happened": "En nog iets."})

    assert answer.status_code == 200
    assert "En nog iets." in answer.content.decode()
    renewed = str(answer.context["form"]["key"].value())
    assert renewed != sent["key"]
    client.post(new_address(coalition), sent | {"happened": "En nog iets.", "key": renewed})
    assert ProgressUpdate.objects.count() == 2


def test_other_readers_under_a_key_that_is_taken_are_not_taken_for_the_same(
    lead: Any, coalition: Any
) -> None:
    client, sent = client_of(lead), form(visibility="public")
    client.post(new_address(coalition), sent)

    answer = client.post(new_address(coalition), sent | {"visibility": "coalition"})

    assert answer.status_code == 200, "nobody is told that it went to the coalition alone"
    assert the_update().visibility == "public"


def test_the_script_hears_where_to_go_and_gets_only_the_form_when_something_is_missing(
    lead: Any, coalition: Any
) -> None:
    script = Client(headers={"accept": "application/json"})
    script.force_login(lead)

    wrong = script.post(new_address(coalition), form(happened=""))
    right = script.post(new_address(coalition), form())

    assert wrong.status_code == 422
    assert wrong.content.decode().lstrip().startswith("<form")
    assert right.json()["address"].endswith(f"#update-{ProgressUpdate.objects.get().pk}")


def test_a_day_that_has_yet_to_come_is_refused(lead: Any, coalition: Any) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)

    answer = client_of(lead).post(new_address(coalition), form(happened_on=tomorrow.isoformat()))

    assert "happened_on" in answer.context["form"].errors
    with pytest.raises(CoalitionError):
        post(lead, coalition, happened_on=tomorrow)


def test_personal_details_are_asked_about_before_anything_is_kept(
    lead: Any, coalition: Any
) -> None:
    sent = form(happened="Bel mevrouw Jansen op 06 12345678, zij is alleen.")

    answer = client_of(lead).post(new_address(coalition), sent)

    assert not ProgressUpdate.objects.exists()
    assert "not_about_somebody_else" in answer.content.decode()


@pytest.mark.parametrize("who", ["stranger", "lead of another", "left", "adviser"])
def test_who_takes_no_part_in_a_coalition_posts_nothing_there(who: str, coalition: Any) -> None:
    user = UserFactory(roles=[Role.MEMBER, *([Role.ADVISER] if who == "adviser" else [])])
    if who == "lead of another":
        CoalitionPageFactory(facts__lead=user)
    if who == "left":
        ParticipationFactory(user=user, coalition=coalition, left_on=timezone.localdate())

    assert client_of(user).get(new_address(coalition)).status_code == 404
    assert client_of(user).post(new_address(coalition), form()).status_code == 404
    assert not ProgressUpdate.objects.exists()


def test_a_participant_posts_for_the_organisation_they_take_part_for(coalition: Any) -> None:
    organisation: Any = OrganisationFactory()
    part = ParticipationFactory(coalition=coalition, organisation=organisation)

    client_of(part.user).post(new_address(coalition), form())

    assert ProgressUpdate.objects.get().organisation == organisation


def test_an_organisation_that_nobody_confirmed_signs_nothing(lead: Any, coalition: Any) -> None:
    organisation: Any = OrganisationFactory()
    Member.objects.create(user=lead, organisation=organisation, organisation_claimed=True)

    assert post(lead, coalition).organisation is None


def test_the_coordinator_writes_down_what_a_lead_tells_and_the_page_says_so(
    lead: Any, coalition: Any, account: Any
) -> None:
    coordinator = account(Role.COORDINATOR)
    client = client_of(coordinator)

    client.post(new_address(coalition), form(noted_for=str(lead.pk)))

    update = the_update()
    assert (update.author, update.noted_by, update.was_noted) == (lead, coordinator, True)
    page = client.get(reverse("update_history", args=[update.pk])).content.decode()
    assert "Tina Trekker" in page
    assert "genoteerd door de coördinator" in page or "written down by the coordinator" in page


def test_words_are_written_down_for_the_lead_only(coalition: Any) -> None:
    with pytest.raises(CoalitionError):
        post(UserFactory(), coalition, noted_for=UserFactory())


def test_a_participant_cannot_post_under_the_name_of_the_lead(lead: Any, coalition: Any) -> None:
    part: Any = ParticipationFactory(coalition=coalition)

    client_of(part.user).post(new_address(coalition), form(noted_for=str(lead.pk)))

    assert ProgressUpdate.objects.get().author == part.user


def test_a_lesson_noted_with_an_update_finds_the_activities_of_the_coalition(
    lead: Any, coalition: Any
) -> None:
    LessonFactory()
    activity = ActivityFactory()
    coalition.activities.add(activity)

    client_of(lead).post(new_address(coalition), form(lesson="Wie kookt, blijft."))

    lesson = Lesson.objects.get(title="Wie kookt, blijft.")
    assert ProgressUpdate.objects.get().lesson == lesson
    assert [link.activity.pk for link in lesson.activity_links.all()] == [activity.pk]


def test_an_update_moves_actions_of_its_own_coalition_only(lead: Any, coalition: Any) -> None:
    own: Any = ActionFactory(plan__coalition=coalition)
    other: Any = ActionFactory()
    sent = form(**{f"move_{own.pk}": "done", f"move_{other.pk}": "done"})

    client_of(lead).post(new_address(coalition), sent)

    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.state, other.state) == (ActionState.DONE, ActionState.OPEN)
    assert own.changes.get().from_update == ProgressUpdate.objects.get()
    with pytest.raises(CoalitionError):
        post(lead, coalition, moves=[(other, ActionState.DONE)])


def test_who_takes_part_moves_no_actions(coalition: Any) -> None:
    part: Any = ParticipationFactory(coalition=coalition)
    action: Any = ActionFactory(plan__coalition=coalition)

    client_of(part.user).post(new_address(coalition), form(**{f"move_{action.pk}": "done"}))

    action.refresh_from_db()
    assert action.state == ActionState.OPEN
    assert the_update().author == part.user


def test_when_a_lesson_cannot_be_kept_the_update_is_not_either(lead: Any, coalition: Any) -> None:
    with pytest.raises(CoalitionError, match="les"):
        post(lead, coalition, lesson_statement="Een les zonder plek.")

    assert not ProgressUpdate.objects.exists()
