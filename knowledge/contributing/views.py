"""Adding something: a few questions, what exists already, then sending it in."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.models import Page

from cms.access import needs, refuse_unless
from knowledge.contributing import drafts, photos
from knowledge.contributing.draft_form import DraftForm
from knowledge.contributing.kinds import KINDS, Kind, kind_of
from knowledge.contributing.reads import draft_state, drafts_of
from knowledge.contributing.similar import similar_to
from knowledge.exceptions import KnowledgeError
from knowledge.models import Activity, PagePhoto
from knowledge.reads.readable import may_read
from search.engines.contract import EngineError

FORMS = ["GET", "HEAD", "POST"]
MAY = "knowledge.contribute"
CHANGE = "knowledge.change_draft"


@needs(MAY)
@never_cache
@require_safe
def my_drafts(request: HttpRequest) -> HttpResponse:
    """Everything somebody added that nobody published yet, and the ways to add more."""
    context = {"drafts": drafts_of(request.user), "kinds": KINDS.values()}
    return render(request, "knowledge/contributing/mine.html", context)


def _new(name: str) -> Any:
    @needs(MAY)
    @never_cache
    @require_http_methods(FORMS)
    def new(request: HttpRequest) -> HttpResponse:
        return _screen(request, KINDS[name], None)

    return new


practice_new, activity_new, lesson_new = (_new(name) for name in KINDS)


def _own(request: HttpRequest, pk: int) -> tuple[Any, Kind]:
    """Return a draft that this account may change, as it was last written."""
    page = get_object_or_404(Page, pk=pk).specific
    kind = kind_of(page)
    if kind is None:
        raise Http404
    refuse_unless(request.user, CHANGE, page)
    return page.get_latest_revision_as_object(), kind


@needs(MAY)
@never_cache
@require_http_methods(FORMS)
def draft_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on with one's own draft."""
    page, kind = _own(request, pk)
    return _screen(request, kind, page)


def _screen(request: HttpRequest, kind: Kind, page: Any) -> HttpResponse:
    action = request.POST.get("action", "")
    form = _form(request, kind, page, finished=action == "next")
    if request.method == "POST" and form.is_valid():
        try:
            kept = _keep(request, kind, page, form)
        except KnowledgeError as error:
            form.add_error(None, str(error))
        else:
            return _kept(request, kept, action)
    if action == "autosave":
        return render(request, "knowledge/contributing/kept.html", {"form": form})
    context = {"form": form, "kind": kind, "page_draft": page}
    if page is not None:
        context["state"] = draft_state(page)
    return render(request, "knowledge/contributing/form.html", context)


def _form(request: HttpRequest, kind: Kind, page: Any, *, finished: bool) -> DraftForm:
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    photo = photos.photo_of(page) if page is not None else None
    if page is not None and page.title == drafts.nameless(kind):
        page.title = ""
    return kind.form(*data, page=page, photo=photo, finished=finished, initial=_about(request))


def _about(request: HttpRequest) -> dict[str, Any]:
    """Return what is known from where somebody came: the activity that a lesson is about."""
    number = request.GET.get("activity", "")
    if not number.isdigit():
        return {}
    page = Activity.objects.filter(pk=int(number)).first()
    return {"activity": page.original.pk} if page else {}


def _keep(request: HttpRequest, kind: Kind, page: Any, form: DraftForm) -> Any:
    user, given = request.user, form.cleaned_data
    if page is None:
        kept = drafts.begin(user, kind, given["key"], form.write)
    else:
        kept = drafts.keep(user, page, form.write)
    photos.keep(kept, user, given)
    return kept


def _kept(request: HttpRequest, page: Any, action: str) -> HttpResponse:
    address = reverse("draft_edit", args=[page.pk])
    if action == "autosave":
        answer = render(request, "knowledge/contributing/kept.html", {"page_draft": page})
        # Reading the page anew goes on with this draft.
        answer["HX-Replace-Url"] = address
        return answer
    if action == "next":
        return redirect("draft_send", page.pk)
    messages.success(request, _("Your draft is kept. Only you and the editors see it."))
    return redirect(address)


@needs(MAY)
@never_cache
@require_http_methods(FORMS)
def draft_send(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what resembles a draft and what it still lacks, then send it to the editors."""
    page, kind = _own(request, pk)
    if request.method == "POST":
        try:
            _refuse_unfinished(kind, page)
            drafts.send(request.user, page)
        except KnowledgeError as error:
            messages.error(request, str(error))
            return redirect("draft_edit", page.pk)
        messages.success(request, _("Thank you! An editor looks at it. Here you see how it goes."))
        return redirect("my_drafts")
    text = f"{page.title} {page.summary}"
    context = {
        "page_draft": page,
        "kind": kind,
        "state": draft_state(page),
        "missing": _missing(kind, page),
        "photo": photos.photo_of(page),
    }
    context |= _resembling(request, text, page.translation_key)
    return render(request, "knowledge/contributing/send.html", context)


def _missing(kind: Kind, page: Any) -> list[Any]:
    """Return the labels of questions that have no answer yet."""
    form = kind.form(page=page)
    asked = [form[name] for name in form.fields if name not in {"key", *_NOT_ASKED}]
    return [field.label for field in asked if field.value() in ("", None, [])]


_NOT_ASKED = ("photo", "photo_alt", "photo_consent", "remove_photo", "website", "target_groups")


def _refuse_unfinished(kind: Kind, page: Any) -> None:
    asked = kind.form(page=page, finished=True)
    needed = [asked[name] for name, field in asked.fields.items() if field.required]
    lacks = [field.label for field in needed if field.name != "key" and not field.value()]
    if lacks or page.title == drafts.nameless(kind):
        raise KnowledgeError(_("Not everything is filled in yet. Your draft is kept."))


def _resembling(request: HttpRequest, text: str, without: Any = None) -> dict[str, Any]:
    try:
        found = similar_to(text, request.user, get_language() or "", without)
    except EngineError:
        return {"resting": True}
    return {"similar": found}


@needs(MAY)
@never_cache
@require_safe
def similar_pages(request: HttpRequest) -> HttpResponse:
    """Show what resembles what somebody is typing; a part of a page."""
    title = request.GET.get("title", "")[:300].strip()
    more = (request.GET.get(name, "") for name in ("summary", "approach", "explanation"))
    told = " ".join(more)[:300].strip()
    own = request.GET.get("page", "")
    mine = Page.objects.filter(pk=int(own), owner=request.user).first() if own.isdigit() else None
    without = mine.translation_key if mine else None
    context = _resembling(request, title, without)
    if not context.get("similar") and told:
        context = _resembling(request, told, without)
    context |= {"typed": title or told, "is_part": True}
    return render(request, "knowledge/contributing/similar.html", context)


@needs(MAY)
@never_cache
@require_safe
def draft_preview(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a draft as its page will look."""
    page, _kind = _own(request, pk)
    messages.info(
        request, _("This is how the page will look. Only you and the editors see it like this.")
    )
    served: HttpResponse = page.serve(request)
    return served


@needs(MAY)
@never_cache
@require_http_methods(FORMS)
def draft_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether a draft must really go, then remove it."""
    page, kind = _own(request, pk)
    if request.method == "POST":
        try:
            drafts.throw_away(request.user, page)
        except KnowledgeError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The draft is gone."))
        return redirect("my_drafts")
    return render(
        request, "knowledge/contributing/discard.html", {"page_draft": page, "kind": kind}
    )


# Open on purpose, as the page itself is.
@require_safe
def page_photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show the photo of a page to whoever may read the page, of a draft to who made it."""
    photo = get_object_or_404(PagePhoto.objects.select_related("picture"), pk=pk)
    pages = Page.objects.filter(translation_key=photo.translation_key).select_related("locale")
    if not any(_may_see(request, page) for page in pages):
        raise Http404
    rendition = photo.picture.get_rendition(photos.SIZE)
    answer = FileResponse(rendition.file.open("rb"), content_type="image/jpeg")
    # Not for long: it may be taken away. Not for others who share a cache.
    answer["Cache-Control"] = "private, max-age=300"
    return answer


def _may_see(request: HttpRequest, page: Page) -> bool:
    if page.live:
        return may_read(request, page)
    user: Any = request.user
    return bool(user.has_perm(CHANGE, page) or page.permissions_for_user(user).can_edit())
