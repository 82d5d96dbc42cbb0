"""Who looks after a page: to see, to say that it is still correct, to hand over."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from cms.access import needs, refuse_unless
from cms.care import reads, services
from cms.care.exceptions import CareError
from cms.care.forms import BulkForm, LeaverForm
from cms.models import PageCare
from cms.notices.reads import page_to_follow

ON_ONE_PAGE = 50


@needs("cms.see_page_care")
@require_http_methods(["GET", "HEAD", "POST"])
def page_care(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show who looks after a page; its keepers say here that it is still correct."""
    page = page_to_follow(request.user, key)
    if page is None:
        raise Http404
    if request.method == "POST":
        refuse_unless(request.user, "cms.confirm_page", page)
        day = date_format(services.still_correct(page, request.user), "j F Y")
        messages.success(request, _("Thank you. We ask again before %(day)s.") % {"day": day})
        return redirect("page_care", key)
    care = PageCare.objects.filter(translation_key=key).select_related("owner", "deputy").first()
    context = {
        "about": page,
        "care": care,
        "owner": reads.keeper_name(care.owner) if care else "",
        "deputy": reads.keeper_name(care.deputy) if care else "",
        "may_confirm": request.user.has_perm("cms.confirm_page", page),
        "may_hand_over": request.user.has_perm("cms.keep_page_care"),
    }
    return render(request, "cms/care/page_care.html", context)


@needs("cms.see_page_care")
@require_safe
def my_pages(request: HttpRequest) -> HttpResponse:
    """Show what somebody looks after."""
    return render(request, "cms/care/my_pages.html", {"pages": reads.my_pages(request.user)})


@needs("cms.keep_page_care")
@require_http_methods(["GET", "HEAD", "POST"])
def pages_care(request: HttpRequest) -> HttpResponse:
    """List pages by who looks after them; hand over or plan many at once, after a look at what."""
    if request.method == "POST":
        return _change_many(request)
    return _listed(request, BulkForm())


def _listed(request: HttpRequest, form: BulkForm) -> HttpResponse:
    which, keeper = _which(request), _keeper(request)
    found = reads.pages_with_care(request.user)
    counts = [(one, len(reads.chosen(found, one))) for one in reads.CareList]
    pages = reads.chosen(found, which, keeper)
    if only := request.GET.get("only"):
        pages = [each for each in found if str(each.page.translation_key) == only]
    context: dict[str, Any] = {
        "counts": counts,
        "which": "" if keeper or only else which,
        "keeper": keeper,
        "keeper_name": reads.keeper_name(keeper) or _("somebody who left"),
        "only": only,
        "results": Paginator(pages, ON_ONE_PAGE).get_page(request.GET.get("page")),
        "ticked": set(request.POST.getlist("pages")) or {only},
        "form": form,
        "leaver_form": LeaverForm(prefix="leaver"),
        "query": f"keeper={keeper.pk}" if keeper else f"list={which}",
    }
    return render(request, "cms/care/pages_care.html", context)


def _change_many(request: HttpRequest) -> HttpResponse:
    keeper = _keeper(request)
    leaves = request.POST.get("action") == "leaver" and keeper is not None
    form: Any = LeaverForm(request.POST, prefix="leaver") if leaves else BulkForm(request.POST)
    pages = _ticked(request, keeper if leaves else None)
    if not pages:
        messages.error(request, _("Tick the pages first. Nothing changed."))
        return redirect(request.get_full_path())
    if not form.is_valid():
        return _listed(request, BulkForm() if leaves else form)
    if not request.POST.get("confirmed"):
        shown = {"pages": pages, "form": form, "said": form.said(), "leaves": leaves}
        return render(request, "cms/care/confirm.html", shown)
    return _done(request, pages, form.cleaned_data, keeper if leaves else None)


def _done(
    request: HttpRequest, cared: list[reads.CaredPage], said: dict[str, Any], leaver: Any
) -> HttpResponse:
    pages, by = [each.page for each in cared], request.user
    try:
        if leaver is not None:
            services.hand_over_all(pages, leaver, said["to"], by=by)
        else:
            services.change_many(pages, by=by, **said)
    except CareError as error:
        messages.error(request, str(error))
        return redirect(request.get_full_path())
    done = ngettext(
        "%(number)d page was changed.", "%(number)d pages were changed.", len(pages)
    ) % {"number": len(pages)}
    messages.success(request, done)
    return redirect("pages_care")


def _ticked(request: HttpRequest, leaver: Any) -> list[reads.CaredPage]:
    """Return the pages it is about, as far as this account may open them."""
    found = reads.pages_with_care(request.user)
    if leaver is not None:
        return reads.chosen(found, "", leaver)
    ticked = set(request.POST.getlist("pages"))
    return [each for each in found if str(each.page.translation_key) in ticked]


def _which(request: HttpRequest) -> str:
    asked = request.GET.get("list", "")
    return asked if asked in reads.CareList.values else reads.CareList.OVERDUE


def _keeper(request: HttpRequest) -> Any:
    pk = request.GET.get("keeper", "")
    if not (pk.isascii() and pk.isdecimal()):
        return None
    return get_user_model()._default_manager.filter(pk=int(pk[:9])).first()
