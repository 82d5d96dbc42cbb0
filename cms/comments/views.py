"""Comments on a page: read, said, answered, changed, taken away, resolved. For members only.

They have addresses of their own, so that the page itself can be kept for everybody.
"""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from wagtail.models import Page

from cms.access import needs, refuse_unless
from cms.comments import reads, services
from cms.comments.forms import ChangeForm, CommentForm
from cms.comments.notices import address_of
from cms.keyed import refused
from cms.models import PageComment

COMMENT = "cms.comment"
FORMS = ["GET", "HEAD", "POST"]


@needs(COMMENT)
@require_http_methods(FORMS)
def page_comments(request: HttpRequest, key: UUID) -> HttpResponse:
    """Show what members say about a page, and keep what one of them adds."""
    page = reads.commented_page(request.user, key)
    form = CommentForm(request.POST or None, page=page, user=request.user)
    if said := _said(request, form, page):
        return redirect(address_of(said))
    found = reads.conversations(request.user, key)
    context = {
        "page": page,
        "form": form,
        "results": reads.one_page(found, request.GET.get("page")),
        "resolved": [each for each in found if each.is_resolved],
    }
    return render(request, "cms/comments/comments.html", context)


@needs(COMMENT)
@require_http_methods(FORMS)
def page_comment(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    """Show one conversation, and keep an answer."""
    page = reads.commented_page(request.user, key)
    talk = reads.one_conversation(request.user, key, pk)
    form = CommentForm(request.POST or None, page=page, user=request.user)
    if said := _said(request, form, page, answers=talk.start.comment):
        return redirect(address_of(said))
    context = {"page": page, "form": form, "talk": talk}
    return render(request, "cms/comments/comment.html", context)


def _said(
    request: HttpRequest, form: CommentForm, page: Page, answers: PageComment | None = None
) -> PageComment | None:
    """Return what was kept of a form that was sent; None when there is something to mend."""
    if not form.is_valid():
        return None
    data = form.cleaned_data
    try:
        said = services.say(
            page,
            request.user,
            data["key"],
            data["text"],
            answers=answers,
            mentioned=data["whom"],
        )
    except services.CommentError as error:
        refused(form, error)
        return None
    messages.success(request, _("Your comment stands below."))
    return said


@needs(COMMENT)
@require_http_methods(FORMS)
def comment_edit(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    """Change one's own words."""
    page = reads.commented_page(request.user, key)
    comment = reads.one_comment(key, pk)
    refuse_unless(request.user, "cms.change_comment", comment)
    form = ChangeForm(request.POST or None, initial={"text": comment.text})
    if form.is_valid():
        try:
            services.change(comment, form.cleaned_data["text"])
        except services.CommentError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect(address_of(comment))
    context = {"page": page, "form": form, "comment": comment, "address": address_of(comment)}
    return render(request, "cms/comments/edit.html", context)


@needs(COMMENT)
@require_POST
def comment_take_away(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    """Take away one's own comment, or one on the site that one keeps in order."""
    comment = _comment_for(request, key, pk, "cms.take_away_comment")
    services.take_away(comment)
    messages.success(request, _("The comment is gone."))
    return redirect("page_comments", key)


@needs(COMMENT)
@require_POST
def comment_resolve(request: HttpRequest, key: UUID, pk: int) -> HttpResponse:
    """Fold a conversation that is done, or open it again."""
    # What its first words asked may be resolved though they were taken away.
    comment = _comment_for(request, key, pk, "cms.resolve_comment", gone=True)
    if request.POST.get("action") == "reopen":
        services.reopen(comment)
        return redirect(address_of(comment))
    services.resolve(comment, request.user)
    messages.success(request, _("Resolved. It is folded below."))
    return redirect("page_comments", key)


def _comment_for(
    request: HttpRequest, key: UUID, pk: int, permission: str, *, gone: bool = False
) -> Any:
    reads.commented_page(request.user, key)
    comment = reads.one_comment(key, pk, gone=gone)
    refuse_unless(request.user, permission, comment)
    return comment
