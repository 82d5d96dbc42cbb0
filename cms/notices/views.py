"""What somebody is told: to see, to choose, to follow and to stop."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from cms.access import needs
from cms.models import MailChoice, Notice
from cms.notices.following import follow, unfollow
from cms.notices.forms import ChoiceForm
from cms.notices.links import account_of
from cms.notices.reads import followed_pages, page_to_follow, readable, what_waits
from cms.notices.services import choose, mark_seen


@needs("cms.be_told")
@require_http_methods(["GET", "HEAD", "POST"])
def my_messages(request: HttpRequest) -> HttpResponse:
    """Show what waits, what is new and what somebody follows; keep what they choose."""
    choice = MailChoice.objects.of(request.user)
    form = ChoiceForm(request.POST if request.method == "POST" else None, choice)
    if form.is_valid():
        choose(request.user, weekly=form.cleaned_data["weekly"], **form.kinds_chosen())
        messages.success(request, _("Saved."))
        return redirect("my_messages")
    notices = readable(request.user, Notice.objects.of(request.user))
    results = Paginator(notices, 20).get_page(request.GET.get("page"))
    context = {
        "lists": what_waits(request.user),
        "results": results,
        "followed": followed_pages(request.user),
        "form": form,
    }
    answer = render(request, "cms/notices/my_messages.html", context)
    # After they were shown as new.
    mark_seen(results.object_list)
    return answer


@needs("cms.follow")
@require_POST
def follow_page(request: HttpRequest, key: UUID) -> HttpResponse:
    """Follow a page, or stop following it; back to where somebody came from."""
    page = page_to_follow(request.user, key)
    if request.POST.get("action") == "stop":
        unfollow(request.user, key)
    elif page is None:
        raise Http404
    else:
        follow(request.user, page)
    if page is None or request.POST.get("back") == "messages":
        return redirect("my_messages")
    return redirect(page.get_url(request) or "my_messages")


# A mail program posts without a cookie or a token of a form (RFC 8058); the signed link is enough.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def stop_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Stop the weekly mail, or start it again, for whoever has the link from that mail.

    A GET changes nothing: scanners of mail open every link. What was never an account, is none
    any more or was tampered with gets one and the same answer.
    """
    user = account_of(token)
    if user is None:
        return render(request, "cms/notices/stop_unknown.html", status=404)
    if request.method == "POST":
        choose(user, weekly=request.POST.get("action") == "start")
    context = {"weekly": MailChoice.objects.of(user).weekly, "changed": request.method == "POST"}
    answer = render(request, "cms/notices/stop_mail.html", context)
    answer["X-Robots-Tag"] = "noindex"
    return answer
