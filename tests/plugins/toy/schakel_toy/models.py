import re
from collections.abc import Sequence
from typing import Any

from cms.notices.services import tell
from cms.plugins.steps import GroupTask


class ShortSentences(GroupTask):
    automatic = True
    passed = "Alle zinnen zijn kort."
    question = "Kun je de lange zinnen korter maken?"

    def findings(self, offered: Any) -> Sequence[str]:
        sentences = re.split(r"[.!?]", offered.summary)
        return ["Een zin is te lang." for each in sentences if len(each.split()) > 12]

    def approved(self, state: Any, user: Any, answers: dict[str, Any]) -> bool:
        maker = state.revision.user
        tell(
            "long_sentence", [maker], key=f"{state.pk}", line="Schrijf kort.", address="/", by=user
        )
        return True
