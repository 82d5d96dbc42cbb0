"""Marks on a published translation, in memory, on what is older than the original."""

from typing import Any

from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.utils.translation import gettext as _
from wagtail.models import Page
from wagtail.rich_text import RichText

from cms.translations.reads import Behind, behind, plain

_BLOCKS = ["p", "li", "h2", "h3", "h4", "blockquote"]


def mark_older(page: Page) -> Behind | None:
    """Give a translated page `behind`, and mark its older paragraphs where they stand.

    Nothing is saved. An original costs no query, a translation in step costs one.
    """
    if page.alias_of_id or page.locale.language_code == settings.LANGUAGE_CODE:
        return None
    found = behind(page)
    if found is None:
        return None
    page.behind = found
    page.behind_original = _original_of(page)
    for unit in {each.unit for each in found.older}:
        texts = {each.text for each in found.older if each.unit == unit}
        _mark(page, unit, texts)
    return found


def _original_of(page: Page) -> Page | None:
    """Return the published original, for a link to it; its readers are those of the translation."""
    versions = Page.objects.live().filter(translation_key=page.translation_key)
    found: Page | None = (
        versions.filter(locale__language_code=settings.LANGUAGE_CODE)
        .select_related("locale")
        .first()
    )
    return found


def _mark(page: Page, unit: str, texts: set[str]) -> None:
    name, *inside = unit.split(".")
    value = getattr(page, name, None)
    if not inside:
        # A short text has no place for a mark: the note above the page tells of it.
        if isinstance(value, str) and value.lstrip().startswith("<"):
            setattr(page, name, marked(value, texts))
        return
    rich = _at(value, inside)
    if isinstance(rich, RichText):
        rich.source = marked(rich.source, texts)


def _at(value: Any, places: list[str]) -> Any:
    """Return what stands at a place in running text: ids of blocks, names of their parts."""
    for place in places:
        bound = getattr(value, "bound_blocks", None)
        if isinstance(bound, dict):
            value = value.get(place)
        elif value is not None:
            blocks = value if bound is None else bound
            value = next((each.value for each in blocks if str(each.id) == place), None)
    return value


def marked(html: str, texts: set[str]) -> str:
    """Return rich text with a mark on each paragraph that says one of `texts`."""
    soup = BeautifulSoup(html, "html.parser")
    for block in soup.find_all(_BLOCKS):
        if isinstance(block, Tag) and not block.find(_BLOCKS) and plain(str(block)) in texts:
            block["class"] = "older"
            note = soup.new_tag("span", attrs={"class": "older-mark"})
            note.string = _("(older text)")
            block.insert(0, note, " ")
    return str(soup)
