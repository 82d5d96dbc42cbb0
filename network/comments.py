"""Who can be named in a comment: members, by the name that other members see of them anyway."""

from typing import Any

from django.db.models import QuerySet

from cms.comments.people import tells_people
from network.enums import Role
from network.models import User


@tells_people
def members() -> QuerySet[Any]:
    """Return everybody in the directory who still takes part."""
    return User.objects.with_role(*Role).filter(member__isnull=False)
