"""The record of consent, for editors: to look up, and to withdraw."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.models import Page

from cms.access import needs
from cms.builtin.privacy_check.forms import WithdrawForm
from cms.builtin.privacy_check.models import Consent
from cms.builtin.privacy_check.services import withdraw


@needs("cms.see_editors_desk")
@require_http_methods(["GET", "HEAD"])
def consents(request: HttpRequest) -> HttpResponse:
    """List who agreed to be told about, on which page, the latest first."""
    results = Paginator(Consent.objects.all(), 50).get_page(request.GET.get("page"))
    keys = [each.translation_key for each in results.object_list]
    pages = Page.objects.filter(translation_key__in=keys, alias_of=None).order_by("-locale", "pk")
    titles = {page.translation_key: page.draft_title or page.title for page in pages}
    rows = [(each, titles.get(each.translation_key, "")) for each in results.object_list]
    context = {"results": results, "rows": rows}
    return render(request, "privacy_check/consents.html", context)


@needs("cms.see_editors_desk")
@require_http_methods(["GET", "HEAD", "POST"])
def consent_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask whether somebody is sure, then take the page from the site."""
    consent = get_object_or_404(Consent.objects.standing(), pk=pk)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        number = withdraw(consent, request.user)
        said = ngettext(
            "Withdrawn. %(number)d page was taken from the site.",
            "Withdrawn. %(number)d pages were taken from the site.",
            number,
        )
        messages.success(request, said % {"number": number})
        return redirect("consents")
    page = Page.objects.filter(translation_key=consent.translation_key, alias_of=None).first()
    context = {
        "consent": consent,
        "form": form,
        "title": page.title if page else _("a page that is gone"),
    }
    return render(request, "privacy_check/withdraw.html", context)
