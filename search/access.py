"""Who may find what: documents carry marks, people carry keys, one shared mark is enough."""

from collections.abc import Iterable, Sequence

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser, Group
from wagtail.models import Page, PageViewRestriction

from search.documents import PUBLIC

Access = frozenset[str]
ANYBODY: Access = frozenset({PUBLIC})
SIGNED_IN = "signed-in"


def access_of(user: AbstractBaseUser | AnonymousUser) -> Access:
    """Return the keys of a visitor."""
    if not user.is_authenticated:
        return ANYBODY
    groups = Group.objects.filter(user=user.pk).values_list("pk", flat=True)
    return ANYBODY | {SIGNED_IN} | {f"group:{pk}" for pk in groups}


class Restrictions:
    """The view restrictions of the whole site, read once for a batch of pages."""

    def __init__(self) -> None:
        found = PageViewRestriction.objects.select_related("page").prefetch_related("groups")
        self._restrictions: Sequence[PageViewRestriction] = list(found)

    def marks(self, page: Page) -> tuple[str, ...]:
        """Return by which keys `page` is found; none behind a shared password.

        A page under several restrictions must satisfy all of them, as when it is read.
        """
        above = [found for found in self._restrictions if page.path.startswith(found.page.path)]
        if not above:
            return (PUBLIC,)
        kinds = {restriction.restriction_type for restriction in above}
        if PageViewRestriction.PASSWORD in kinds:
            return ()
        if PageViewRestriction.GROUPS not in kinds:
            return (SIGNED_IN,)
        return tuple(sorted(_in_all(above)))


def _in_all(restrictions: Iterable[PageViewRestriction]) -> set[str]:
    choices = [
        {f"group:{group.pk}" for group in restriction.groups.all()}
        for restriction in restrictions
        if restriction.restriction_type == PageViewRestriction.GROUPS
    ]
    return set.intersection(*choices)
