"""Findings in search, each found by whoever may open the report in which it stands."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import PageViewRestriction

from events.models import Finding, ReportPage
from knowledge.models import Activity
from search.access import Restrictions
from search.documents import Entity, IndexDocument, sources
from search.fanout import depend
from search.texts import Text

NAME = "finding"


class FindingSource:
    """One document a finding, in the language in which it was written."""

    name = NAME
    label = _("Said at gatherings")

    def keys(self) -> Iterable[str]:
        """Return the ids of what stands in a published report."""
        return [str(pk) for pk in Finding.objects.published().values_list("pk", flat=True)]

    def build(self, keys: Sequence[str]) -> Iterator[IndexDocument]:
        """Yield the documents of these findings as they are now."""
        ids = [int(key) for key in keys if key.isascii() and key.isdecimal()]
        about = Prefetch("activities", Activity.objects.filter(live=True), to_attr="about")
        found = Finding.objects.published().filter(pk__in=ids)
        read = list(found.select_related("event", "session_report").prefetch_related(about))
        pages = _pages({each.event.report_key for each in read if each.event.report_key})
        restrictions = Restrictions()
        for finding in read:
            by_language = pages.get(finding.event.report_key, {})
            original = by_language.get(settings.LANGUAGE_CODE)
            marks = restrictions.marks(original) if original else ()
            if original and marks:
                yield _document(finding, by_language, tuple(marks))


def _pages(keys: set[UUID]) -> dict[Any, dict[str, ReportPage]]:
    """Return the published pages of reports by language, by translation key."""
    pages: dict[Any, dict[str, ReportPage]] = {}
    live = ReportPage.objects.filter(translation_key__in=keys, live=True)
    for page in live.select_related("locale"):
        pages.setdefault(page.translation_key, {})[page.locale.language_code] = page
    return pages


def _document(finding: Any, pages: dict[str, ReportPage], access: tuple[str, ...]) -> IndexDocument:
    entity = Entity(NAME, str(finding.pk))
    original = pages[settings.LANGUAGE_CODE]
    here = pages.get(finding.language, original)
    addresses = {code: f"{page.get_url()}#finding-{finding.pk}" for code, page in pages.items()}
    words = [finding.get_kind_display(), original.title, *(each.title for each in finding.about)]
    if finding.session_report:
        words.append(finding.session_report.title)
    return IndexDocument(
        key=f"{entity}:{finding.language}",
        entity=entity,
        language=finding.language,
        text=Text(language=finding.language, title=finding.text, context="\n".join(words)),
        url=addresses.pop(here.locale.language_code),
        addresses=addresses,
        is_lead=True,
        access=access,
        date=timezone.localdate(finding.event.starts_at, finding.event.zone).isoformat(),
    )


def _of(**conditions: Any) -> list[Entity]:
    found = Finding.objects.filter(**conditions).values_list("pk", flat=True)
    return [Entity(NAME, str(pk)) for pk in found]


def _of_page(page: ReportPage) -> list[Entity]:
    return _of(event__report_key=page.translation_key)


def _of_restricted(restriction: PageViewRestriction) -> list[Entity]:
    pages = ReportPage.objects.filter(path__startswith=restriction.page.path)
    return _of(event__report_key__in=pages.values("translation_key"))


sources.register(NAME, FindingSource())
depend(Finding, lambda finding: [Entity(NAME, str(finding.pk))])
depend(ReportPage, _of_page)
depend(PageViewRestriction, _of_restricted)
