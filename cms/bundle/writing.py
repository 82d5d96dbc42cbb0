"""From plain values to the database: rows, pictures, original pages."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from wagtail.models import Page, Revision, Site

from cms.bundle.codecs import PageDraft
from cms.bundle.names import Ledger
from cms.models import PageCare

Report = Callable[[str], None]
EVERY = 25


@dataclass(slots=True)
class ImportResult:
    """What an import did."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    translated: int = 0
    mirrored: int = 0
    rows: int = 0
    pictures: int = 0

    def __str__(self) -> str:
        return _(
            "Pages: %(created)d new, %(changed)d changed, %(unchanged)d as they were;"
            " %(translated)d translations written, %(mirrored)d shown untranslated;"
            " %(rows)d other entries and %(pictures)d pictures written."
        ) % {name: getattr(self, name) for name in self.__slots__}


def in_tree_order(drafts: Iterable[PageDraft]) -> list[PageDraft]:
    """Return parents before their children, and children in their order."""
    under: dict[UUID | None, list[PageDraft]] = defaultdict(list)
    drafts = list(drafts)
    known = {draft.key for draft in drafts}
    for draft in drafts:
        under[draft.parent if draft.parent in known else None].append(draft)
    ordered: list[PageDraft] = []

    def walk(parent: UUID | None) -> None:
        for draft in sorted(under[parent], key=lambda draft: draft.rank):
            ordered.append(draft)
            walk(draft.key)

    walk(None)
    return ordered


class PageWriter:
    """Writes original pages in two rounds: first that they exist, then what they say."""

    def __init__(self, ledger: Ledger, result: ImportResult, report: Report, locale: Any) -> None:
        self.ledger, self.result, self.report, self.locale = ledger, result, report, locale

    def write(self, drafts: list[PageDraft]) -> set[UUID]:
        """Write every page that differs from its file; return the keys of those."""
        made = self.make_missing(drafts)
        for draft in drafts:
            draft.published = draft.published and draft.codec.may_publish(draft)
        self.ledger.refresh()
        for parent, children in _siblings(drafts).items():
            put_in_order(self.page_of(parent), children)
        written: set[UUID] = set()
        for number, (draft, page) in enumerate(self.with_pages(drafts), 1):
            if self.fill(draft, page, draft.key in made):
                written.add(draft.key)
            _write_care(draft)
            if number % EVERY == 0:
                self.report(_("%(done)d of %(all)d pages") % {"done": number, "all": len(drafts)})
        self.result.created = len(made)
        self.result.changed = len(written - made)
        self.result.unchanged = len(drafts) - len(written | made)
        return written

    def page_of(self, key: UUID | None) -> Page:
        return (
            Page.get_first_root_node()
            if key is None
            else Page.objects.get(pk=self.ledger.page_id(key))
        )

    def make_missing(self, drafts: list[PageDraft]) -> set[UUID]:
        """Make a draft of each page that is not there yet, so that others can link to it."""
        pages: dict[UUID | None, Page] = {}
        made: set[UUID] = set()
        for draft in drafts:
            if self.ledger.has_page(draft.key):
                continue
            if draft.parent not in pages:
                known = draft.parent is None or self.ledger.has_page(draft.parent)
                pages[draft.parent] = self.page_of(draft.parent) if known else pages[draft.parent]
            pages[draft.key] = self.make(draft, pages[draft.parent])
            made.add(draft.key)
        return made

    def make(self, draft: PageDraft, parent: Page) -> Page:
        page = draft.codec.model(
            locale=self.locale, translation_key=draft.key, live=False, has_unpublished_changes=True
        )
        for one in draft.codec.fields:
            if not one.is_late:
                one.put(page, draft.values[one.name], self.ledger)
        if draft.codec.parent is None:
            _clear_welcome_page()
        return parent.add_child(instance=page)

    def with_pages(self, drafts: list[PageDraft]) -> Iterable[tuple[PageDraft, Page]]:
        """Give each draft with its page as the database has it now."""
        by_model: dict[type[Page], list[int]] = defaultdict(list)
        for draft in drafts:
            by_model[draft.codec.model].append(self.ledger.page_id(draft.key))
        pages: dict[int, Page] = {}
        for model, ids in by_model.items():
            pages |= model._default_manager.select_related("locale").in_bulk(ids)
        return ((draft, pages[self.ledger.page_id(draft.key)]) for draft in drafts)

    def fill(self, draft: PageDraft, page: Page, is_new: bool) -> bool:
        """Write what differs; return whether anything did."""
        if not is_new and page.live == draft.published and self.equals(draft, page):
            return False
        for one in draft.codec.fields:
            one.put(page, draft.values[one.name], self.ledger)
        if draft.published:
            publish(page, page.save_revision(clean=False))
        else:
            if page.live:
                page.unpublish()
                page.refresh_from_db(fields=["live", "has_unpublished_changes"])
            page.draft_title = page.title
            page.save_revision()
            page.save()
        return True

    def equals(self, draft: PageDraft, page: Page) -> bool:
        return all(
            one.same(draft.values[one.name], one.get(page, self.ledger))
            for one in draft.codec.fields
        )


def publish(page: Page, revision: Revision) -> None:
    """Publish the revision just made of `page`, without building the page from it once more."""
    # Rebuilding it from JSON asks the database for every link, a fifth of the whole import.
    revision.as_object = lambda: page
    revision.publish()


def _siblings(drafts: list[PageDraft]) -> dict[UUID, list[UUID]]:
    siblings: dict[UUID, list[UUID]] = defaultdict(list)
    for draft in drafts:
        if draft.parent is not None:
            siblings[draft.parent].append(draft.key)
    return siblings


def put_in_order(parent: Page, keys: list[UUID]) -> None:
    """Give those children of `parent` the order of `keys`; others keep their place."""
    wanted = {key: position for position, key in enumerate(keys)}
    found = [
        key
        for key in parent.get_children().values_list("translation_key", flat=True)
        if key in wanted
    ]
    if found == sorted(found, key=wanted.__getitem__):
        return
    previous: UUID | None = None
    for key in sorted(found, key=wanted.__getitem__):
        # Read again each time: a move changes the paths of others.
        page = parent.get_children().get(translation_key=key)
        if previous is not None:
            page.move(parent.get_children().get(translation_key=previous), pos="right")
        previous = key


def _write_care(draft: PageDraft) -> None:
    care = PageCare.objects.filter(translation_key=draft.key).first()
    if draft.care is None and care is None:
        return
    wanted = draft.care or {
        "review_on": None,
        "interval_months": 12,
        "last_confirmed_on": None,
        "last_confirmed_by": "",
    }
    care = care or PageCare(translation_key=draft.key)
    if care.pk is None or any(getattr(care, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(care, name, value)
        care.save()


def _clear_welcome_page() -> None:
    """Free the address of the page that a new Wagtail shows until there is a home page."""
    welcome = Page.objects.filter(depth=2, content_type__model="page", slug="home").first()
    if welcome is not None:
        welcome.slug = "welcome-to-wagtail"
        welcome.save(update_fields=["slug"], clean=False)


def write_site_root(home_id: int) -> None:
    """Make the home page the front of the default site, and drop Wagtail's welcome page."""
    site = Site.objects.filter(is_default_site=True).first() or Site(
        is_default_site=True, hostname="localhost", port=80
    )
    if site.root_page_id != home_id:
        site.root_page_id = home_id
        site.save()
    for welcome in Page.objects.filter(depth=2, content_type__model="page", numchild=0):
        welcome.delete()
