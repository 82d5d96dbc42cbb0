"""The editors' desk: which pages need something, and doing it for many at once."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from cms.editors.lists import lists
from cms.editors.reads import counted
from cms.models import Notice, PageCare, Suggestion
from network.enums import Role
from tests.factories import (
    ActivityFactory,
    GuidanceFactory,
    LessonFactory,
    PracticeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_dutch() -> Iterator[None]:
    with override("nl"):
        yield


@pytest.fixture
def editor(account: Any, home: Any) -> Any:
    return account(Role.EDITOR)


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def shown(client: Client, name: str, **chosen: str) -> str:
    answer = client.get(reverse("editors_desk"), {"list": name, **chosen})
    assert answer.status_code == 200
    return answer.content.decode()


def ticked(*pages: Any, action: str, **more: str) -> dict[str, Any]:
    return {"list": "overdue", "pages": [page.pk for page in pages], "action": action, **more}


def test_only_who_has_the_desk_sees_it(home: Any, account: Any) -> None:
    where = reverse("editors_desk")
    assert Client().get(where).status_code == 302
    assert signed_in(UserFactory()).get(where).status_code == 404
    assert signed_in(account(Role.TRANSLATOR)).get(where).status_code == 404
    for role in (Role.EDITOR, Role.COORDINATOR, Role.ADMINISTRATOR):
        page = signed_in(account(role)).get(where)
        assert page.status_code == 200


def test_each_list_says_how_many_pages_are_on_it(editor: Any) -> None:
    page = ActivityFactory(title="Oude koffie")
    PageCare.objects.create(
        translation_key=page.translation_key, review_on=timezone.localdate() - timedelta(days=3)
    )
    counts = {one.name: one.count for one in counted(editor)}
    assert counts["overdue"] == 1
    assert "Oude koffie" in shown(signed_in(editor), "overdue")


def test_pages_with_a_suggestion_and_in_review_are_listed(editor: Any) -> None:
    page = PracticeFactory(title="Samen eten")
    Suggestion.objects.create(key=uuid4(), page=page, state="waiting")
    draft = LessonFactory(title="Een concept", live=False)
    draft.save_revision(user=editor)
    draft.get_workflow().start(draft, editor)
    client = signed_in(editor)
    assert "Samen eten" in shown(client, "suggestions")
    assert "Een concept" not in shown(client, "suggestions")
    assert "Een concept" in shown(client, "review")


def test_the_lists_are_narrowed_by_type_and_by_who_looks_after_a_page(editor: Any) -> None:
    mine, other = ActivityFactory(title="Van mij"), PracticeFactory(title="Van niemand")
    day = timezone.localdate() - timedelta(days=1)
    PageCare.objects.create(translation_key=mine.translation_key, review_on=day, owner=editor)
    PageCare.objects.create(translation_key=other.translation_key, review_on=day)
    client = signed_in(editor)
    kept = shown(client, "overdue", keeper="me")
    assert "Van mij" in kept
    assert "Van niemand" not in kept
    nobody = shown(client, "overdue", keeper="nobody")
    assert "Van mij" not in nobody
    typed = shown(client, "overdue", type=str(other.content_type_id))
    assert "Van niemand" in typed
    assert "Van mij" not in typed
    assert "Van mij" in shown(client, "overdue", type="999999")


def test_an_unknown_list_does_not_exist(editor: Any) -> None:
    assert signed_in(editor).get(reverse("editors_desk"), {"list": "x"}).status_code == 404


def test_what_happens_is_shown_before_it_happens(editor: Any) -> None:
    page = ActivityFactory(title="Koffie")
    asked = signed_in(editor).post(reverse("editors_bulk"), ticked(page, action="hand_over"))
    text = asked.content.decode()
    assert "Koffie" in text
    assert asked.context["form"].fields["choice"]
    assert not asked.context["form"].errors
    assert not PageCare.objects.exists()


def test_many_pages_are_handed_over_at_once(editor: Any) -> None:
    pages = [ActivityFactory(), PracticeFactory()]
    person: Any = UserFactory()
    sent = ticked(*pages, action="hand_over", sure="1", choice=str(person.pk))
    assert signed_in(editor).post(reverse("editors_bulk"), sent).status_code == 302
    for page in pages:
        assert PageCare.objects.get(translation_key=page.translation_key).owner == person
    told = Notice.objects.get(recipient=person)
    assert told.kind == "page_care"


def test_the_day_of_review_is_set_for_many_and_lies_ahead(editor: Any) -> None:
    page = ActivityFactory()
    client, where = signed_in(editor), reverse("editors_bulk")
    past = (timezone.localdate() - timedelta(days=1)).isoformat()
    refused = client.post(where, ticked(page, action="review_date", sure="1", choice=past))
    assert refused.context["form"].errors["choice"]
    ahead = timezone.localdate() + timedelta(days=90)
    client.post(where, ticked(page, action="review_date", sure="1", choice=ahead.isoformat()))
    assert PageCare.objects.get(translation_key=page.translation_key).review_on == ahead


def test_nothing_ticked_and_an_unknown_action_change_nothing(editor: Any) -> None:
    page = ActivityFactory()
    client, where = signed_in(editor), reverse("editors_bulk")
    none = client.post(where, {"action": "hand_over", "list": "overdue"}, follow=True)
    assert [str(message) for message in none.context["messages"]]
    assert client.post(where, ticked(page, action="delete", sure="1")).status_code == 302
    assert not PageCare.objects.exists()


def test_drafts_are_sent_to_the_reviewers(editor: Any) -> None:
    draft, done = LessonFactory(title="Een concept", live=False), LessonFactory()
    draft.save_revision(user=editor)
    sent = ticked(draft, done, action="submit", sure="1")
    signed_in(editor).post(reverse("editors_bulk"), sent)
    draft.refresh_from_db()
    assert draft.specific.current_workflow_state is not None
    assert done.specific.current_workflow_state is None


def test_a_coordinator_changes_no_page_that_is_not_theirs(account: Any, home: Any) -> None:
    page: Any = GuidanceFactory()
    person: Any = UserFactory()
    coordinator = account(Role.COORDINATOR)
    may = page.permissions_for_user(coordinator).can_edit()
    sent = ticked(page, action="hand_over", sure="1", choice=str(person.pk))
    signed_in(coordinator).post(reverse("editors_bulk"), sent)
    assert PageCare.objects.filter(owner=person).exists() is may
    assert may is False


def test_a_member_cannot_reach_the_bulk_actions(home: Any) -> None:
    page: Any = GuidanceFactory()
    person: Any = UserFactory()
    sent = ticked(page, action="hand_over", sure="1", choice=str(person.pk))
    assert signed_in(person).post(reverse("editors_bulk"), sent).status_code == 404
    assert not PageCare.objects.exists()


def test_a_private_page_is_listed_only_for_who_works_on_it(account: Any, home: Any) -> None:
    page = PracticeFactory(title="Achter de deur")
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    PageCare.objects.create(
        translation_key=page.translation_key, review_on=timezone.localdate() - timedelta(days=3)
    )
    assert "Achter de deur" in shown(signed_in(account(Role.EDITOR)), "overdue")
    assert "Achter de deur" not in shown(signed_in(account(Role.COORDINATOR)), "overdue")


def test_a_script_in_a_title_stays_text(editor: Any) -> None:
    canary = "<script>kanarie()</script>"
    page = ActivityFactory(title=canary, slug="kanarie")
    client = signed_in(editor)
    assert canary not in shown(client, "uncared")
    asked = client.post(reverse("editors_bulk"), ticked(page, action="hand_over"))
    assert canary not in asked.content.decode()
    assert "kanarie()" in asked.content.decode()


def test_the_desk_asks_the_same_of_the_database_for_many_pages_as_for_one(
    editor: Any, django_assert_max_num_queries: Any
) -> None:
    for _number in range(12):
        ActivityFactory()
    client = signed_in(editor)
    shown(client, "uncared")
    with django_assert_max_num_queries(30 + 3 * len(lists)):
        shown(client, "uncared")
