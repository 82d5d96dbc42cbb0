"""Updates as pages show them: who told it, what moved, and what they said before."""

from typing import Any

from django.utils.translation import gettext as _

from cms.notices.audience import Doors
from coalitions.enums import Visibility
from coalitions.models import Coalition, ProgressUpdate, UpdateVersion


def log_of(user: Any, coalition: Coalition) -> Any:
    """Return the updates of a coalition that this reader may see, the latest first."""
    return shown(ProgressUpdate.objects.filter(coalition=coalition).for_reader(user).standing())


def shown(updates: Any) -> Any:
    """Read along what the list of updates shows."""
    found = updates.select_related("author", "organisation", "lesson", "photo", "coalition")
    return found.prefetch_related("moved__action", "versions")


def signature(update: ProgressUpdate, reader: Any) -> str:
    """Return who told this: by name for the network, by organisation for everybody else."""
    name = update.author.name if update.author and _in_network(reader) else ""
    if not name and update.organisation:
        name = _("a participant of %(organisation)s") % {"organisation": update.organisation.name}
    name = name or _("a participant")
    if update.was_noted:
        return _("Told by %(name)s, written down by the coordinator") % {"name": name}
    return _("By %(name)s") % {"name": name}


def _in_network(reader: Any) -> bool:
    return bool(reader.has_perm("coalitions.read_network"))


def readable_visibilities(user: Any, coalition: Coalition) -> set[str]:
    """Return which visibilities of this coalition's texts this reader may see."""
    found: set[str] = {Visibility.PUBLIC}
    if _in_network(user):
        found.add(Visibility.NETWORK)
        inside = coalition.participations.filter(user=user, left_on=None).exists()
        if inside or user in coalition.leads or user.has_perm("coalitions.read_all"):
            found.add(Visibility.COALITION)
    return found


def may_open_log(user: Any, coalition: Coalition) -> bool:
    """Whether this reader may know of a coalition: nothing keeps its page from them.

    What is told of a page that is not public is for the network, also when it is told to everybody;
    a page that is not online is kept from none of them. Who is inside reads it in any case,
    also where there is no page yet.
    """
    if coalition.is_public:
        return True
    if not _in_network(user):
        return False
    page = coalition.page
    inside = Visibility.COALITION in readable_visibilities(user, coalition)
    return inside or (page is not None and bool(Doors().open_to(user, [page])))


def earlier_versions(update: ProgressUpdate, reader: Any) -> list[UpdateVersion]:
    """Return what an update said before, as far as this reader might have read it then.

    Withdrawing keeps a version too; what says the same as what came after it tells nothing.
    """
    seen = readable_visibilities(reader, update.coalition)
    found, after = [], _said(update)
    for version in update.versions.filter(visibility__in=seen):
        if _said(version) != after:
            found.append(version)
        after = _said(version)
    return found


def _said(told: ProgressUpdate | UpdateVersion) -> tuple[Any, ...]:
    return (told.happened_on, told.happened, told.needed, told.helpers, told.visibility)
