"""Tables of coalitions, their progress, calls and action plans."""

from coalitions.models.action import Action, ActionChange, ActionPlan
from coalitions.models.call import Answer, Call
from coalitions.models.calls_index import CallsIndex
from coalitions.models.coalition import Coalition, Participation
from coalitions.models.page import CoalitionIndex, CoalitionPage
from coalitions.models.pulse import Pulse
from coalitions.models.update import ProgressUpdate, UpdateVersion

__all__ = [
    "Action",
    "ActionChange",
    "ActionPlan",
    "Answer",
    "Call",
    "CallsIndex",
    "Coalition",
    "CoalitionIndex",
    "CoalitionPage",
    "Participation",
    "ProgressUpdate",
    "Pulse",
    "UpdateVersion",
]
