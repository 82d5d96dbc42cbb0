"""Tags that every template may use: the frame's navigation, icons, languages of text, pages."""

from typing import Any

from django import template
from django.db.models import Model
from django.template.context import RequestContext
from django.templatetags.static import static
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.models import Page

from cms import navigation as read
from cms.fields import first_day
from cms.markdown import render
from cms.notices.reads import is_followed
from cms.page_tools import ToolLink, tools_for
from cms.panels import FilledPanel, filled_page_panels
from cms.suggestions import tools as improving

register = template.Library()


@register.simple_tag(takes_context=True)
def navigation(context: RequestContext) -> read.Navigation:
    """Return menu, worry page, contact point and the rest of the frame."""
    request = context.get("request")
    return read.navigation_for(request) if request else read.Navigation()


@register.simple_tag(takes_context=True)
def languages(context: RequestContext) -> list[read.LanguageLink]:
    """Return the current page in each language."""
    request, page = context.get("request"), context.get("page")
    return read.language_links(request, page if isinstance(page, Page) else None) if request else []


@register.simple_tag(takes_context=True)
def breadcrumb(context: RequestContext, page: Page) -> list[read.NavigationLink]:
    """Return the pages above `page`, from the home page down."""
    return read.links_above(page, context["request"])


@register.simple_tag(takes_context=True)
def following(context: RequestContext, page: Page) -> bool | None:
    """Return whether the visitor follows `page`; None for whoever may not follow anything."""
    user = getattr(context.get("request"), "user", None)
    if not page.pk or not user or not user.is_authenticated or not user.has_perm("cms.follow"):
        return None
    return is_followed(user, page)


@register.simple_tag(takes_context=True)
def page_panels(context: RequestContext, page: Model) -> list[FilledPanel]:
    """Return what floors above put on pages of this type, filled for this visitor."""
    return filled_page_panels(page, context["request"])


@register.simple_tag(takes_context=True)
def page_tools(context: RequestContext, page: Page) -> list[ToolLink]:
    """Return what this reader can do with this page."""
    user = getattr(context.get("request"), "user", None)
    return tools_for(page, user) if page.pk and user else []


@register.simple_tag
def improve_address(page: Page) -> str:
    """Return where somebody proposes to change a page; nothing where that cannot be."""
    return improving.address(page, None) if page.pk else ""


@register.simple_tag(takes_context=True)
def link_to(context: RequestContext, page: Page) -> str:
    """Return the address of a page, without a query where the site's addresses are known."""
    return page.get_url(context.get("request")) or ""


@register.simple_tag
def text_language(page: Any) -> SafeString:
    """Return ` lang="nl"` where a page's text is not in the language of the page around it."""
    language = read.foreign_language(page)
    return format_html(' lang="{}"', language) if language else SafeString("")


@register.simple_tag
def link_language(link: read.NavigationLink) -> SafeString:
    """Return ` lang="nl"` where a link's title is not in the language of the page around it."""
    return format_html(' lang="{}"', link.language) if link.language else SafeString("")


@register.simple_tag(takes_context=True)
def absolute(context: RequestContext, address: str) -> str:
    """Return `address` with scheme and host."""
    return str(context["request"].build_absolute_uri(address))


@register.simple_tag
def icon(name: str) -> SafeString:
    """Return a decorative symbol from the sprite; the words beside it carry the meaning."""
    return format_html(
        '<svg class="icon" width="24" height="24" aria-hidden="true"><use href="{}#{}"/></svg>',
        static("cms/icons.svg"),
        name,
    )


@register.simple_tag
def page_query(query: str, number: int) -> str:
    """Return the query string of page `number` of a list that keeps its filters."""
    return read.page_query(query, number)


@register.simple_tag
def code_labels(page: Page, name: str) -> list[str]:
    """Return in words what a page's codes of a fixed vocabulary say, such as its gradations."""
    return list(page._meta.get_field(name).labels(getattr(page, name)))


@register.filter
def typed(text: str) -> SafeString:
    """Return what somebody typed in a form as paragraphs, emphasis, lists and links."""
    return render(text)


@register.filter
def breakable(address: str) -> SafeString:
    """Let a long e-mail address break before its @, rather than in the middle of a word."""
    return format_html("{}<wbr>{}{}", *address.partition("@"))


@register.filter
def partial_date(value: str) -> str:
    """Return `2019`, `2019-09` or `2019-09-24` as people write it."""
    form = {4: "Y", 7: "F Y", 10: "j F Y"}.get(len(value or ""))
    if form is None:
        return value or ""
    return date_format(first_day(value), form)
