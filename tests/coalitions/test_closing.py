"""Completing a coalition: what it brought becomes lessons and a draft of a practice."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.models import HomePage, Notice
from coalitions.exceptions import CoalitionError
from coalitions.models import Coalition
from coalitions.services.closing import close, lines_of, note_lessons, offered
from coalitions.services.coalitions import keep_coalition
from knowledge.models import Lesson, LessonIndex, Practice, PracticeIndex
from network.enums import Role
from network.models import User
from network.services.profile import give_role
from tests.factories import ActivityFactory, CoalitionPageFactory, MemberFactory

pytestmark = pytest.mark.django_db
ANSWERS = {
    "result": "Elke week dertig mensen aan tafel.",
    "went_well": "- Koken met een vaste ploeg\n\n- Buren bellen bij elkaar aan",
    "improvements": "Begin met een keuken, niet met een plan",
    "reduces_loneliness": "yes",
    "reduces_if": "Alleen als dezelfde mensen terugkomen.",
}


@pytest.fixture
def lead() -> Any:
    return MemberFactory.create(user__name="Trees Trekker").user


@pytest.fixture
def coalition(home: HomePage, lead: Any) -> Coalition:
    home.add_child(instance=LessonIndex(title="Lessen", slug="lessen"))
    home.add_child(instance=PracticeIndex(title="Voorbeelden", slug="voorbeelden"))
    row = CoalitionPageFactory.create(
        title="Samen eten", goal="Iedereen eet <een> keer mee.", facts__lead=lead
    ).coalition
    give_role(lead, Role.LEAD)
    return row


def test_five_answers_complete_it_and_the_role_of_lead_goes(
    client: Client, coalition: Coalition, lead: Any
) -> None:
    client.force_login(lead)

    response = client.post(reverse("coalition_close", args=[coalition.pk]), ANSWERS)

    assert response["Location"] == reverse("coalition_lessons", args=[coalition.pk])
    row = Coalition.objects.get(pk=coalition.pk)
    assert (row.status, row.result) == ("completed", ANSWERS["result"])
    assert row.ended
    assert not User.objects.with_role(Role.LEAD).exists()


def test_whoever_completes_it_goes_on_to_the_lessons_without_signing_in_again(
    client: Client, coalition: Coalition, lead: Any
) -> None:
    elsewhere = Client()
    elsewhere.force_login(lead)
    client.force_login(lead)

    answer = client.post(reverse("coalition_close", args=[coalition.pk]), ANSWERS, follow=True)

    assert answer.request["PATH_INFO"] == reverse("coalition_lessons", args=[coalition.pk])
    assert "lessons" in answer.context["form"].fields
    assert elsewhere.get(reverse("me")).status_code == 302, "other sessions end, as always"


def test_what_was_told_before_it_went_on_stands_in_the_form(
    client: Client, coalition: Coalition, lead: Any
) -> None:
    close(coalition, lead, ANSWERS)
    keep_coalition(coalition, lead, {"status": "active"})
    client.force_login(User.objects.get(pk=lead.pk))

    form = client.get(reverse("coalition_close", args=[coalition.pk])).context["form"]

    assert {name: form[name].value() for name in ANSWERS} == ANSWERS


def test_without_results_it_is_not_completed_and_what_was_typed_stays(
    client: Client, coalition: Coalition, lead: Any
) -> None:
    client.force_login(lead)

    response = client.post(
        reverse("coalition_close", args=[coalition.pk]), ANSWERS | {"result": " "}
    )

    assert "result" in response.context["form"].errors
    assert "Koken met een vaste ploeg" in response.content.decode()
    assert Coalition.objects.get(pk=coalition.pk).status == "active"


def test_what_is_about_somebody_is_asked_about_first(
    client: Client, coalition: Coalition, lead: Any
) -> None:
    client.force_login(lead)

    response = client.post(
        reverse("coalition_close", args=[coalition.pk]),
        ANSWERS | {"improvements": "Bel mevrouw Jansen, 06 12345678"},
    )

    assert "improvements" in response.context["form"].errors
    assert Coalition.objects.get(pk=coalition.pk).status == "active"


def test_a_practice_draft_waits_for_editors_with_what_was_told(
    coalition: Coalition, lead: Any, account: Any
) -> None:
    editor, activity = account(Role.EDITOR), ActivityFactory.create()
    coalition.activities.add(activity)

    close(coalition, lead, ANSWERS)

    practice = Practice.objects.get()
    assert not practice.live
    assert practice.goal == "<p>Iedereen eet &lt;een&gt; keer mee.</p>"
    assert practice.results == f"<p>{ANSWERS['result']}</p>"
    assert "<li>Koken met een vaste ploeg</li>" in practice.success_factors
    assert "<li>Begin met een keuken, niet met een plan</li>" in practice.challenges
    assert [link.activity for link in practice.activity_links.all()] == [activity]
    notice = Notice.objects.get(recipient=editor, kind="practice_draft")
    assert notice.address == reverse("wagtailadmin_pages:edit", args=[practice.pk])


def test_completing_twice_keeps_the_first_answers_and_makes_one_draft(
    coalition: Coalition, lead: Any
) -> None:
    close(coalition, lead, ANSWERS)

    with pytest.raises(CoalitionError):
        close(coalition, lead, ANSWERS | {"result": "Iets anders"})

    assert Practice.objects.count() == 1
    assert Coalition.objects.get(pk=coalition.pk).result == ANSWERS["result"]


def test_each_ticked_line_becomes_a_lesson_about_its_activities(
    client: Client, coalition: Coalition, lead: Any
) -> None:
    activity = ActivityFactory.create()
    coalition.activities.add(activity)
    close(coalition, lead, ANSWERS)
    client.force_login(User.objects.get(pk=lead.pk))
    address = reverse("coalition_lessons", args=[coalition.pk])
    ticked = ["Koken met een vaste ploeg", "Begin met een keuken, niet met een plan"]

    assert "Buren bellen bij elkaar aan" in client.get(address).content.decode()
    response = client.post(address, {"lessons": ticked})

    assert response["Location"] == coalition.page.get_url()
    lessons = {lesson.title: lesson for lesson in Lesson.objects.all()}
    assert set(lessons) == set(ticked)
    assert [link.activity for link in lessons[ticked[0]].activity_links.all()] == [activity]
    assert lessons[ticked[0]].verdict == "works"
    assert lessons[ticked[1]].verdict == "open"


def test_the_same_lines_twice_are_the_same_lessons(coalition: Coalition, lead: Any) -> None:
    row = close(coalition, lead, ANSWERS)
    line = "Koken met een vaste ploeg"

    assert note_lessons(row, lead, [line]) == 1
    assert note_lessons(row, lead, [line]) == 0

    assert Lesson.objects.count() == 1
    assert line not in offered(row)


def test_what_nobody_answered_cannot_become_a_lesson(coalition: Coalition, lead: Any) -> None:
    row = close(coalition, lead, ANSWERS)

    assert note_lessons(row, lead, ["Door een ander verzonnen"]) == 0


def test_lines_lose_their_dashes_and_each_counts_once() -> None:
    assert lines_of("- Eén\r\n\r\n• Twee\n  Eén ") == ["Eén", "Twee"]


def test_a_participant_cannot_complete_it(client: Client, coalition: Coalition) -> None:
    client.force_login(MemberFactory.create().user)

    response = client.post(reverse("coalition_close", args=[coalition.pk]), ANSWERS)

    assert response.status_code == 404
    assert Coalition.objects.get(pk=coalition.pk).status == "active"
