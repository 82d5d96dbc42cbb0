"""The form of one's own facts, and the way back."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.access import needs, refuse_unless
from cms.credits import organisation_name
from cms.navigation import active_language
from knowledge.exceptions import KnowledgeError
from knowledge.models import Activity
from knowledge.own_facts import services
from knowledge.own_facts.forms import OwnFactsForm

FORMS = ["GET", "HEAD", "POST"]


def _found(key: UUID) -> Activity:
    """Return the original of an activity that anybody may read, or raise `Http404`."""
    pages = Activity.objects.originals().live().open_to_all().select_related("locale")
    found: Activity | None = pages.filter(translation_key=key).first()
    if found is None:
        raise Http404
    return found


def _page(activity: Activity) -> Activity:
    """Return the page in the reader's language, to lead back to."""
    shown = Activity.objects.shown_in(active_language())
    return shown.filter(translation_key=activity.translation_key).first() or activity


@needs("knowledge.keep_own_facts")
@never_cache
@require_http_methods(FORMS)
def activity_facts(request: HttpRequest, key: UUID) -> HttpResponse:
    """Change where, when and how you join; it is on the site at once."""
    activity = _found(key)
    refuse_unless(request.user, "knowledge.change_own_facts", activity)
    others = services.words_elsewhere(activity)
    form = OwnFactsForm(request.POST or None, activity=activity, others=others)
    if form.is_valid():
        try:
            changed = services.change(
                activity,
                form.values(),
                spoken=form.spoken(),
                organisation=organisation_name(request.user),
                by=request.user,
            )
        except KnowledgeError as error:
            form.add_error(None, str(error))
        else:
            said = _("It is on the site now.") if changed else _("Nothing was different.")
            messages.success(request, said)
            return redirect("activity_facts", key)
    context = {
        "activity": _page(activity),
        "form": form,
        "can_undo": not form.is_bound and services.last_change(activity) is not None,
    }
    return render(request, "knowledge/own_facts/form.html", context)


@needs("knowledge.keep_own_facts")
@never_cache
@require_http_methods(FORMS)
def activity_facts_undo(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what was changed last, and put back what stood there."""
    activity = _found(key)
    refuse_unless(request.user, "knowledge.undo_own_facts", activity)
    if request.method == "POST":
        try:
            services.undo(activity, by=request.user, organisation=organisation_name(request.user))
        except KnowledgeError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Undone. What stood there before is back."))
        return redirect("activity_facts_undo", key)
    entry = services.last_change(activity)
    context = {"activity": _page(activity), "entry": entry, "rows": _rows(activity, entry)}
    return render(request, "knowledge/own_facts/undo.html", context)


def _rows(activity: Activity, entry: Any) -> list[dict[str, str]]:
    """Return label, what stood there, and what stands there now, for each fact that changed."""
    if entry is None:
        return []
    pages = {"": activity, **services.words_elsewhere(activity)}
    return [
        {
            "label": str(Activity._meta.get_field(name).verbose_name).capitalize(),  # type: ignore[union-attr]  # all five are fields
            "language": language,
            "before": before,
            "now": getattr(pages[language], name),
        }
        for language, values in entry.data["before"].items()
        if language in pages
        for name, before in values.items()
    ]
