"""Naming somebody in a comment: chosen by name without a script, told at once."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import PageViewRestriction

from cms.comments.notices import MENTIONED, SAID
from cms.comments.people import can_be_named, matching
from cms.models import Notice, OutgoingMail, PageCare, PageComment
from cms.notices.services import choose
from network.enums import Role
from network.models import User
from tests.cms.comments.conftest import said
from tests.factories import MemberFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


def post(client: Client, page: Any, whom: str, **more: Any) -> Any:
    form = {"key": str(uuid4()), "text": "Werkt dit ook buiten?", "whom": whom, **more}
    return client.post(reverse("page_comments", args=[page.translation_key]), form)


def test_a_part_of_a_name_without_accents_is_enough() -> None:
    people = {1: "Zoë van Dam", 2: "Noor el Amrani", 3: "Noortje Smit"}

    assert matching(people, "@zoe dam") == [1]
    assert matching(people, "noor") == [2, 3]
    assert matching(people, "Noor el Amrani") == [2]
    assert matching(people, "oor") == []
    assert matching(people, " @ ") == []


def test_who_is_named_gets_a_mail_at_once_and_no_line_in_that_of_the_week(
    practice: Any, as_nel: Client, noor: User
) -> None:
    assert post(as_nel, practice, "noor").status_code == 302

    comment = PageComment.objects.get()
    assert list(comment.mentioned.all()) == [noor]
    mail = OutgoingMail.objects.get()
    assert (mail.recipient, mail.kind) == (noor, MENTIONED)
    assert "Nel Bakker" in mail.text
    assert f"/reacties/{practice.translation_key}/{comment.pk}/#comment-{comment.pk}" in mail.text
    assert "Waarom" in mail.text or "omdat iemand je" in mail.text
    assert Notice.objects.get(kind=MENTIONED).mailed_at is not None


def test_several_of_one_name_are_chosen_from_a_list_that_says_of_which_organisation(
    practice: Any, as_nel: Client
) -> None:
    first, second = (
        MemberFactory.create(
            user__name="Jan Smit", organisation=OrganisationFactory.create(name=name)
        ).user
        for name in ("Buurthuis Oost", "Buurthuis West")
    )

    asked = post(as_nel, practice, "Jan Smit")
    shown = asked.content.decode()

    assert asked.status_code == 200
    assert "Buurthuis Oost" in shown
    assert "Buurthuis West" in shown
    assert not PageComment.objects.exists()
    assert post(as_nel, practice, "Jan Smit", people=[str(second.pk)]).status_code == 302
    assert list(PageComment.objects.get().mentioned.all()) == [second]
    assert first not in PageComment.objects.get().mentioned.all()


def test_who_takes_no_part_or_cannot_read_the_page_cannot_be_named(
    practice: Any, as_nel: Client, nel: User, noor: User
) -> None:
    left = MemberFactory.create(user__name="Left Away", user__is_active=False).user
    outsider = UserFactory.create(name="Out Sider", roles=[])
    nameless = MemberFactory.create(user__name="").user

    named = can_be_named(practice, nel)

    assert noor.pk in named
    assert named.keys().isdisjoint({nel.pk, left.pk, outsider.pk, nameless.pk})
    closed = PageViewRestriction.objects.create(page=practice, restriction_type="groups")
    closed.groups.add(Group.objects.get(name=Role.EDITOR))
    assert can_be_named(practice, nel) == {}


def test_an_account_that_cannot_be_named_is_not_named_by_its_number_either(
    practice: Any, as_nel: Client
) -> None:
    outsider = UserFactory.create(name="Jan Smit", roles=[])
    for _two in range(2):
        MemberFactory.create(user__name="Jan Smit")

    answer = post(as_nel, practice, "Jan Smit", people=[str(outsider.pk), "x", "999999"])

    assert answer.status_code == 200
    assert not PageComment.objects.exists()


def test_a_name_that_nobody_has_is_refused_and_what_was_typed_is_kept(
    practice: Any, as_nel: Client
) -> None:
    answer = post(as_nel, practice, "Niemand <script>")

    assert "Werkt dit ook buiten?" in answer.content.decode()
    assert "Niemand &lt;script&gt;" in answer.content.decode()
    assert not PageComment.objects.exists()


def test_who_left_this_kind_out_gets_neither_mail_nor_line(
    practice: Any, nel: User, noor: User
) -> None:
    choose(noor, muted=[MENTIONED])

    said(practice, nel, mentioned=[noor.pk])

    assert not OutgoingMail.objects.exists()
    assert not Notice.objects.filter(recipient=noor).exists()


def test_owner_deputy_and_who_spoke_hear_of_it_in_the_weekly_mail_and_its_writer_does_not(
    practice: Any, nel: User, noor: User
) -> None:
    owner, deputy = UserFactory.create_batch(2)
    PageCare.objects.update_or_create(
        translation_key=practice.translation_key, defaults={"owner": owner, "deputy": deputy}
    )
    start = said(practice, nel)
    Notice.objects.all().delete()

    said(practice, noor, "Ja hoor.", answers=start)

    heard = Notice.objects.filter(kind=SAID, mailed_at=None)
    assert {each.recipient for each in heard} == {owner, deputy, nel}
    assert not any("Ja hoor" in each.line for each in heard)


def test_nobody_hears_any_more_of_what_was_taken_away(
    practice: Any, as_nel: Client, nel: User, noor: User
) -> None:
    start = said(practice, noor)
    comment = said(practice, nel, "Ja hoor.", answers=start)
    assert Notice.objects.filter(recipient=noor).exists()

    as_nel.post(reverse("comment_take_away", args=[practice.translation_key, comment.pk]))

    assert not Notice.objects.filter(recipient=noor).exists()
