"""A tag for templates that thank who improved a page."""

from django import template
from django.template.context import RequestContext
from wagtail.models import Page

from cms.suggestions.contributors import contributors_of

register = template.Library()


@register.simple_tag(takes_context=True)
def contributors(context: RequestContext, page: Page) -> list[str]:
    """Return who improved this page, as its reader may know them."""
    user = getattr(context.get("request"), "user", None)
    return contributors_of(page, user) if page.pk else []
