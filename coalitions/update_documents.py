"""Updates in search, each found by whoever may read it.

What only a coalition may read is left out: a document knows roles, and taking part is none.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from coalitions.enums import Visibility
from coalitions.models import Coalition, CoalitionPage, ProgressUpdate
from network.enums import Role
from search.access import SIGNED_IN, Restrictions
from search.documents import PUBLIC, Entity, IndexDocument, sources
from search.fanout import depend
from search.texts import Text

NAME = "update"
CALLED = {"nl": "bericht", "en": "update"}


class UpdateSource:
    """One document an update, in the first language: people write in the city's own."""

    name = NAME
    label = _("Updates of coalitions")

    def keys(self) -> Iterable[str]:
        """Return the ids of what more than one coalition may read."""
        return [str(pk) for pk in _findable().values_list("pk", flat=True)]

    def build(self, keys: Sequence[str]) -> Iterator[IndexDocument]:
        """Yield the documents of these updates as they are now."""
        ids = [int(key) for key in keys if key.isascii() and key.isdecimal()]
        found = list(_findable().filter(pk__in=ids).select_related("coalition"))
        pages = _pages(update.coalition for update in found)
        restrictions, members = Restrictions(), _member_marks()
        for update in found:
            page = pages.get(update.coalition.translation_key)
            marks = _marks(update, restrictions.marks(page) if page else (), members)
            if page and marks:
                yield _document(update, str(page.title), marks)


def _findable() -> Any:
    wider = ProgressUpdate.objects.filter(visibility__in=[Visibility.PUBLIC, Visibility.NETWORK])
    return wider.filter(withdrawn_at=None)


def _pages(coalitions: Iterable[Coalition]) -> dict[Any, CoalitionPage]:
    """Return the published original of each coalition's page."""
    pages = CoalitionPage.objects.filter(
        translation_key__in={each.translation_key for each in coalitions},
        locale__language_code=settings.LANGUAGE_CODE,
        live=True,
    )
    return {page.translation_key: page for page in pages}


def _member_marks() -> set[str]:
    """Return the keys of everybody who takes part: each role includes that of member."""
    groups = Group.objects.filter(name__in=Role.values).values_list("pk", flat=True)
    return {f"group:{pk}" for pk in groups}


def _marks(update: ProgressUpdate, page: Sequence[str], members: set[str]) -> tuple[str, ...]:
    """Return who finds an update: whoever may open the page and may read the update.

    What is told to everybody on a page that is not public is for the network, as on the site.
    """
    if update.visibility == Visibility.PUBLIC and PUBLIC in page:
        return (PUBLIC,)
    if PUBLIC in page or SIGNED_IN in page:
        return tuple(sorted(members))
    return tuple(sorted(members & set(page)))


def _document(update: ProgressUpdate, title: str, access: tuple[str, ...]) -> IndexDocument:
    language = settings.LANGUAGE_CODE
    entity = Entity(NAME, str(update.pk))
    addresses = {code: _address(update, code) for code, _name in settings.LANGUAGES}
    with override(language):
        day = date_format(update.happened_on, "j F Y")
        text = Text(
            language=language,
            title=_now("%(title)s, %(day)s") % {"title": title, "day": day},
            intro=update.happened,
            body="\n".join(filter(None, [update.needed, update.helpers])),
            context=CALLED[language],
        )
    return IndexDocument(
        key=f"{entity}:{language}",
        entity=entity,
        language=language,
        text=text,
        url=addresses.pop(language),
        addresses=addresses,
        is_lead=True,
        access=access,
        date=update.happened_on.isoformat(),
    )


def _address(update: ProgressUpdate, language: str) -> str:
    with override(language):
        return reverse("update_history", args=[update.pk])


def _of(**coalitions: Any) -> list[Entity]:
    found = ProgressUpdate.objects.filter(**coalitions).values_list("pk", flat=True)
    return [Entity(NAME, str(pk)) for pk in found]


def _of_page(page: CoalitionPage) -> list[Entity]:
    return _of(coalition__translation_key=page.translation_key)


def _of_restricted(restriction: PageViewRestriction) -> list[Entity]:
    pages = CoalitionPage.objects.filter(path__startswith=restriction.page.path)
    return _of(coalition__translation_key__in=pages.values("translation_key"))


sources.register(NAME, UpdateSource())
depend(ProgressUpdate, lambda update: [Entity(NAME, str(update.pk))])
depend(CoalitionPage, _of_page)
depend(PageViewRestriction, _of_restricted)
