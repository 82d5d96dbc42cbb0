"""Many people at one page at the same moment: nothing is lost."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from wagtail.models import Page

from cms.enums import SuggestionState
from cms.models import PageChange, PlainPage, Suggestion
from cms.suggestions.services import apply, suggest
from cms.suggestions.units import texts_of
from network.enums import Role
from tests.conftest import front_page
from tests.factories import UserFactory
from tests.own_database import at_once

pytestmark = pytest.mark.usefixtures("own_database")

PARAGRAPHS = [f"Alinea {number}." for number in range(20)]


def page_of_twenty() -> PlainPage:
    with transaction.atomic():
        home = front_page()
    html = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    body = json.dumps([{"type": "text", "id": "b1", "value": html}])
    page: PlainPage = home.add_child(instance=PlainPage(title="Lang", slug="lang", body=body))
    page.save_revision().publish()
    return page


def current(page: Page) -> Any:
    return Page.objects.get(pk=page.pk).specific


def suggesting(page: Any, changes: dict[str, str], user: Any) -> Callable[[], Suggestion]:
    base = page.live_revision_id
    return lambda: suggest(
        current(page), changes, contributor=user, key=uuid4(), base_revision_id=base
    )


def test_of_a_hundred_suggestions_at_once_none_is_lost() -> None:
    page = current(page_of_twenty())
    users = [UserFactory.create() for _number in range(10)]
    calls = [
        suggesting(page, {"summary": f"Versie {number}."}, users[number % 10])
        for number in range(100)
    ]

    at_once(calls, 10)

    rows = Suggestion.objects.filter(page=page, state=SuggestionState.WAITING)
    assert {row.changes[0]["after"] for row in rows} == {f"Versie {n}." for n in range(100)}


def test_of_twenty_that_are_accepted_at_once_every_change_is_on_the_page() -> None:
    page = current(page_of_twenty())
    unit = next(name for name in texts_of(page) if name.startswith("body."))
    text = texts_of(page)[unit]
    member, editor = UserFactory.create(), UserFactory.create(roles=[Role.EDITOR])
    made = [
        suggesting(page, {unit: text.replace(words, f"Nieuw: {words}")}, member)()
        for words in PARAGRAPHS
    ]

    # Each of them twice: two reviewers may press the button at the same moment.
    at_once([partial(apply, one, user=editor, texts=None) for one in made * 2], 8)

    assert texts_of(current(page))[unit] == "\n\n".join(f"Nieuw: {words}" for words in PARAGRAPHS)
    assert PageChange.objects.filter(suggestion__in=made).count() == 20
    assert not current(page).has_unpublished_changes
