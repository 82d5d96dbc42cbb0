"""Views of the ground floor."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms import translations
from cms.forms import PageCareForm
from cms.models import PageCare


def edit_care(request: HttpRequest, page_id: int) -> HttpResponse:
    """Set who looks after a page and when it was last found to be right."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    care = PageCare.objects.filter(translation_key=page.translation_key).first()
    form = PageCareForm(
        request.POST or None, instance=care or PageCare(translation_key=page.translation_key)
    )
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return render(request, "cms/admin/page_care.html", {"page": page, "form": form})


def submit_translation(request: HttpRequest, page_id: int) -> HttpResponse:
    """Ask for confirmation, then send a translation to the reviewers."""
    page = get_object_or_404(Page, pk=page_id).specific
    may = page.permissions_for_user(request.user)
    if not (may.can_edit() and may.can_submit_for_moderation()):
        raise PermissionDenied
    if request.method == "POST":
        try:
            translations.submit(page, request.user)
        except translations.TranslationError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("The translation was sent to the reviewers."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return render(request, "cms/admin/submit_translation.html", {"page": page})
