"""Tables of events, their programme and their registrations."""

from events.models.event import Event
from events.models.mail_text import MailText
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
from events.models.report import (
    Finding,
    ReportDownload,
    ReportIndex,
    ReportPage,
    SessionReport,
    Speaker,
)
from events.models.survey import SurveyInvitation, SurveyResponse

__all__ = [
    "CheckIn",
    "Event",
    "EventIndex",
    "EventPage",
    "Finding",
    "Link",
    "MailText",
    "Question",
    "QuestionAnswer",
    "Registration",
    "ReportDownload",
    "ReportIndex",
    "ReportPage",
    "Session",
    "SessionChoice",
    "SessionReport",
    "Slot",
    "Speaker",
    "SurveyInvitation",
    "SurveyResponse",
]
