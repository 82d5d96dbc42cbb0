"""The editors' desk, and doing something with what was ticked on it."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Page

from cms.access import needs
from cms.editors import reads
from cms.editors.actions import actions
from cms.editors.forms import BulkForm, DeskFilter
from cms.editors.lists import lists
from cms.editors.services import Done, run

SEES_DESK = "cms.see_editors_desk"


@needs(SEES_DESK)
@never_cache
@require_safe
def editors_desk(request: HttpRequest) -> HttpResponse:
    """Show which lists hold how much, and one of them."""
    counts = reads.counted(request.user)
    name = request.GET.get("list") or next((one.name for one in counts if one.count), "")
    if name and name not in lists:
        raise Http404
    context: dict[str, Any] = {"counts": counts, "name": name}
    if name:
        found = lists[name]
        pages = reads.visible(found.pages(), request.user)
        form = DeskFilter(request.GET, pages)
        query = request.GET.copy()
        query.pop("page", None)
        context |= {
            "list": found,
            "form": form,
            "query": query.urlencode(),
            "results": reads.one_page(
                found, form.among(pages, request.user), request.user, request.GET.get("page")
            ),
            "actions": [
                (each, actions[each].label)
                for each in sorted(actions.names(), key=lambda each: actions[each].order)
            ],
        }
    return render(request, "cms/editors/desk.html", context)


@needs(SEES_DESK)
@never_cache
@require_POST
def editors_bulk(request: HttpRequest) -> HttpResponse:
    """Say what will happen and ask what it needs; then do it."""
    form = BulkForm(request.POST, pages=reads.visible(Page.objects.all(), request.user))
    # Never to an address that was sent along: it is put together here.
    name = request.POST.get("list", "")
    back = reverse("editors_desk") + (f"?list={name}" if name in lists else "")
    form.is_valid()
    if "pages" in form.errors or "action" in form.errors:
        for error in [*form.errors.get("pages", []), *form.errors.get("action", [])]:
            messages.error(request, str(error))
        return redirect(back)
    action, choice = form.what, form.cleaned_data.get("choice")
    pages = list(form.cleaned_data["pages"].select_related("locale"))
    if "sure" in request.POST and form.is_valid():
        _say(request, run(action, pages, choice, request.user))
        return redirect(back)
    may = [page for page in pages if action.may(page, request.user)]
    context = {
        "form": form,
        "action": action,
        "pages": may,
        "left": len(pages) - len(may),
        "list": name if name in lists else "",
        "back": back,
    }
    return render(request, "cms/editors/bulk.html", context)


def _say(request: HttpRequest, done: Done) -> None:
    said = ngettext("%(count)d page changed.", "%(count)d pages changed.", done.changed)
    messages.success(request, said % {"count": done.changed})
    if done.left:
        kept = ngettext(
            "%(count)d page was left as it was: it needed nothing, or is not yours to change.",
            "%(count)d pages were left as they were: they needed nothing, or are not yours to"
            " change.",
            done.left,
        )
        messages.warning(request, kept % {"count": done.left})
