"""The public history of a page, and what an editor does with it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Page

from cms.history import reads
from cms.history.exceptions import HistoryError
from cms.history.feed import PART, history_feed
from cms.history.forms import RestoreForm
from cms.history.restoring import hide, may_restore, restore
from cms.models import PageChange

ON_ONE_PAGE = 20
# More digits than a number of the database has.
MOST_DIGITS = 18
# Members see names here, others do not.
unshared = cache_control(private=True, no_cache=True)


@unshared
@require_safe
def page_history(request: HttpRequest, key: UUID) -> HttpResponse:
    """When a page changed, why, and on whose word; as a feed too (`?atom`)."""
    if PART in request.GET:
        return history_feed(request, _page_for(AnonymousUser(), key))
    page = _page_for(request.user, key)
    changes = reads.with_people(reads.changes_of(page))
    results = Paginator(changes, ON_ONE_PAGE).get_page(request.GET.get("page"))
    context = {
        "about": page,
        "results": results,
        "lines": reads.lines_of(page, results, request.user),
    }
    return render(request, "cms/history/page_history.html", context)


@unshared
@require_safe
def page_diff(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    """What changed at one moment, or since an earlier one (`?since=` the number of a change)."""
    page = _page_for(request.user, key)
    return _shown(request, page, _change(page, pk), RestoreForm())


@require_POST
def page_restore(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    """Put an earlier version back, for an editor."""
    page, change = _for_editor(request, key, pk)
    form = RestoreForm(request.POST)
    if not form.is_valid():
        return _shown(request, page, change, form)
    try:
        restore(change, request.user, form.cleaned_data["note"])
    except HistoryError as error:
        messages.error(request, str(error))
        return redirect("page_diff", key, pk)
    messages.success(request, _("The page now says what it said then."))
    return redirect("page_history", key)


@require_POST
def page_version_hide(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    """Take an earlier version out of the public history, for an editor."""
    _page_of, change = _for_editor(request, key, pk)
    try:
        hide(change, request.user)
    except HistoryError as error:
        messages.error(request, str(error))
        return redirect("page_diff", key, pk)
    messages.success(request, _("Nobody sees any more what this version said."))
    return redirect("page_history", key)


def _page_for(reader: Any, key: UUID) -> Page:
    page = reads.page_with_history(reader, key)
    if page is None:
        raise Http404
    return page


def _change(page: Page, pk: int) -> PageChange:
    change = reads.published_change(page, pk)
    if change is None:
        raise Http404
    return change


def _for_editor(request: HttpRequest, key: UUID, pk: int) -> tuple[Page, PageChange]:
    page = _page_for(request.user, key)
    if not may_restore(page, request.user):
        raise Http404
    return page, _change(page, pk)


def _shown(request: HttpRequest, page: Page, change: PageChange, form: RestoreForm) -> HttpResponse:
    since = request.GET.get("since", "")
    if since and not (since.isascii() and since.isdecimal() and len(since) < MOST_DIGITS):
        raise Http404
    older = _change(page, int(since)) if since else reads.before(page, change)
    context: dict[str, Any] = {
        "about": page,
        "line": reads.lines_of(page, [change], request.user)[0],
        "older": older,
        "changed": reads.compared(older.revision if older else None, change.revision),
        "is_current": page.live_revision_id == change.revision_id,
        "may_restore": may_restore(page, request.user),
        "form": form,
    }
    return render(request, "cms/history/page_diff.html", context)
