"""The check whether the other language keeps up with a page."""

from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail_localize.models import Translation

from cms.plugins.steps import GroupTask
from cms.translations.reads import progress_of


class TranslationCheck(GroupTask):
    """Passes when no text is older in the other language; waits or warns when one is."""

    blocks = models.BooleanField(
        _("waits"),
        default=False,
        help_text=_(
            "Wait until somebody approves. Otherwise it goes on, and the log says what is older."
        ),
    )

    automatic = True
    passed = _("The other language keeps up.")
    question = _("The other language is older. Can this go on the site all the same?")
    admin_form_fields = [*GroupTask.admin_form_fields, "blocks"]

    class Meta:
        verbose_name = _("check of the translation")
        verbose_name_plural = _("checks of the translation")

    @classmethod
    def get_description(cls) -> Any:
        return _("Looks whether the other language keeps up; waits or warns if it does not")

    def waits(self, findings: Sequence[str]) -> bool:
        return self.blocks and super().waits(findings)

    def findings(self, offered: Any) -> Sequence[str]:
        """Say for each translation of this page how many texts are not translated yet."""
        if not isinstance(offered, Page):
            return []
        found = Translation.objects.filter(
            source__object_id=offered.translation_key, enabled=True
        ).select_related("target_locale")
        return [said for each in found if (said := _left_of(each))]


def _left_of(translation: Translation) -> str:
    total, done = progress_of(translation)
    if done >= total:
        return ""
    return ngettext(
        "%(language)s: %(number)d text is not translated yet.",
        "%(language)s: %(number)d texts are not translated yet.",
        total - done,
    ) % {
        "language": gettext(str(translation.target_locale.get_display_name())),
        "number": total - done,
    }
