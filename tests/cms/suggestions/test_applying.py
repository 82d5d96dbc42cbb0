"""A suggestion on the page that readers see, and in what an editor works on."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page, Revision, Workflow

from cms.enums import ChangeKind, SuggestionState
from cms.models import Notice, PageChange, PlainPage, Suggestion
from cms.suggestions.exceptions import SuggestionConflict, SuggestionError
from cms.suggestions.services import apply
from cms.suggestions.units import texts_of
from network.models import User
from tests.cms.suggestions.conftest import Suggesting, current

pytestmark = pytest.mark.django_db


def draft_of(page: Page) -> Any:
    return current(page).get_latest_revision_as_object()


def draft(page: PlainPage, by: User, **values: str) -> Revision:
    """Save a draft of an editor."""
    working: Any = draft_of(page)
    for name, value in values.items():
        setattr(working, name, value)
    found: Revision = working.save_revision(user=by)
    return found


def test_an_accepted_suggestion_is_what_readers_see(
    page: PlainPage, suggesting: Suggesting, editor: User
) -> None:
    suggestion = suggesting({"summary": "Samen lekker eten."})

    applied = apply(suggestion, user=editor, texts=None)

    assert current(page).summary == "Samen lekker eten."
    assert not current(page).has_unpublished_changes
    assert (applied.state, applied.live) == (SuggestionState.ACCEPTED, True)
    assert (applied.decided_by, bool(applied.decided_at)) == (editor, True)
    assert applied.final == applied.changes


def test_the_history_tells_who_suggested_and_who_looked(
    page: PlainPage, suggesting: Suggesting, contributor: User, editor: User
) -> None:
    apply(suggesting({"summary": "Beter."}, note="Zo leest het."), user=editor, texts=None)

    change = PageChange.objects.get(page=page, kind=ChangeKind.SUGGESTED)
    assert (change.by, change.organisation, change.note) == (
        contributor,
        "Buurthuis",
        "Zo leest het.",
    )
    assert change.reviewed_by == editor
    assert change.revision_id == current(page).live_revision_id


def test_applying_twice_is_the_same_as_once(
    page: PlainPage, suggesting: Suggesting, editor: User
) -> None:
    suggestion = suggesting({"body": "Er is ook thee."})

    apply(suggestion, user=editor, texts=None)
    apply(suggestion, user=editor, texts=None)

    assert len(current(page).body) == 3
    assert PageChange.objects.filter(suggestion=suggestion).count() == 1


def test_nobody_applies_their_own(suggesting: Suggesting, contributor: User) -> None:
    with pytest.raises(SuggestionError):
        apply(suggesting({"summary": "Beter."}), user=contributor, texts=None)


@pytest.mark.parametrize(
    "state", [state for state in SuggestionState if state not in {"waiting", "accepted"}]
)
def test_only_what_waits_is_applied(
    suggesting: Suggesting, editor: User, page: PlainPage, state: str
) -> None:
    suggestion = suggesting({"summary": "Beter."})
    Suggestion.objects.filter(pk=suggestion.pk).update(state=state)

    with pytest.raises(SuggestionError):
        apply(suggestion, user=editor, texts=None)

    assert current(page).summary == "Samen eten."


def test_suggestions_of_different_paragraphs_all_come_together(
    page: PlainPage, suggesting: Suggesting, editor: User
) -> None:
    first = suggesting({"body.b1": "Kom gerust langs.\n\nDe koffie is **gratis**."})
    second = suggesting({"body.b1": "Kom langs.\n\nDe koffie is *altijd* gratis."})
    third = suggesting({"body.b2.text": "Ik ken nu iedereen."})

    for one in (first, second, third):
        apply(one, user=editor, texts=None)

    texts = texts_of(current(page))
    assert texts["body.b1"] == "Kom gerust langs.\n\nDe koffie is *altijd* gratis."
    assert texts["body.b2.text"] == "Ik ken nu iedereen."


def test_the_same_words_are_a_conflict_until_a_reviewer_chose(
    page: PlainPage, suggesting: Suggesting, editor: User
) -> None:
    first, second = suggesting({"summary": "Eerst."}), suggesting({"summary": "Tweede."})
    apply(first, user=editor, texts=None)

    with pytest.raises(SuggestionConflict):
        apply(second, user=editor, texts=None)
    assert current(page).summary == "Eerst."

    applied = apply(second, user=editor, texts={"summary": "Eerst en tweede."})
    assert current(page).summary == "Eerst en tweede."
    assert [(one["before"], one["after"]) for one in applied.final] == [
        ("Eerst.", "Eerst en tweede.")
    ]


def test_what_a_reviewer_leaves_out_stays_as_it_was(
    page: PlainPage, suggesting: Suggesting, editor: User
) -> None:
    suggestion = suggesting({"summary": "Beter.", "body.b2.text": "Minder."})

    apply(suggestion, user=editor, texts={"summary": "Nog beter.", "body.b1": "Niet gevraagd."})

    texts = texts_of(current(page))
    assert texts["summary"] == "Nog beter."
    assert texts["body.b2.text"] == "Ik ken iedereen."
    assert texts["body.b1"].startswith("Kom langs.")


def test_what_changed_while_a_reviewer_looked_is_not_lost(
    page: PlainPage, suggesting: Suggesting, editor: User
) -> None:
    seen = current(page).live_revision_id
    mine = suggesting({"body.b1": "Kom gauw langs.\n\nDe koffie is **gratis**."})
    other = suggesting({"body.b1": "Kom langs.\n\nDe thee ook."})
    apply(other, user=editor, texts=None)

    chosen = {"body.b1": "Kom toch langs.\n\nDe koffie is **gratis**."}
    apply(mine, user=editor, texts=chosen, seen_revision_id=seen)

    assert texts_of(current(page))["body.b1"] == "Kom toch langs.\n\nDe thee ook."


def test_a_passage_that_went_in_the_meantime_is_a_conflict(
    suggesting: Suggesting, editor: User
) -> None:
    gone, late = suggesting({"body.b1": ""}), suggesting({"body.b1": "Kom."})
    apply(gone, user=editor, texts=None)

    with pytest.raises(SuggestionConflict):
        apply(late, user=editor, texts=None)


def test_the_draft_of_an_editor_stays_a_draft_and_gets_the_change(
    page: PlainPage, suggesting: Suggesting, editor: User
) -> None:
    draft(page, editor, title="Eettafel in het groot")

    apply(suggesting({"summary": "Beter.", "body": "Nieuw."}), user=editor, texts=None)

    assert (current(page).title, current(page).summary) == ("Eettafel", "Beter.")
    assert current(page).has_unpublished_changes
    working = draft_of(page)
    assert (working.title, working.summary) == ("Eettafel in het groot", "Beter.")
    assert working.get_latest_revision().user == editor
    ids = [block.id for block in current(page).body]
    assert [block.id for block in working.body] == ids


def test_a_draft_that_says_something_else_keeps_it_and_its_editor_is_told(
    page: PlainPage, suggesting: Suggesting, editor: User, superuser: User
) -> None:
    draft(page, editor, summary="Mijn eigen zin.")

    apply(suggesting({"summary": "Beter.", "body.b1": "Kom langs."}), user=superuser, texts=None)

    assert current(page).summary == "Beter."
    assert draft_of(page).summary == "Mijn eigen zin."
    assert texts_of(draft_of(page))["body.b1"] == "Kom langs."
    notice = Notice.objects.get(recipient=editor, kind="draft_kept")
    assert "Eettafel" in notice.line


def test_a_draft_that_waits_for_its_hour_keeps_its_hour(
    page: PlainPage, suggesting: Suggesting, editor: User
) -> None:
    hour = timezone.now() + timedelta(days=3)
    working: Any = draft_of(page)
    working.title, working.go_live_at = "Later", hour
    working.save_revision(user=editor).publish()

    apply(suggesting({"summary": "Beter."}), user=editor, texts=None)

    assert current(page).latest_revision.approved_go_live_at == hour
    assert current(page).title == "Eettafel"
    assert current(page).summary == "Beter."


def test_a_draft_that_is_being_approved_stays_so(
    page: PlainPage, approval: Workflow, suggesting: Suggesting, editor: User
) -> None:
    draft(page, editor, title="Later")
    approval.start(current(page), editor)

    apply(suggesting({"summary": "Beter."}), user=editor, texts=None)

    state = current(page).current_workflow_state
    assert state.status == state.STATUS_IN_PROGRESS


def test_the_last_approval_of_a_workflow_applies_it(
    page: PlainPage, approval: Workflow, suggesting: Suggesting, superuser: User
) -> None:
    suggestion = suggesting({"summary": "Beter."})
    task = suggestion.current_workflow_task_state
    assert task is not None

    task.approve(user=superuser)

    suggestion.refresh_from_db()
    assert current(page).summary == "Beter."
    assert (suggestion.state, suggestion.decided_by) == (SuggestionState.ACCEPTED, superuser)


def test_what_a_reviewer_wrote_is_what_the_last_approval_applies(
    page: PlainPage, approval: Workflow, suggesting: Suggesting, superuser: User
) -> None:
    suggestion = suggesting({"summary": "Beter.", "body.b1": "Weg."})
    final = [{"unit": "summary", "label": "", "before": "Samen eten.", "after": "Best."}]
    Suggestion.objects.filter(pk=suggestion.pk).update(final=final)

    Suggestion.objects.get(pk=suggestion.pk).current_workflow_task_state.approve(user=superuser)

    assert current(page).summary == "Best."
    assert texts_of(current(page))["body.b1"].startswith("Kom langs.")


def test_a_page_that_refuses_says_why(
    page: PlainPage, suggesting: Suggesting, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_page: Any, *_args: Any, **_more: Any) -> None:
        raise ValidationError("Zo kan het niet.")

    suggestion = suggesting({"summary": "Beter."})
    monkeypatch.setattr(PlainPage, "full_clean", refuse)

    with pytest.raises(SuggestionError, match="Zo kan het niet"):
        apply(suggestion, user=editor, texts=None)


def test_an_alias_says_what_its_original_says(
    page: PlainPage, english_home: Any, suggesting: Suggesting, editor: User
) -> None:
    alias = page.copy_for_translation(english_home.locale, alias=True)

    suggestion = suggesting({"summary": "Beter."}, on=current(alias))
    apply(suggestion, user=editor, texts=None)

    assert suggestion.page_id == page.pk
    assert current(alias).summary == "Beter."
