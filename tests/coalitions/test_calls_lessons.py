"""A good answer becomes a lesson: once, by who keeps the call, in whole sentences."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from coalitions.exceptions import CoalitionError
from coalitions.models import Call
from coalitions.services import answers as services
from knowledge.models import Lesson
from network.enums import Role
from tests.factories import (
    CallFactory,
    CoalitionPageFactory,
    LessonFactory,
    MemberFactory,
    OrganisationFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


def test_a_good_answer_becomes_one_lesson_with_the_credit_where_it_belongs(
    client: Client, public: Call, account: Any
) -> None:
    LessonFactory.create()
    buurt = OrganisationFactory.create(name="Buurthuis")
    member = MemberFactory.create(organisation=buurt).user
    first = services.answer_call(member, public, uuid4(), "Begin klein. Vraag de buren zelf.")
    second = services.answer_call(member, public, uuid4(), "Of niet.")
    client.force_login(account(Role.COORDINATOR))

    for each in (first, first, second):
        client.post(f"/nl/antwoorden/{each.pk}/les/")

    public.refresh_from_db()
    assert Lesson.objects.filter(title="Begin klein. Vraag de buren zelf.").count() == 1
    assert Lesson.objects.count() == 2
    assert public.lesson is not None
    assert public.lesson.contributor_organisation == buurt


def test_only_who_keeps_the_call_makes_a_lesson(client: Client, public: Call) -> None:
    LessonFactory.create()
    given = services.answer_call(UserFactory.create(), public, uuid4(), "Begin klein.")
    client.force_login(UserFactory.create())

    assert client.post(f"/nl/antwoorden/{given.pk}/les/").status_code == 404
    assert Lesson.objects.count() == 1


def test_what_only_a_coalition_may_read_becomes_no_lesson(asker: Any) -> None:
    LessonFactory.create()
    page = CoalitionPageFactory.create(facts__lead=asker)
    call = CallFactory.create(coalition=page.coalition, visibility="coalition", asked_by=asker)
    given = services.answer_call(asker, call, uuid4(), "Vertrouwelijk.")

    with pytest.raises(CoalitionError):
        services.make_lesson(asker, given)
    assert Lesson.objects.count() == 1


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("Kort.", "Kort."),
        ("Eerst dit. " + "woord " * 60, "Eerst dit."),
        ("woord " * 60, ("woord " * 41).strip() + "…"),
    ],
)
def test_a_long_answer_is_stated_in_whole_sentences_or_words(text: str, statement: str) -> None:
    assert services.statement_of(text) == statement
