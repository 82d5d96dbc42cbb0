"""Posting, changing and withdrawing updates, and what they said before."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.access import needs, refuse_unless
from cms.keyed import refused
from coalitions.exceptions import CoalitionError
from coalitions.forms.updates import EditUpdateForm, NewUpdateForm
from coalitions.models import Coalition, ProgressUpdate
from coalitions.reads.updates import earlier_versions, may_open_log, shown
from coalitions.services import updates as service

CHANGE = "coalitions.change_update"
# As wide as a phone shows it, twice over.
PHOTO_SIZE = "max-1000x1000|format-jpeg|jpegquality-75"


def sent_by_script(request: HttpRequest) -> bool:
    """Whether our script sends the form, and shows itself what comes back."""
    return request.headers.get("accept") == "application/json"


def leads_to(request: HttpRequest, address: str) -> HttpResponse:
    """Send somebody on, or tell the script where to."""
    return JsonResponse({"address": address}) if sent_by_script(request) else redirect(address)


def with_form(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """Show a page with the form; a script that sent what does not hold gets the form alone."""
    wrong = context["form"].is_bound and sent_by_script(request)
    name = "coalitions/components/update_form.html" if wrong else template
    return render(request, name, context, status=422 if wrong else 200)


@needs("coalitions.read_network")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def update_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Tell how a coalition is doing; the coordinator may write it down for a lead."""
    coalition = get_object_or_404(Coalition, pk=pk)
    refuse_unless(request.user, "coalitions.post_update", coalition)
    form = _new_form(request, coalition)
    if form.is_valid():
        try:
            update = service.post_update(request.user, coalition, **form.posted())
        except CoalitionError as error:
            refused(form, error)
        else:
            messages.success(request, _("Thank you. It is in the log."))
            return leads_to(request, address_in_log(update))
    context = {"form": form, "coalition": coalition, "action": request.path}
    return with_form(request, "coalitions/update_new.html", context)


def _new_form(request: HttpRequest, coalition: Coalition) -> NewUpdateForm:
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    return NewUpdateForm(*posted, coalition=coalition, teller=request.user)


def address_in_log(update: ProgressUpdate) -> str:
    """Return where an update stands: on its coalition's page, or on its own while there is none."""
    page = update.coalition.page
    url = page.get_url() if page and page.live else None
    return f"{url}#update-{update.pk}" if url else reverse("update_history", args=[update.pk])


def _own(request: HttpRequest, pk: int) -> ProgressUpdate:
    """Return an update that stands and that this account may change."""
    found: ProgressUpdate = get_object_or_404(shown(ProgressUpdate.objects.standing()), pk=pk)
    refuse_unless(request.user, CHANGE, found)
    return found


@needs("coalitions.read_network")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def update_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an update; what it said stays in its history."""
    update = _own(request, pk)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = EditUpdateForm(*posted, update=update)
    if form.is_valid():
        try:
            service.edit_update(request.user, update, **form.changes())
        except CoalitionError as error:
            refused(form, error)
        else:
            messages.success(request, _("Changed. What it said before is in its history."))
            return leads_to(request, address_in_log(update))
    context = {
        "form": form,
        "coalition": update.coalition,
        "update": update,
        "action": request.path,
    }
    return with_form(request, "coalitions/update_edit.html", context)


@needs("coalitions.read_network")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def update_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether it must really go, then take it back."""
    update = _own(request, pk)
    if request.method == "POST":
        service.withdraw_update(request.user, update)
        messages.success(request, _("Withdrawn. Nobody reads it here any more."))
        return redirect("update_history", update.pk)
    return render(request, "coalitions/update_withdraw.html", {"update": update})


@needs("coalitions.read_network")
@require_POST
def update_put_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an update again that was withdrawn."""
    update = get_object_or_404(ProgressUpdate, pk=pk)
    refuse_unless(request.user, CHANGE, update)
    service.put_back_update(request.user, update)
    messages.success(request, _("It is in the log again."))
    return redirect(address_in_log(update))


# Open on purpose: what is public has a public history. The query keeps out who may not read it.
@never_cache
@require_safe
def update_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Show an update with what it said before; withdrawn, only to who may change it."""
    update = _readable(request, pk)
    context = {
        "update": update,
        "coalition": update.coalition,
        "versions": earlier_versions(update, request.user),
        "log_address": address_in_log(update),
    }
    return render(request, "coalitions/update_history.html", context)


def _readable(request: HttpRequest, pk: int) -> ProgressUpdate:
    found = shown(ProgressUpdate.objects.for_reader(request.user))
    update: ProgressUpdate = get_object_or_404(found, pk=pk)
    user: Any = request.user
    gone = update.withdrawn_at and not user.has_perm(CHANGE, update)
    if gone or not may_open_log(user, update.coalition):
        raise Http404
    return update


# Open on purpose, as the update itself is.
@require_safe
def update_photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the photo of an update to whoever may read the update."""
    update = _readable(request, pk)
    if not update.photo:
        raise Http404
    rendition = update.photo.get_rendition(PHOTO_SIZE)
    answer = FileResponse(rendition.file.open("rb"), content_type="image/jpeg")
    # Not for long: an update may be withdrawn. Not for others who share a cache.
    answer["Cache-Control"] = "private, max-age=300"
    return answer
