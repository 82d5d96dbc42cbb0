"""Comments on a page, as members use them."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from cms.models import PageCare, PageComment
from network.enums import Role
from network.models import User
from tests.cms.comments.conftest import said
from tests.factories import MemberFactory, PracticeFactory, UserFactory

pytestmark = pytest.mark.django_db

CANARY = "<script>alert(1)</script>"


def listing(page: Any) -> str:
    return reverse("page_comments", args=[page.translation_key])


def address(name: str, comment: PageComment, page: Any = None) -> str:
    key = page.translation_key if page else comment.translation_key
    return reverse(name, args=[key, comment.pk])


def posted(text: str, **more: Any) -> dict[str, Any]:
    return {"key": str(uuid4()), "text": text, **more}


def test_a_member_says_something_and_reads_it_below(practice: Any, as_nel: Client) -> None:
    answer = as_nel.post(listing(practice), posted("Werkt dit ook **buiten**?"), follow=True)

    comment = PageComment.objects.get()
    assert answer.redirect_chain[-1][0].endswith(f"#comment-{comment.pk}")
    assert "Werkt dit ook <strong>buiten</strong>?" in answer.content.decode()
    assert "Nel Bakker" in answer.content.decode()


def test_the_same_form_sent_twice_is_one_comment_and_other_words_are_refused(
    practice: Any, as_nel: Client
) -> None:
    form = posted("Eerste tekst")
    for _send in range(2):
        assert as_nel.post(listing(practice), form).status_code == 302

    refused = as_nel.post(listing(practice), form | {"text": "Andere tekst"})

    assert refused.status_code == 200
    assert "Andere tekst" in refused.content.decode()
    assert [each.text for each in PageComment.objects.all()] == ["Eerste tekst"]


def test_the_page_leads_members_to_its_comments_and_says_how_many(
    practice: Any, as_nel: Client, nel: User
) -> None:
    said(practice, nel)

    shown = as_nel.get(practice.url).content.decode()

    assert listing(practice) in shown
    assert "Reacties van deelnemers (1)" in " ".join(shown.split())
    assert listing(practice) not in Client().get(practice.url).content.decode()


def test_nobody_from_outside_reads_or_writes_comments(practice: Any, client: Client) -> None:
    for user in (None, UserFactory.create(roles=[])):
        if user:
            client.force_login(user)
        for answer in (
            client.get(listing(practice)),
            client.post(listing(practice), posted("Hallo")),
        ):
            assert answer.status_code == (404 if user else 302)
    assert not PageComment.objects.exists()


def test_what_a_member_may_not_read_has_no_comments_for_them(
    practice: Any, as_nel: Client, noor: User
) -> None:
    comment = said(practice, noor)
    closed = PageViewRestriction.objects.create(page=practice, restriction_type="groups")
    closed.groups.add(Group.objects.get(name=Role.EDITOR))

    assert as_nel.get(listing(practice)).status_code == 404
    assert as_nel.get(address("page_comment", comment)).status_code == 404
    assert as_nel.post(listing(practice), posted("Hallo")).status_code == 404
    assert listing(practice) not in as_nel.get("/nl/").content.decode()


def test_a_page_without_a_text_of_its_own_takes_no_comments(home: Any, as_nel: Client) -> None:
    assert as_nel.get(listing(home)).status_code == 404


@pytest.mark.parametrize(
    "name", ["page_comment", "comment_edit", "comment_take_away", "comment_resolve"]
)
def test_a_comment_is_not_there_under_the_key_of_another_page(
    name: str, practice: Any, as_nel: Client, nel: User
) -> None:
    comment, other = said(practice, nel), PracticeFactory.create()

    answer = as_nel.post(address(name, comment, other), posted("Overgenomen"))

    assert answer.status_code == 404
    comment.refresh_from_db()
    assert (comment.text, comment.resolved_at, comment.removed_at) == (
        "Werkt dit ook buiten?",
        None,
        None,
    )
    assert PageComment.objects.count() == 1


def test_an_answer_stands_with_what_it_answers_and_so_does_an_answer_to_that(
    practice: Any, as_nel: Client, noor: User
) -> None:
    start = said(practice, noor)

    as_nel.post(address("page_comment", start), posted("Ja, op het plein."))
    first = PageComment.objects.get(text="Ja, op het plein.")
    as_nel.post(address("page_comment", first), posted("Ook in de winter."))

    assert set(start.replies.values_list("text", flat=True)) == {
        "Ja, op het plein.",
        "Ook in de winter.",
    }


def test_one_changes_ones_own_words_and_nobody_elses(
    practice: Any, as_nel: Client, nel: User, noor: User
) -> None:
    own, other = said(practice, nel), said(practice, noor)

    as_nel.post(address("comment_edit", own), {"text": "Werkt dit ook binnen?"})
    refused = as_nel.post(address("comment_edit", other), {"text": "Iets anders"})

    own.refresh_from_db()
    assert (own.text, own.edited_at is not None) == ("Werkt dit ook binnen?", True)
    assert refused.status_code == 404
    assert as_nel.get(address("comment_edit", other)).status_code == 404


def test_what_is_taken_away_is_forgotten_and_its_answers_stay(
    practice: Any, as_nel: Client, nel: User, noor: User
) -> None:
    start = said(practice, nel, mentioned=[noor.pk])
    said(practice, noor, "Zeker.", answers=start)

    for _twice in range(2):
        as_nel.post(address("comment_take_away", start))

    start.refresh_from_db()
    assert (start.text, list(start.mentioned.all())) == ("", [])
    shown = as_nel.get(listing(practice)).content.decode()
    assert "Deze reactie is weggehaald." in shown
    assert "Zeker." in shown


def test_a_member_takes_away_nothing_of_others_and_an_editor_does(
    practice: Any, as_nel: Client, noor: User, account: Any
) -> None:
    comment = said(practice, noor)
    assert as_nel.post(address("comment_take_away", comment)).status_code == 404

    as_nel.force_login(account(Role.EDITOR))
    as_nel.post(address("comment_take_away", comment))

    comment.refresh_from_db()
    assert comment.removed_at is not None


def test_an_editor_without_a_second_step_takes_away_nothing(
    practice: Any, client: Client, noor: User, settings: Any
) -> None:
    settings.ADMIN_NEEDS_SECOND_STEP = True
    comment = said(practice, noor)
    client.force_login(UserFactory.create(roles=[Role.EDITOR]))

    client.post(address("comment_take_away", comment))

    comment.refresh_from_db()
    assert comment.removed_at is None


def test_a_resolved_conversation_is_folded_takes_no_answer_and_opens_again(
    practice: Any, as_nel: Client, nel: User
) -> None:
    start = said(practice, nel)
    as_nel.post(address("comment_resolve", start), {"action": "resolve"})

    shown = as_nel.get(listing(practice)).content.decode()
    assert "1 afgerond gesprek" in " ".join(shown.split())
    refused = as_nel.post(address("page_comment", start), posted("Nog iets"))
    assert "in de tussentijd" in refused.content.decode()
    assert PageComment.objects.count() == 1

    as_nel.post(address("comment_resolve", start), {"action": "reopen"})
    as_nel.post(address("page_comment", start), posted("Nog iets"))
    assert PageComment.objects.count() == 2


def test_who_asked_or_looks_after_the_page_resolves_and_other_members_do_not(
    practice: Any, as_nel: Client, nel: User, noor: User
) -> None:
    start = said(practice, noor)
    assert as_nel.post(address("comment_resolve", start)).status_code == 404

    PageCare.objects.update_or_create(
        translation_key=practice.translation_key, defaults={"deputy": nel}
    )
    as_nel.post(address("comment_resolve", start))

    start.refresh_from_db()
    assert start.resolved_by == nel


def test_what_is_typed_is_never_run(practice: Any, as_nel: Client, nel: User) -> None:
    nel.name = CANARY
    nel.save()
    comment = said(practice, nel, CANARY)
    said(practice, nel, CANARY, answers=comment)

    for where in (listing(practice), address("page_comment", comment)):
        shown = as_nel.get(where).content.decode()
        assert "&lt;script&gt;alert(1)" in shown
        assert CANARY not in shown
    assert CANARY not in as_nel.get(address("comment_edit", comment)).content.decode()


def test_details_of_somebody_else_are_asked_about_before_they_are_kept(
    practice: Any, as_nel: Client
) -> None:
    answer = as_nel.post(listing(practice), posted("Bel mevrouw Jansen op 06 12345678."))

    assert answer.status_code == 200
    assert not PageComment.objects.exists()


def test_two_hundred_comments_cost_as_many_queries_as_one(
    practice: Any, as_nel: Client, nel: User, django_assert_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    others = [MemberFactory.create().user for _each in range(10)]
    start = said(practice, nel, mentioned=[others[0].pk])
    for user in others[:2]:
        said(practice, user, answers=start)
    as_nel.get(listing(practice))
    with CaptureQueriesContext(
        connection,
    ) as one:
        as_nel.get(listing(practice))
    rows = [
        PageComment(
            key=uuid4(),
            translation_key=practice.translation_key,
            author=others[number % 10],
            text=f"Reactie {number}",
        )
        for number in range(200)
    ]
    PageComment.objects.bulk_create(rows)

    with django_assert_num_queries(len(one)):
        shown = as_nel.get(listing(practice)).content.decode()
    assert "Reactie 199" in shown
    with django_assert_num_queries(len(one)):
        as_nel.get(listing(practice) + "?page=2")
