"""The check whether a claim says what it rests on."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.plugins.steps import GroupTask


class EvidenceCheck(GroupTask):
    """Passes when each claim has its source, date and level; waits for somebody otherwise."""

    automatic = True
    passed = _("Each claim has its source, date and level.")
    question = _("Add what is missing, or say why it can go on the site without.")

    class Meta:
        verbose_name = _("evidence check")
        verbose_name_plural = _("evidence checks")

    @classmethod
    def get_description(cls) -> Any:
        return _("Looks whether each claim has its source, date and level")

    def findings(self, offered: Any) -> Sequence[str]:
        from knowledge.evidence_check.rules import missing  # it reads models of the floor

        return missing(offered)
