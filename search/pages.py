"""Wagtail pages as documents: text per language, facts from the original, access, addresses.

A floor describes its page type in a few lines and hands in a function for its facts; everything
is read in batches, so that a thousand pages take as many queries as one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.functional import Promise
from wagtail.models import Locale, Page

from cms.models import PageTag
from search.access import Restrictions
from search.documents import Entity, IndexDocument, sources, under_each
from search.fanout import page_kinds
from search.texts import Text


@dataclass(slots=True)
class Facts:
    """What holds for a page in every language.

    `words` are by language: labels, names and titles that the page shows and people search by.
    `groups` are the entities under which it is found.
    """

    facets: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    words: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    groups: list[str] = field(default_factory=list)
    date: str = ""


FactsByPage = Mapping[int, Facts]
CollectFacts = Callable[[Sequence[Any]], FactsByPage]


def no_facts(_originals: Sequence[Any]) -> FactsByPage:
    """A page type that is text and nothing else."""
    return {}


@dataclass(frozen=True)
class PageSource:
    """One page type. `intro` and `body` name its fields; `collect` gets the originals.

    `called` says by language what people call such a page: whoever types "lessen burendag" means
    the lessons.
    """

    name: str
    model: type[Page]
    label: str | Promise
    body: tuple[str, ...]
    intro: tuple[str, ...] = ("summary",)
    collect: CollectFacts = no_facts
    leads: bool = False
    called: Mapping[str, str] = field(default_factory=dict)

    def register(self) -> None:
        """Make this page type part of search."""
        sources.register(self.name, self)
        page_kinds[self.model] = self.name

    def keys(self) -> Iterable[str]:
        """Return the translation keys of all live pages of this type."""
        live = self.model.objects.filter(live=True, alias_of=None)
        # Pages come in the order of the tree, which would be part of what is distinct.
        found = live.order_by().values_list("translation_key", flat=True).distinct()
        return [str(key) for key in found]

    def build(self, keys: Sequence[str]) -> Iterator[IndexDocument]:
        """Yield the documents of these pages in every language in which they were written."""
        pages = self.model.objects.filter(translation_key__in=_uuids(keys)).select_related("locale")
        family = list(pages.order_by("pk"))
        first = Locale.get_default().pk
        originals = {page.translation_key: page for page in family if page.locale_id == first}
        facts = self.collect(list(originals.values()))
        tags = _tags(originals.values())
        restrictions = Restrictions()
        aliases = _aliases(family)
        for page in family:
            if not page.live or page.alias_of_id or not (url := page.get_url()):
                continue
            original = originals.get(page.translation_key, page)
            marks = restrictions.marks(page)
            if marks:
                found = facts.get(original.pk, Facts())
                text = self._text(page, found, tags.get(original.pk, ()))
                yield from self._documents(page, text, url, found, marks, aliases.get(page.pk, {}))

    def _documents(
        self,
        page: Any,
        text: Text,
        url: str,
        facts: Facts,
        marks: tuple[str, ...],
        addresses: Mapping[str, str],
    ) -> Iterator[IndexDocument]:
        entity = Entity(self.name, str(page.translation_key))
        document = IndexDocument(
            key=f"{entity}:{text.language}",
            entity=entity,
            language=text.language,
            text=text,
            url=url,
            addresses=addresses,
            group=str(entity) if self.leads else "",
            is_lead=self.leads,
            access=marks,
            facets={name: tuple(sorted(codes)) for name, codes in facts.facets.items()},
            date=facts.date or _day(page),
        )
        return iter([document]) if self.leads else under_each(document, facts.groups)

    def _text(self, page: Any, facts: Facts, tags: Iterable[str]) -> Text:
        language = str(page.locale.language_code)
        return Text(
            language=language,
            title=page.title,
            intro=searchable(page, self.intro),
            body=searchable(page, self.body),
            context="\n".join(
                filter(None, (self.called.get(language), *facts.words.get(language, ()), *tags))
            ),
        )


def searchable(page: Any, names: Iterable[str]) -> str:
    """Return the running text of these fields, without markup."""
    texts: list[str] = []
    for name in names:
        found, value = page._meta.get_field(name), getattr(page, name)
        if hasattr(found, "get_searchable_content"):
            texts += found.get_searchable_content(value)
        elif value:
            texts.append(str(value))
    return "\n".join(text.strip() for text in texts if text.strip())


def _uuids(keys: Iterable[str]) -> list[UUID]:
    """Return the keys that can be one; an index may hold others, which then have no documents."""
    found = []
    for key in keys:
        with suppress(ValueError):
            found.append(UUID(key))
    return found


def _tags(originals: Iterable[Page]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    links = PageTag.objects.filter(content_object__in=[page.pk for page in originals])
    for page, name in links.values_list("content_object_id", "tag__name").order_by("tag__name"):
        found[page].append(name)
    return found


def _aliases(family: Iterable[Any]) -> dict[int, dict[str, str]]:
    """Return for each page, by language, where an alias shows it untranslated."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for page in family:
        if page.alias_of_id and page.live and (url := page.get_url()):
            found[page.alias_of_id][str(page.locale.language_code)] = url
    return found


def _day(page: Any) -> str:
    moment = page.last_published_at or page.first_published_at
    return moment.date().isoformat() if moment else ""
