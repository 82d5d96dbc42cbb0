"""What goes wrong with looking after pages, in words for whoever does it."""


class CareError(Exception):
    """Nothing changed; the message says why."""
