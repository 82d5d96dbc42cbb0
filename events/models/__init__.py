"""Tables of events, their programme and their registrations."""

from events.models.event import Event
from events.models.page import EventIndex, EventPage
from events.models.programme import Session, Slot
from events.models.registration import (
    CheckIn,
    Link,
    Question,
    QuestionAnswer,
    Registration,
    SessionChoice,
)

__all__ = [
    "CheckIn",
    "Event",
    "EventIndex",
    "EventPage",
    "Link",
    "Question",
    "QuestionAnswer",
    "Registration",
    "Session",
    "SessionChoice",
    "Slot",
]
