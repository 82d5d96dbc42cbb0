"""What can go wrong on this floor, in words for people."""

from typing import Any


class EventError(Exception):
    """Something that cannot be done; the message says what happened and what to do now."""


class RegistrationClosed(EventError):
    """Nobody can register any more, or not yet."""


class EventFull(EventError):
    """There is no place, and none on the waiting list."""


class SessionFull(EventError):
    """A session has no place left, though its event may have; `alternatives` still have."""

    def __init__(self, message: str, session: Any, alternatives: list[Any]) -> None:
        super().__init__(message)
        self.session = session
        self.alternatives = alternatives


class AlreadyRegistered(EventError):
    """Somebody has a registration already; `registration` is that one."""

    def __init__(self, message: str, registration: Any) -> None:
        super().__init__(message)
        self.registration = registration
