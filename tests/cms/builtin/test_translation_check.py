"""The other language is looked at before a page goes on the site."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.utils.translation import override
from wagtail.models import Locale, PageLogEntry
from wagtail_localize.models import Translation, TranslationSource

from cms.builtin.translation_check.models import TranslationCheck
from cms.models import PlainPage
from network.enums import Role

pytestmark = pytest.mark.django_db


def _check(*, blocks: bool) -> TranslationCheck:
    step: TranslationCheck = TranslationCheck.objects.create(name="Vertaling", blocks=blocks)
    step.groups.add(Group.objects.get(name=Role.EDITOR))
    return step


@pytest.fixture
def untranslated(page: PlainPage) -> PlainPage:
    """A page with an English version in which nothing is translated yet."""
    source, _made = TranslationSource.get_or_create_from_instance(page)
    english = Locale.objects.get(language_code="en")
    Translation.objects.create(source=source, target_locale=english, enabled=True)
    return page


def test_a_page_in_one_language_passes(page: PlainPage, offered: Any) -> None:
    offered(page, _check(blocks=True))

    assert PlainPage.objects.get(pk=page.pk).live


def test_it_waits_while_the_other_language_is_older(
    untranslated: PlainPage, offered: Any, editors: Any
) -> None:
    step = _check(blocks=True)
    state = offered(untranslated, step)
    assert not PlainPage.objects.get(pk=untranslated.pk).live

    step.on_action(state, editors[0], "approve", comment="Volgt morgen")

    assert PlainPage.objects.get(pk=untranslated.pk).live


def test_it_warns_in_the_log_and_goes_on(untranslated: PlainPage, offered: Any) -> None:
    with override("en"):
        offered(untranslated, _check(blocks=False))

    assert PlainPage.objects.get(pk=untranslated.pk).live
    entry = PageLogEntry.objects.get(page=untranslated.pk, action="wagtail.workflow.approve")
    assert entry.data["comment"] == "English: 3 texts are not translated yet."
