"""What the log calls what happened to a suggestion."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.enums import SuggestionState

PREFIX = "cms.suggestion."
LABELS = {
    SuggestionState.ACCEPTED: _("Suggestion accepted"),
    SuggestionState.DECLINED: _("Suggestion declined"),
    SuggestionState.WITHDRAWN: _("Suggestion taken back"),
    SuggestionState.LAPSED: _("Suggestion closed: nobody looked at it"),
}


@hooks.register("register_log_actions")
def name_decisions(actions: Any) -> None:
    """Name what was decided, in the log of the site."""
    for state, label in LABELS.items():
        actions.register_action(f"{PREFIX}{state.value}", label, label)
