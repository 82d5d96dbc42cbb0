"""Giving many pages a topic or a target group at once."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.editors.actions import BulkAction, Pages, actions
from cms.history.services import noting
from knowledge.models import PageTheme, TargetGroup, Theme
from knowledge.models.classification import Classified
from knowledge.own_facts.publishing import republish


def may_publish(page: Page, user: Any) -> bool:
    """Whether somebody may change what readers see: of a draft, whether they may edit it.

    Only of originals, which hold the facts for all languages.
    """
    if page.locale.language_code != settings.LANGUAGE_CODE:
        return False
    may = page.permissions_for_user(user)
    return bool(may.can_publish() if page.live else may.can_edit())


def _has(page: Page, name: str) -> bool:
    return hasattr(page.specific_class, name)


def _theme() -> forms.Field:
    themes = Theme.objects.originals().live().order_by("title")
    return forms.ModelChoiceField(themes, label=_("Which topic?"))


def _target_group() -> forms.Field:
    return forms.ModelChoiceField(TargetGroup.objects.all(), label=_("Which target group?"))


def _add_theme(pages: Pages, theme: Theme, user: Any) -> int:
    with noting(by=user):
        return sum(_with_theme(page, theme, user) for page in pages)


def _with_theme(page: Page, theme: Theme, user: Any) -> bool:
    """Give a page a topic, in its draft too; a topic has none itself."""
    if not _has(page, "theme_links") or page.specific_class is Theme:
        return False

    def edit(version: Any) -> bool:
        if any(link.theme_id == theme.pk for link in version.theme_links.all()):
            return False
        version.theme_links.add(PageTheme(theme=theme))
        return True

    return republish(page.specific, edit, user)


def _add_target_group(pages: Pages, group: TargetGroup, user: Any) -> int:
    with noting(by=user):
        return sum(_with_target_group(page, group, user) for page in pages)


def _with_target_group(page: Page, group: TargetGroup, user: Any) -> bool:
    """Give a page a target group, in its draft too."""
    model = page.specific_class
    if model is None or not issubclass(model, Classified):
        return False

    def edit(version: Any) -> bool:
        there = list(version.target_groups.all())
        if group in there:
            return False
        version.target_groups.set([*there, group])
        return True

    return republish(page.specific, edit, user)


actions.register(
    "theme",
    BulkAction(
        label=_("Add a topic"),
        field=_theme,
        follows=_(
            "The pages are published with one topic more, and followers hear of it in the weekly"
            " mail. Their text and their other topics stay."
        ),
        may=may_publish,
        run=_add_theme,
        order=40,
    ),
)
actions.register(
    "target_group",
    BulkAction(
        label=_("Add a target group"),
        field=_target_group,
        follows=_(
            "The pages are published with one target group more. Lessons, topics and sources stay"
            " as they are: they have none, or another kind."
        ),
        may=may_publish,
        run=_add_target_group,
        order=50,
    ),
)
