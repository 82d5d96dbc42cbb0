"""The screens of those who look at suggestions, and of those who made them."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Workflow, WorkflowPage

from cms.desk import waiting
from cms.enums import SuggestionState
from cms.models import OutgoingMail, PlainPage, Suggestion
from cms.suggestions import reviewing
from cms.suggestions.outcomes import OUTCOME
from cms.suggestions.services import confirm, token_of
from network.enums import Role
from network.models import User
from tests.cms.suggestions.conftest import Suggesting, current
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

BETTER = {"summary": "Samen koken en eten."}
CANARY = "<script>alert(1)</script>"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;"


@pytest.fixture
def editor(account: Any) -> User:
    made: User = account(Role.EDITOR)
    return made


@pytest.fixture
def reviewer(client: Client, editor: User) -> Client:
    client.force_login(editor)
    return client


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(name: str, row: Suggestion) -> str:
    return reverse(name, args=[row.pk])


def publish(page: PlainPage, **values: Any) -> None:
    found = current(page)
    for name, value in values.items():
        setattr(found, name, value)
    found.save_revision().publish()


def test_a_reviewer_sees_what_changes_and_accepts_it_with_one_button(
    page: PlainPage, suggesting: Suggesting, reviewer: Client
) -> None:
    suggestion = suggesting(BETTER, note="Er wordt gekookt.")
    assert page.title in reviewer.get("/nl/voorstellen/").content.decode()

    shown = reviewer.get(f"/nl/voorstellen/{suggestion.pk}/beoordelen/").content.decode()
    for words in ("Mia Meedoet", "Er wordt gekookt.", "<ins>", "wiki.css"):
        assert words in shown

    seen = current(page).live_revision_id
    sent = {"action": "accept", "seen": seen, "text-0": "Samen koken\r\nen eten.", "reason": ""}
    answer = reviewer.post(address("suggestion_review", suggestion), sent)

    assert answer.headers["Location"] == reverse("suggestions")
    assert current(page).summary == "Samen koken\nen eten."
    again = reviewer.get(address("suggestion_review", suggestion))
    assert again.headers["Location"] == address("suggestion", suggestion)
    assert (
        "Samen koken<br>en eten."
        in reviewer.get(address("suggestion", suggestion)).content.decode()
    )


def test_declining_asks_for_a_reason_which_its_maker_reads(
    page: PlainPage, suggesting: Suggesting, reviewer: Client, contributor: User
) -> None:
    suggestion = suggesting(BETTER)
    where = address("suggestion_review", suggestion)

    refused = reviewer.post(where, {"action": "decline", "reason": ""})
    assert 'href="#id_reason"' in refused.content.decode()
    reviewer.post(where, {"action": "decline", "reason": f"Niet waar {CANARY}"})

    shown = signed_in(contributor).get(address("suggestion", suggestion)).content.decode()
    assert f"Niet waar {ESCAPED}" in shown
    assert CANARY not in shown


def test_with_a_conflict_three_texts_are_shown_and_somebody_chooses(
    page: PlainPage, suggesting: Suggesting, reviewer: Client
) -> None:
    suggestion = suggesting(BETTER)
    publish(page, summary="Elke dag samen eten.")
    where = address("suggestion_review", suggestion)

    shown = reviewer.get(where).content.decode()
    assert "Samen eten." in shown
    assert 'name="choice-0"' in shown
    sent = {"action": "accept", "seen": current(page).live_revision_id, "text-0": "Niet dit."}
    assert "id_choice-0" in reviewer.post(where, sent).content.decode()
    assert current(page).summary == "Elke dag samen eten."

    reviewer.post(where, {**sent, "choice-0": "suggested"})
    assert current(page).summary == BETTER["summary"]


def test_what_is_published_while_a_reviewer_types_comes_back_as_a_choice(
    page: PlainPage, suggesting: Suggesting, reviewer: Client
) -> None:
    suggestion = suggesting(BETTER)
    seen = current(page).live_revision_id
    publish(page, summary="Elke dag samen eten.")

    sent = {"action": "accept", "seen": seen, "text-0": "Mijn tekst.", "reason": "Dank."}
    shown = reviewer.post(address("suggestion_review", suggestion), sent).content.decode()

    assert current(page).summary == "Elke dag samen eten."
    for words in ('name="choice-0"', "Mijn tekst.", "Dank.", "Elke dag samen eten."):
        assert words in shown


def test_what_is_typed_as_a_script_stays_text_wherever_it_is_shown(
    page: PlainPage, suggesting: Suggesting, reviewer: Client, contributor: User
) -> None:
    changes = {"summary": CANARY, "body.b1": CANARY, "body.b2.text": CANARY}
    inside = suggesting(changes, note=CANARY)
    outside = suggesting(
        changes, contributor=None, name=CANARY, email="bep@buiten.example", note=CANARY
    )
    confirm(token_of(outside))
    publish(page, summary=f"Eerst {CANARY}")

    for row in (inside, outside):
        for name in ("suggestions", "suggestion_review", "suggestion"):
            where = reverse(name, args=[] if name == "suggestions" else [row.pk])
            shown = reviewer.get(where).content.decode()
            assert CANARY not in shown, name
            assert ESCAPED in shown, name
    reviewing.accept(outside, User.objects.get(email__startswith="editor"), texts=changes)
    mail = OutgoingMail.objects.get(kind=OUTCOME)
    assert "<script" not in mail.html
    for reader in (Client(), signed_in(contributor)):
        shown = reader.get(current(page).url).content.decode()
        assert CANARY not in shown


def test_a_suggestion_is_there_for_its_maker_and_for_reviewers_only(
    page: PlainPage, suggesting: Suggesting, contributor: User, editor: User
) -> None:
    own, other = suggesting(BETTER), suggesting({"summary": "Anders."}, contributor=editor)
    maker, stranger = signed_in(contributor), signed_in(UserFactory.create())

    assert maker.get(address("suggestion", own)).status_code == 200
    review = maker.get(address("suggestion_review", own))
    assert review.headers["Location"] == address("suggestion", own)
    for name in ("suggestion", "suggestion_review"):
        assert maker.get(address(name, other)).status_code == 404
        assert stranger.get(address(name, own)).status_code == 404
        assert Client().get(address(name, own)).status_code == 302
    assert maker.post(address("suggestion_withdraw", other)).status_code == 404
    assert signed_in(editor).post(address("suggestion_withdraw", own)).status_code == 404
    accepted = {"action": "accept", "text-0": "Anders."}
    signed_in(editor).post(address("suggestion_review", other), accepted)
    assert {row.state for row in Suggestion.objects.all()} == {SuggestionState.WAITING}

    maker.post(address("suggestion_withdraw", own))
    assert Suggestion.objects.get(pk=own.pk).state == SuggestionState.WITHDRAWN


def test_what_is_not_confirmed_yet_is_seen_by_nobody_who_looks_at_suggestions(
    page: PlainPage, suggesting: Suggesting, reviewer: Client
) -> None:
    outside = suggesting(BETTER, contributor=None, name="Bep", email="bep@buiten.example")

    for name in ("suggestion", "suggestion_review"):
        assert reviewer.get(address(name, outside)).status_code == 404
    listed = reviewer.get("/nl/voorstellen/").content.decode()
    assert address("suggestion_review", outside) not in listed


def test_members_read_at_the_bottom_who_improved_a_page_and_others_for_whom(
    page: PlainPage, suggesting: Suggesting, editor: User, contributor: User
) -> None:
    assert "Buurthuis" not in Client().get(page.url).content.decode()
    for text in ("Eerst.", "Dan."):
        reviewing.accept(suggesting({"summary": text}), editor)

    public = Client().get(page.url).content.decode()
    assert public.count("Buurthuis") == 1
    assert "Mia Meedoet" not in public
    inside = signed_in(UserFactory.create()).get(page.url).content.decode()
    assert inside.count("Mia Meedoet") == 1


def test_personal_details_in_what_a_reviewer_writes_are_asked_about_once(
    page: PlainPage, suggesting: Suggesting, reviewer: Client
) -> None:
    suggestion = suggesting(BETTER)
    where = address("suggestion_review", suggestion)
    seen = current(page).live_revision_id
    sent = {"action": "accept", "seen": seen, "text-0": "Bel Jan de Vries, 06 12345678."}

    assert "not_about_somebody_else" in reviewer.post(where, sent).content.decode()
    assert current(page).summary == "Samen eten."
    reviewer.post(where, {**sent, "not_about_somebody_else": "on"})
    assert current(page).summary == "Bel Jan de Vries, 06 12345678."


def test_the_list_asks_as_many_questions_for_many_suggestions_as_for_two(
    page: PlainPage, suggesting: Suggesting, reviewer: Client
) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert reviewer.get("/nl/voorstellen/").status_code == 200
        return len(queries)

    for number in range(2):
        suggesting({"summary": f"Tekst {number}."})
    asked()
    few = asked()
    for number in range(8):
        suggesting({"summary": f"Nog een tekst {number}."})
    assert asked() == few


def test_a_step_that_a_suggestion_waits_in_is_taken_on_the_screen_of_suggestions(
    page: PlainPage, suggesting: Suggesting, reviewer: Client, editor: User
) -> None:
    WorkflowPage.objects.create(page=page, workflow=Workflow.objects.earliest("pk"))
    suggestion = suggesting(BETTER)
    step = suggestion.current_workflow_task_state
    assert step is not None

    answer = reviewer.get(reverse("review_step", args=[step.pk]))

    assert answer.headers["Location"] == address("suggestion_review", suggestion)
    assert [item.address for item in waiting["suggestions"].items(editor)] == [
        address("suggestion_review", suggestion)
    ]
    assert step.task.name in reviewer.get(answer.headers["Location"]).content.decode()


def test_a_passage_that_is_gone_is_left_out_and_the_rest_is_accepted(
    page: PlainPage, suggesting: Suggesting, reviewer: Client
) -> None:
    suggestion = suggesting({**BETTER, "body.b2.text": "Ik ken nu iedereen."})
    publish(page, body=current(page).body.get_prep_value()[:1])
    where = address("suggestion_review", suggestion)
    shown = reviewer.get(where).content.decode()
    assert 'name="text-0"' in shown
    assert 'name="text-1"' not in shown

    seen = current(page).live_revision_id
    reviewer.post(where, {"action": "accept", "seen": seen, "text-0": BETTER["summary"]})

    row = Suggestion.objects.get(pk=suggestion.pk)
    assert row.state == SuggestionState.ACCEPTED
    assert [each["unit"] for each in row.final] == ["summary"]
    assert current(page).summary == BETTER["summary"]
