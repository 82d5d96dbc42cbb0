"""Views for editors, and the sizes of pictures that pages show."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.static import serve
from wagtail.models import Page
from wagtail_localize.views.update_translations import (
    UpdateTranslationsView as LocalizeUpdateTranslationsView,
)

from cms import translations
from cms.access import needs
from cms.forms import PageCareForm
from cms.models import PageCare


def may_edit_care(page: Page, user: Any) -> bool:
    """Whether somebody may say who looks after a page, which holds in all its languages."""
    original = Page.objects.filter(
        translation_key=page.translation_key, locale__language_code=settings.LANGUAGE_CODE
    ).first()
    return bool((original or page).permissions_for_user(user).can_edit())


def edit_care(request: HttpRequest, page_id: int) -> HttpResponse:
    """Set who looks after a page and when it was last found to be right."""
    page = get_object_or_404(Page, pk=page_id)
    if not may_edit_care(page, request.user):
        raise PermissionDenied
    key = page.translation_key
    form = PageCareForm(
        request.POST or None, instance=PageCare.objects.filter(translation_key=key).first()
    )
    if request.method == "POST" and form.is_valid():
        # Not the form's own save: somebody else may have made the row in the meantime.
        PageCare.objects.update_or_create(translation_key=key, defaults=form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return render(request, "cms/admin/page_care.html", {"page": page, "form": form})


class UpdateTranslationsView(LocalizeUpdateTranslationsView):
    """Brings translations up to date, and publishes only those that are complete."""

    @transaction.atomic
    def form_valid(self, form: Any) -> HttpResponse:
        publish = form.cleaned_data["publish_translations"]
        form.cleaned_data["publish_translations"] = False
        response: HttpResponse = super().form_valid(form)
        for translation in self.object.translations.filter(enabled=True) if publish else ():
            try:
                translations.refuse_if_incomplete(translation)
                translation.save_target(user=self.request.user, publish=True)
            except translations.TranslationError as error:
                messages.error(self.request, str(error))
            except ValidationError as error:
                messages.error(self.request, " ".join(error.messages))
        return response


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


def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve a size of a picture, where no web server in front does."""
    return serve(request, path, document_root=str(Path(settings.MEDIA_ROOT) / "images"))


@needs("cms.see_private_pictures")
def private_picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve a size of a picture in a private collection, which only the admin asks for like this.

    Others see it through the page that knows who may.
    """
    return serve(request, path, document_root=str(Path(settings.MEDIA_ROOT) / "private_images"))
