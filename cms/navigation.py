"""What the frame of every page shows: read once, and again when something of it changed."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info
from wagtail.models import Page, Site

from cms.generation import remembered
from cms.models import ContactPoint, NavigationSettings
from cms.models.pages import without_private


@dataclass(frozen=True, slots=True)
class NavigationLink:
    """A link in the frame; `language` is filled where the title is not in the page's language."""

    title: str
    url: str
    current: bool = False
    language: str = ""

    def at(self, path: str) -> "NavigationLink":
        """Return it as it stands on the page at `path`."""
        return replace(self, current=True) if path.startswith(self.url) else self


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The page that is looked at, in one language."""

    code: str
    name: str
    url: str
    active: bool
    translated: bool


@dataclass(slots=True)
class Navigation:
    """The menu, the pages beside it, and how the network can be reached.

    `sections` finds a child of the home page by the model of its page type (`activityindex`), so
    that templates can link to a floor above without anybody importing it.
    """

    site_name: str = settings.WAGTAIL_SITE_NAME
    home_url: str = "/"
    menu: list[NavigationLink] = field(default_factory=list)
    beside: list[NavigationLink] = field(default_factory=list)
    sections: dict[str, NavigationLink] = field(default_factory=dict)
    worry: NavigationLink | None = None
    join: NavigationLink | None = None
    contact: ContactPoint | None = None


def active_language() -> str:
    """Return the code of the language of this page."""
    return get_language() or settings.LANGUAGE_CODE


def foreign_language(page: Page) -> str:
    """Return the language of a page's text where it is not that of the page around it."""
    if not page.alias_of_id or page.content_language == active_language():
        return ""
    return str(page.content_language)


def _link(page: Page, request: HttpRequest) -> NavigationLink:
    return NavigationLink(
        title=page.title,
        url=page.get_url(request) or "/",
        language=settings.LANGUAGE_CODE
        if page.alias_of_id and active_language() != settings.LANGUAGE_CODE
        else "",
    )


def links_above(page: Page, request: HttpRequest) -> list[NavigationLink]:
    """Return the pages above `page`, from the home page down."""
    return [_link(above, request) for above in page.get_ancestors().filter(depth__gt=1).live()]


def navigation_for(request: HttpRequest) -> Navigation:
    """Return the navigation in the active language; a second call costs no query."""
    known: Navigation | None = getattr(request, "_schakel_navigation", None)
    if known is None:
        known = _read(request)
        request._schakel_navigation = known  # type: ignore[attr-defined]
    return known


def _read(request: HttpRequest) -> Navigation:
    key = ("navigation", request.get_host(), active_language())
    known = remembered(key, lambda: _of_site(request))
    return replace(known, menu=[link.at(request.path) for link in known.menu])


def _of_site(request: HttpRequest) -> Navigation:
    """Read what is the same on each page of a site."""
    site = Site.find_for_request(request)
    if site is None:
        return Navigation()
    navigation = Navigation(site_name=site.site_name or settings.WAGTAIL_SITE_NAME)
    _read_pages(navigation, site.root_page, request)
    # Not `for_site`, which would write the row while somebody only reads.
    if chosen := NavigationSettings.objects.filter(site=site).first():
        _read_settings(navigation, chosen, request)
    return navigation


def _read_pages(navigation: Navigation, root: Page, request: HttpRequest) -> None:
    pages = without_private(
        Page.objects.filter(
            locale__language_code=active_language(), depth__in=[root.depth, root.depth + 1]
        ).live()
    ).order_by("path")
    home = next((page for page in pages if page.translation_key == root.translation_key), None)
    if home is None:
        return
    navigation.home_url = home.get_url(request) or "/"
    for page in pages:
        if page.is_child_of(home):
            link = _link(page, request)
            (navigation.menu if page.show_in_menus else navigation.beside).append(link)
            navigation.sections.setdefault(page.cached_content_type.model, link)


def _read_settings(
    navigation: Navigation, chosen: NavigationSettings, request: HttpRequest
) -> None:
    pages = _in_active_language({chosen.worry_page_id, chosen.join_page_id} - {None})
    if worry := pages.get(chosen.worry_page_id):
        navigation.worry = _link(worry, request)
    if join := pages.get(chosen.join_page_id):
        navigation.join = _link(join, request)
    navigation.contact = _contact(chosen.contact_id)


def _in_active_language(page_ids: set[int]) -> dict[int, Page]:
    """Return for each id the page that says the same in the active language, or else itself."""
    if not page_ids:
        return {}
    keys = Page.objects.filter(pk__in=page_ids).values("translation_key")
    versions = Page.objects.filter(translation_key__in=keys).live().select_related("locale")
    here = {
        page.translation_key: page
        for page in versions
        if page.locale.language_code == active_language()
    }
    return {
        page.pk: here.get(page.translation_key, page) for page in versions if page.pk in page_ids
    }


def _contact(contact_id: int | None) -> ContactPoint | None:
    if contact_id is None:
        return None
    key = ContactPoint.objects.filter(pk=contact_id).values("translation_key")
    versions = list(ContactPoint.objects.filter(translation_key__in=key).select_related("locale"))
    versions.sort(key=lambda contact: contact.locale.language_code != active_language())
    return versions[0] if versions else None


def language_links(request: HttpRequest, page: Page | None) -> list[LanguageLink]:
    """Return this page in every language; its front page where it is not there at all."""
    known: list[LanguageLink] | None = getattr(request, "_schakel_languages", None)
    if known is None:
        versions = _versions(page)
        known = [
            _language_link(request, page, code, versions.get(code))
            for code, _name in settings.LANGUAGES
        ]
        request._schakel_languages = known  # type: ignore[attr-defined]
    return known


def _versions(page: Page | None) -> dict[str, Page]:
    if page is None or not page.pk:
        return {}
    found = without_private(Page.objects.filter(translation_key=page.translation_key).live())
    return {version.locale.language_code: version for version in found.select_related("locale")}


def _language_link(
    request: HttpRequest, page: Page | None, code: str, version: Page | None
) -> LanguageLink:
    if version is not None:
        query = request.GET.urlencode()
        url = (version.get_url(request) or f"/{code}/") + (f"?{query}" if query else "")
    elif page is not None:
        url = f"/{code}/"
    else:
        url = translate_url(request.get_full_path(), code)
    return LanguageLink(
        code=code,
        name=get_language_info(code)["name_local"].capitalize(),
        url=url,
        active=code == active_language(),
        translated=version is not None and version.alias_of_id is None,
    )


def page_query(query: str, number: int) -> str:
    """Return the query string of page `number` of a list with these filters."""
    numbered = urlencode({"page": number})
    return f"?{query}&{numbered}" if query else f"?{numbered}"
