"""Tables of the network floor."""

from network.models.organisation import Neighbourhood, Organisation
from network.models.user import User

__all__ = ["Neighbourhood", "Organisation", "User"]
