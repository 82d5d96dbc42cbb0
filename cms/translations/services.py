"""Translating pages, where wagtail-localize leaves something open.

Its editor publishes what is untranslated in the source language without a word, and it cannot
submit a translation to a workflow; both are done here.
"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.translations.reads import progress_of


class TranslationError(Exception):
    """A translation cannot go on; the message says why, to the translator."""


def translation_of(page: Page) -> Translation | None:
    """Return the translation that `page` is the target of, if it is one."""
    return Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale, enabled=True
    ).first()


def refuse_if_incomplete(translation: Translation) -> None:
    """Raise `TranslationError` while texts are left in the source language."""
    total, done = progress_of(translation)
    if done < total:
        raise TranslationError(
            _(
                "%(left)d of %(total)d texts are not translated yet. Nothing was published;"
                " what you translated is kept. Translate the rest and try again."
            )
            % {"left": total - done, "total": total}
        )


@transaction.atomic
def submit(page: Page, user: Any) -> None:
    """Save the translation as a draft and start the page's workflow.

    Raises `TranslationError` if it is incomplete, if the page has no workflow or if one runs.
    """
    translation = translation_of(page)
    if translation is None:
        raise TranslationError(_("This page is not a translation."))
    refuse_if_incomplete(translation)
    workflow = page.get_workflow()
    if workflow is None:
        raise TranslationError(_("Nobody is set to review this page. Ask an administrator."))
    if page.current_workflow_state:
        raise TranslationError(_("This page is already being reviewed."))
    live = page.live_revision
    translation.save_target(user=user, publish=False)
    if live:
        # wagtail-localize writes its draft into the page itself; what was live stays live.
        live.publish(user=user, log_action=False)
    page.refresh_from_db()
    workflow.start(page, user)
