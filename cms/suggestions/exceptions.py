"""What goes wrong with a suggestion, in words for whoever made or reviews it."""


class SuggestionError(Exception):
    """A suggestion cannot go on; the message says why, and what to do now."""


class SuggestionConflict(SuggestionError):
    """Somebody changed the same words in the meantime: a reviewer has to choose."""
