"""Tables of the network floor."""

from network.models.access import EmergencyAccess, RoleReview
from network.models.member import Application, Member, Pledge, Seat, Subject
from network.models.organisation import Neighbourhood, Organisation
from network.models.user import User

__all__ = [
    "Application",
    "EmergencyAccess",
    "Member",
    "Neighbourhood",
    "Organisation",
    "Pledge",
    "RoleReview",
    "Seat",
    "Subject",
    "User",
]
