"""What goes wrong with earlier versions, in words for an editor."""


class HistoryError(Exception):
    """An earlier version stays where it is; the message says why, and what to do now."""
