"""Accepting, changing and declining what others suggest, and what follows from it."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from wagtail.models import GroupApprovalTask as GroupStep
from wagtail.models import (
    ModelLogEntry,
    PageViewRestriction,
    Workflow,
    WorkflowPage,
    WorkflowState,
    WorkflowTask,
)

from cms.enums import ChangeKind, SuggestionState
from cms.models import MailChoice, Notice, OutgoingMail, PageChange, PlainPage, Suggestion
from cms.notices.following import CHANGED, follow
from cms.suggestions import reviewing
from cms.suggestions.exceptions import SuggestionConflict, SuggestionError
from cms.suggestions.outcomes import NEW, OUTCOME
from cms.suggestions.services import confirm, token_of
from network.enums import Role
from network.models import User
from tests.cms.suggestions.conftest import Suggesting, current
from tests.factories import CoalitionPageFactory, EventPageFactory, PracticeFactory, UserFactory

pytestmark = pytest.mark.django_db

BETTER = {"summary": "Samen koken en eten."}


@pytest.fixture
def editor(account: Any) -> User:
    """An editor with a second step."""
    made: User = account(Role.EDITOR)
    return made


def publish(page: PlainPage, **values: str) -> None:
    found = current(page)
    for name, value in values.items():
        setattr(found, name, value)
    found.save_revision().publish()


def approval(page: Any, *names: str) -> Workflow:
    """Let pages here go through steps of the knowledge editors."""
    workflow = Workflow.objects.create(name="Twee keer kijken")
    editors = GroupStep.objects.get().groups.all()
    for number, name in enumerate(names):
        step = GroupStep.objects.create(name=name)
        step.groups.set(editors)
        WorkflowTask.objects.create(workflow=workflow, task=step, sort_order=number)
    WorkflowPage.objects.create(page=page, workflow=workflow)
    return workflow


def test_what_is_accepted_is_on_the_page_credited_and_told(
    page: PlainPage, suggesting: Suggesting, editor: User, contributor: User
) -> None:
    follower = UserFactory.create()
    follow(follower, page)
    suggestion = suggesting(BETTER, note="Er wordt ook gekookt.")

    decided = reviewing.accept(suggestion, editor, reason="Dank je wel!")

    assert (decided.state, decided.decided_by) == (SuggestionState.ACCEPTED, editor)
    assert decided.reason == "Dank je wel!"
    assert current(page).summary == BETTER["summary"]
    change = PageChange.objects.get(suggestion=decided)
    assert (change.kind, change.by, change.reviewed_by, change.note) == (
        ChangeKind.SUGGESTED,
        contributor,
        editor,
        "Er wordt ook gekookt.",
    )
    told = {notice.kind: notice.recipient for notice in Notice.objects.all()}
    assert told == {OUTCOME: contributor, CHANGED: follower}
    logged = ModelLogEntry.objects.get(action="cms.suggestion.accepted")
    assert (logged.object_id, logged.user) == (str(decided.pk), editor)


def test_a_reviewer_changes_a_word_and_both_texts_are_kept(
    page: PlainPage, suggesting: Suggesting, editor: User
) -> None:
    suggestion = suggesting(BETTER)

    decided = reviewing.accept(suggestion, editor, texts={"summary": "Samen koken, dan eten."})

    assert current(page).summary == "Samen koken, dan eten."
    assert decided.changes[0]["after"] == BETTER["summary"]
    assert decided.final[0]["after"] == "Samen koken, dan eten."


def test_what_is_declined_changes_nothing_and_its_maker_reads_why(
    page: PlainPage, suggesting: Suggesting, editor: User, contributor: User
) -> None:
    suggestion = suggesting(BETTER)
    with pytest.raises(SuggestionError):
        reviewing.decline(suggestion, editor, "  ")

    decided = reviewing.decline(suggestion, editor, "Er wordt niet gekookt.")

    assert (decided.state, decided.reason) == (SuggestionState.DECLINED, "Er wordt niet gekookt.")
    assert current(page).summary == "Samen eten."
    assert [each.recipient for each in Notice.objects.filter(kind=OUTCOME)] == [contributor]


def test_nobody_decides_about_their_own_whatever_they_are(
    page: PlainPage, suggesting: Suggesting, editor: User, superuser: User
) -> None:
    for reviewer in (editor, superuser):
        own = suggesting(BETTER, contributor=reviewer)
        outside = suggesting({"summary": "Anders."}, contributor=None, email=reviewer.email.upper())
        Suggestion.objects.filter(pk=outside.pk).update(state=SuggestionState.WAITING)
        for suggestion in (own, outside):
            for decide in (
                lambda row=suggestion, who=reviewer: reviewing.accept(row, who),
                lambda row=suggestion, who=reviewer: reviewing.decline(row, who, "Nee."),
            ):
                with pytest.raises(SuggestionError):
                    decide()
    assert current(page).summary == "Samen eten."
    assert not PageChange.objects.filter(kind=ChangeKind.SUGGESTED).exists()


def test_the_same_words_changed_meanwhile_are_a_choice_and_others_are_merged(
    page: PlainPage, suggesting: Suggesting, editor: User
) -> None:
    suggestion = suggesting({**BETTER, "body.b2.text": "Ik ken nu iedereen."})
    publish(page, summary="Elke dag samen eten.")

    with pytest.raises(SuggestionConflict):
        reviewing.accept(suggestion, editor)
    assert current(page).summary == "Elke dag samen eten."

    texts = {"summary": "Elke dag samen koken.", "body.b2.text": "Ik ken nu iedereen."}
    reviewing.accept(suggestion, editor, texts=texts)
    assert current(page).summary == "Elke dag samen koken."
    assert "Ik ken nu iedereen." in str(current(page).body)


def test_what_changed_while_a_reviewer_was_typing_is_not_overwritten(
    page: PlainPage, suggesting: Suggesting, editor: User
) -> None:
    suggestion = suggesting(BETTER)
    seen = current(page).live_revision_id
    publish(page, summary="Elke dag samen eten.")

    with pytest.raises(SuggestionConflict):
        reviewing.accept(suggestion, editor, texts={"summary": "Koken."}, seen_revision_id=seen)

    assert current(page).summary == "Elke dag samen eten."
    assert Suggestion.objects.get(pk=suggestion.pk).final == []


def test_a_second_decision_is_refused_and_so_is_one_that_changes_nothing(
    page: PlainPage, suggesting: Suggesting, editor: User
) -> None:
    suggestion = suggesting(BETTER)
    with pytest.raises(SuggestionError):
        reviewing.accept(suggestion, editor, texts={"summary": "Samen eten."})
    reviewing.accept(suggestion, editor)

    with pytest.raises(SuggestionError):
        reviewing.decline(suggestion, editor, "Te laat.")
    with pytest.raises(SuggestionError):
        reviewing.accept(suggestion, editor)


def test_steps_follow_each_other_and_the_last_one_puts_it_on_the_page(
    page: PlainPage, suggesting: Suggesting, editor: User, superuser: User
) -> None:
    approval(page, "Eerst", "Dan")
    suggestion = suggesting(BETTER)

    first = reviewing.accept(suggestion, editor)
    assert first.state == SuggestionState.WAITING
    assert first.current_workflow_task.name == "Dan"
    assert current(page).summary == "Samen eten."

    last = reviewing.accept(first, superuser, reason="Mooi.")
    assert (last.state, last.decided_by, last.reason) == (
        SuggestionState.ACCEPTED,
        superuser,
        "Mooi.",
    )
    assert current(page).summary == BETTER["summary"]
    assert Notice.objects.filter(kind=OUTCOME).count() == 1


@pytest.mark.parametrize("why", ["the page changed", "a reviewer changed a word"])
def test_earlier_approvals_lapse(
    why: str, page: PlainPage, suggesting: Suggesting, editor: User, superuser: User, settings: Any
) -> None:
    settings.WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
    approval(page, "Eerst", "Dan")
    waiting = reviewing.accept(suggesting(BETTER), editor)

    if why == "the page changed":
        publish(page, title="Eettafel in de wijk")
    else:
        waiting = reviewing.accept(waiting, superuser, texts={"summary": "Samen koken."})

    again = Suggestion.objects.get(pk=waiting.pk)
    assert again.current_workflow_task.name == "Eerst"
    assert current(page).summary == "Samen eten."
    while again.state == SuggestionState.WAITING:
        again = reviewing.accept(again, editor)
    expected = BETTER["summary"] if why == "the page changed" else "Samen koken."
    assert current(page).summary == expected


def test_a_step_that_sends_it_back_declines_it_with_its_reason(
    page: PlainPage, suggesting: Suggesting, editor: User, contributor: User
) -> None:
    approval(page, "Eerst")
    suggestion = suggesting(BETTER)

    suggestion.current_workflow_task_state.reject(user=editor, comment="Klopt niet.")

    row = Suggestion.objects.get(pk=suggestion.pk)
    assert (row.state, row.reason, row.decided_by) == (
        SuggestionState.DECLINED,
        "Klopt niet.",
        editor,
    )
    assert row.current_workflow_state is None
    assert [each.recipient for each in Notice.objects.filter(kind=OUTCOME)] == [contributor]


def test_who_is_not_asked_in_a_step_waits_their_turn(
    page: PlainPage, suggesting: Suggesting, account: Any
) -> None:
    approval(page, "Eerst")
    suggestion = suggesting(BETTER)
    coordinator = account(Role.COORDINATOR)

    assert coordinator.has_perm("cms.review", suggestion)
    for decide in (
        lambda: reviewing.accept(suggestion, coordinator),
        lambda: reviewing.decline(suggestion, coordinator, "Nee."),
    ):
        with pytest.raises(SuggestionError):
            decide()
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_IN_PROGRESS


def test_who_looks_at_what(page: PlainPage, suggesting: Suggesting, account: Any) -> None:
    lead, host, member = (UserFactory.create() for _one in range(3))
    about = {
        "plain": suggesting(BETTER),
        "coalition": suggesting(BETTER, on=CoalitionPageFactory.create(facts__lead=lead)),
        "event": suggesting(BETTER, on=EventPageFactory.create(facts__host=host)),
    }

    def seen_by(user: Any) -> set[str]:
        return {name for name, row in about.items() if user.has_perm("cms.review", row)}

    assert seen_by(lead) == {"coalition"}
    assert seen_by(host) == {"event"}
    assert seen_by(member) == seen_by(AnonymousUser()) == set()
    for role in (Role.ADVISER, Role.TRANSLATOR, Role.LEAD, Role.ORGANISER):
        assert seen_by(account(role)) == set()
    for role in (Role.EDITOR, Role.COORDINATOR, Role.ADMINISTRATOR):
        assert seen_by(account(role)) == set(about)
    assert seen_by(UserFactory.create(roles=[Role.EDITOR])) == set(), "without a second step"


def test_the_lead_of_a_coalition_decides_about_its_page(suggesting: Suggesting, home: Any) -> None:
    lead = UserFactory.create()
    page = CoalitionPageFactory.create(facts__lead=lead)

    reviewing.accept(suggesting(BETTER, on=page), lead)

    assert current(page).summary == BETTER["summary"]


def test_who_may_not_read_a_page_does_not_look_at_what_is_suggested_on_it(
    page: PlainPage, suggesting: Suggesting, editor: User
) -> None:
    suggestion = suggesting(BETTER)
    closed = PageViewRestriction.GROUPS
    PageViewRestriction.objects.create(page=page, restriction_type=closed)

    assert not editor.has_perm("cms.review", suggestion)


def test_one_takes_back_what_is_ones_own_until_it_is_decided(
    page: PlainPage, suggesting: Suggesting, editor: User, contributor: User
) -> None:
    approval(page, "Eerst")
    suggestion = suggesting(BETTER)
    with pytest.raises(SuggestionError):
        reviewing.withdraw(suggestion, editor)

    assert reviewing.withdraw(suggestion, contributor).state == SuggestionState.WITHDRAWN
    assert WorkflowState.objects.get().status == WorkflowState.STATUS_CANCELLED
    assert not Notice.objects.filter(kind=OUTCOME).exists()
    with pytest.raises(SuggestionError):
        reviewing.withdraw(suggestion, contributor)


def test_who_suggests_from_outside_gets_a_mail_with_what_it_became(
    page: PlainPage, suggesting: Suggesting, editor: User
) -> None:
    outside = suggesting(BETTER, contributor=None, name="Bep", email="bep@buiten.example")
    confirm(token_of(outside))

    reviewing.accept(outside, editor, texts={"summary": "Wij koken."}, reason="Iets korter.")

    mail = OutgoingMail.objects.get(kind=OUTCOME)
    assert mail.to == "bep@buiten.example"
    for words in ("Iets korter.", "Wij koken.", current(page).url):
        assert words in mail.text


def test_only_who_chose_it_hears_at_once_that_something_waits(
    page: PlainPage, suggesting: Suggesting, editor: User, account: Any
) -> None:
    suggesting(BETTER)
    assert not Notice.objects.exists()

    MailChoice.objects.create(user=editor, at_once=[NEW])
    suggesting({"summary": "Weer iets."})

    (mail,) = OutgoingMail.objects.all()
    assert mail.to == editor.email


def test_the_steps_of_practices_check_what_a_reviewer_made_of_it(
    home: Any, suggesting: Suggesting, editor: User
) -> None:
    practice = PracticeFactory.create(summary="Samen eten.")
    suggestion = suggesting(BETTER, on=practice)
    step = suggestion.current_workflow_task_state
    assert step is not None, "nothing was found by the check before it"

    with_number = {"summary": "Bel mevrouw Jansen: 06 12345678."}
    waiting = reviewing.accept(suggestion, editor, texts=with_number)
    assert waiting.state == SuggestionState.WAITING
    assert waiting.current_workflow_task.pk != step.task_id, "the check asks somebody first"
    assert current(practice).summary == "Samen eten."
    changed = reviewing.accept(suggesting(BETTER, on=practice), editor, texts={"summary": "Koken."})
    assert changed.state == SuggestionState.ACCEPTED
    assert current(practice).summary == "Koken."
