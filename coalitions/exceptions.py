"""What can go wrong on this floor, in words for people."""

from django.core.exceptions import ValidationError


class CoalitionError(Exception):
    """Something that cannot be done; the message says what happened and what to do now."""


class LeadMissing(CoalitionError, ValidationError):
    """A coalition that nobody leads cannot be published; forms and the API know such errors."""

    def __init__(self, message: str) -> None:
        ValidationError.__init__(self, {"lead": [message]})
        self.text = message

    def __str__(self) -> str:
        return self.text
