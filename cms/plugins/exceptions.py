"""The one exception of reviewing; its message is for the person who reads the screen."""


class ReviewError(Exception):
    """A step cannot be taken; nothing was changed."""
