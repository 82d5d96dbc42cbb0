"""What templates ask of an update; who reads is in the request."""

from django import template
from django.template.context import RequestContext
from django.utils.safestring import SafeString

from cms.markdown import render
from coalitions.models import ProgressUpdate
from coalitions.reads.updates import signature

register = template.Library()


@register.simple_tag(takes_context=True)
def signed(context: RequestContext, update: ProgressUpdate) -> str:
    """Return who told this, as far as the reader may know."""
    return signature(update, context["request"].user)


@register.simple_tag(takes_context=True)
def may_change(context: RequestContext, update: ProgressUpdate) -> bool:
    """Whether the reader may change or withdraw an update."""
    user = context["request"].user
    return bool(user.is_authenticated and user.has_perm("coalitions.change_update", update))


@register.filter
def prose(text: str) -> SafeString:
    """Return what somebody typed as paragraphs, emphasis, lists and links."""
    return render(text)
