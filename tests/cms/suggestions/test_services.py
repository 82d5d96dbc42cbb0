"""Making a suggestion, and confirming it."""

import time
from typing import Any
from uuid import uuid4

import pytest
from wagtail.models import Workflow

from cms.enums import SuggestionState
from cms.models import OutgoingMail, PlainPage, Suggestion
from cms.suggestions.exceptions import SuggestionError
from cms.suggestions.services import apply, confirm, suggest, token_of
from network.models import User
from tests.cms.suggestions.conftest import Suggesting, current

pytestmark = pytest.mark.django_db

OUTSIDER = {"contributor": None, "name": "Bea", "email": "bea@elders.example"}


def test_a_member_suggests_and_it_waits_with_what_it_was_made_from(
    page: PlainPage, suggesting: Suggesting, contributor: User
) -> None:
    suggestion = suggesting(
        {"summary": "Beter.", "body.b2.text": "Ik ken iedereen."}, note=" Te  kort "
    )

    assert suggestion.state == SuggestionState.WAITING
    assert suggestion.confirmed_at is not None
    assert (suggestion.contributor, suggestion.organisation) == (contributor, "Buurthuis")
    assert suggestion.base_revision_id == page.live_revision_id
    assert suggestion.note == "Te kort"
    assert suggestion.changes == [
        {"unit": "summary", "label": "Samenvatting", "before": "Samen eten.", "after": "Beter."}
    ]
    assert current(page).summary == "Samen eten."


def test_the_same_form_twice_is_one_suggestion(suggesting: Suggesting) -> None:
    key = uuid4()

    assert suggesting({"summary": "A."}, key=key) == suggesting({"summary": "A."}, key=key)
    with pytest.raises(SuggestionError):
        suggesting({"summary": "B."}, key=key)
    assert Suggestion.objects.count() == 1


def test_the_form_of_somebody_else_is_refused(suggesting: Suggesting, editor: User) -> None:
    key = uuid4()
    suggesting({"summary": "A."}, key=key)

    with pytest.raises(SuggestionError):
        suggesting({"summary": "A."}, key=key, contributor=editor)


@pytest.mark.parametrize("changes", [{}, {"summary": "Samen eten. "}, {"title": "Nee"}])
def test_what_changes_nothing_or_is_not_open_is_refused(
    suggesting: Suggesting, changes: dict[str, str]
) -> None:
    with pytest.raises(SuggestionError):
        suggesting(changes)


def test_nothing_is_suggested_on_a_page_that_is_not_published(
    page: PlainPage, suggesting: Suggesting
) -> None:
    page.unpublish()

    with pytest.raises(SuggestionError):
        suggesting({"summary": "Beter."})


def test_it_is_compared_with_what_somebody_had_before_them(
    page: PlainPage, suggesting: Suggesting, editor: User
) -> None:
    before = current(page).live_revision_id
    apply(suggesting({"summary": "Eerst."}), user=editor, texts=None)

    late = suggesting({"summary": "Samen eten.", "body.b1": "Kom."}, base_revision_id=before)

    assert [one["unit"] for one in late.changes] == ["body.b1"]
    assert late.base_revision_id == before


def test_a_version_of_another_page_is_not_taken_for_one_of_this(
    page: PlainPage, home: Any, suggesting: Suggesting
) -> None:
    other = home.add_child(
        instance=PlainPage(title="Geheim", slug="geheim", summary="Niet voor iedereen.")
    ).save_revision()

    suggestion = suggesting({"summary": "Beter."}, base_revision_id=other.pk)

    assert suggestion.base_revision_id is None
    assert suggestion.changes[0]["before"] == "Samen eten."


@pytest.mark.usefixtures("approval")
def test_what_an_outsider_suggests_waits_for_a_click_in_their_mail(suggesting: Suggesting) -> None:
    suggestion = suggesting({"summary": "Beter <script>."}, **OUTSIDER)

    assert suggestion.state == SuggestionState.UNCONFIRMED
    mail = OutgoingMail.objects.get()
    assert mail.to == "bea@elders.example"
    assert token_of(suggestion) in mail.text
    # It may go to somebody who never asked for it.
    assert "Beter" not in mail.text + mail.html

    confirm(token_of(suggestion))
    confirm(token_of(suggestion))

    suggestion.refresh_from_db()
    assert suggestion.state == SuggestionState.WAITING
    assert (suggestion.contributor, suggestion.name) == (None, "Bea")
    assert suggestion.workflow_states.count() == 1


def test_a_member_who_confirms_from_outside_suggests_as_themselves(
    suggesting: Suggesting, contributor: User
) -> None:
    suggestion = suggesting(
        {"summary": "Beter."}, contributor=None, name="M.", email=contributor.email.upper()
    )

    confirm(token_of(suggestion))

    suggestion.refresh_from_db()
    assert (suggestion.contributor, suggestion.organisation) == (contributor, "Buurthuis")
    assert (suggestion.name, suggestion.email) == ("", "")


def test_a_link_that_is_old_or_of_nothing_confirms_nothing(
    suggesting: Suggesting, monkeypatch: pytest.MonkeyPatch
) -> None:
    suggestion = suggesting({"summary": "Beter."}, **OUTSIDER)
    token = token_of(suggestion)

    with pytest.raises(SuggestionError):
        confirm("onzin")
    later = time.time() + 8 * 86400
    monkeypatch.setattr("django.core.signing.time.time", lambda: later)
    with pytest.raises(SuggestionError):
        confirm(token)


def test_a_suggestion_goes_through_the_approval_that_was_chosen_for_its_page(
    page: PlainPage, approval: Workflow, suggesting: Suggesting
) -> None:
    suggestion = suggesting({"summary": "Beter."})

    assert suggestion.current_workflow_state.workflow == approval
    assert current(page).current_workflow_state is None


def test_a_page_is_suggested_on_by_its_alias(page: PlainPage, english_home: Any) -> None:
    alias = page.copy_for_translation(english_home.locale, alias=True)

    made = suggest(
        alias, {"summary": "A."}, email="a@b.example", key=uuid4(), base_revision_id=None
    )

    assert made.page_id == page.pk
