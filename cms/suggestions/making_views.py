"""Improving a page: for members at once, for anybody else after confirming an address."""

from typing import Any
from uuid import UUID

from allauth.core.ratelimit import consume
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cms.access import needs
from cms.enums import SuggestionState
from cms.keyed import refused
from cms.suggestions import services
from cms.suggestions.diff import inline_diff
from cms.suggestions.exceptions import SuggestionError
from cms.suggestions.forms import OutsideSuggestForm, SuggestForm
from cms.suggestions.making_reads import page_to_improve, suggested_by
from cms.suggestions.units import is_translated

FORMS = ["GET", "HEAD", "POST"]
ON_ONE_PAGE = 20


# Open to everybody: which page it is about is what whoever looks may read.
@never_cache
@require_http_methods(FORMS)
def suggest_page(request: HttpRequest, key: UUID) -> HttpResponse:
    """Suggest an improvement; whoever has no account gets the same answer whatever the address."""
    page: Any = page_to_improve(request.user, key, get_language() or "")
    if page is None:
        raise Http404
    is_member = request.user.has_perm("cms.suggest")
    form_class = SuggestForm if is_member else OutsideSuggestForm
    form = form_class(page, request.POST or None, opened=request.GET.get("part", ""))
    status = 200
    if form.is_valid():
        if _too_often(request, form):
            status = 429
        else:
            try:
                _suggest(request, page, form)
            except SuggestionError as error:
                refused(form, error)
            else:
                return _thanks(request, page)
    context = {
        "about": page,
        "form": form,
        "is_member": is_member,
        "too_often": status == 429,
        "is_translation": is_translated(page),
    }
    return render(request, "cms/suggestions/suggest.html", context, status=status)


def _too_often(request: HttpRequest, form: SuggestForm) -> bool:
    email = form.cleaned_data.get("email")
    if email:
        return not consume(request, action="suggest", key=email.lower())
    return not consume(request, action="suggest_member", user=request.user)


def _suggest(request: HttpRequest, page: Any, form: SuggestForm) -> None:
    data = form.cleaned_data
    who: dict[str, Any] = {"contributor": request.user}
    if "email" in data:
        who = {"name": data["name"], "email": data["email"].lower()}
    services.suggest(
        page,
        form.changes(),
        note=data["note"],
        key=data["key"],
        base_revision_id=form.base_revision_id,
        **who,
    )


def _thanks(request: HttpRequest, page: Any) -> HttpResponse:
    if request.user.has_perm("cms.suggest"):
        messages.success(
            request, _("Thank you! Somebody looks at it first. You see here what becomes of it.")
        )
        return redirect("my_suggestions")
    return render(request, "cms/suggestions/sent.html", {"about": page})


# Open to whoever has the link from the mail. A GET changes nothing: scanners of mail open links.
@never_cache
@require_http_methods(FORMS)
def suggest_confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Let a suggestion go to a reviewer once its address is confirmed."""
    found = services.suggestion_of(token)
    if found is None:
        return _not_indexed(render(request, "cms/suggestions/unknown.html", status=404))
    if request.method == "POST":
        found = services.confirm(token)
    changes = [
        {"label": one["label"], "diff": inline_diff(one["before"], one["after"])}
        for one in found.changes
    ]
    waits = found.state == SuggestionState.UNCONFIRMED
    context = {"suggestion": found, "changes": changes, "waits": waits}
    return _not_indexed(render(request, "cms/suggestions/confirm.html", context))


def _not_indexed(answer: HttpResponse) -> HttpResponse:
    answer["X-Robots-Tag"] = "noindex"
    return answer


@needs("cms.suggest")
@require_safe
def my_suggestions(request: HttpRequest) -> HttpResponse:
    """What somebody suggested, and what became of it."""
    results = Paginator(suggested_by(request.user), ON_ONE_PAGE).get_page(request.GET.get("page"))
    return render(request, "cms/suggestions/my_suggestions.html", {"results": results})
