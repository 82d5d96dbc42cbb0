"""Wiring into Wagtail's admin."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms import translations
from cms.access import refuse_who_signed_in
from cms.models.pages import without_private
from cms.translations.marking import mark_older
from cms.views import editing


# Before wagtail-localize's own, whose address for updating translations one of these takes.
@hooks.register("register_admin_urls", order=-10)
def admin_urls() -> list[URLPattern]:
    """Add our views to the admin."""
    return [
        path(
            "translations/<int:page_id>/submit/",
            editing.submit_translation,
            name="submit_translation",
        ),
        path(
            "localize/update/<int:translation_source_id>/", editing.UpdateTranslationsView.as_view()
        ),
        path("care/<int:page_id>/", editing.edit_care, name="edit_page_care"),
    ]


# Before wagtail-localize's own hook, which would publish what is untranslated in Dutch.
@hooks.register("before_edit_page", order=-10)
def refuse_incomplete_translation(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keep a translation with untranslated texts from being published."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    translation = translations.translation_of(page)
    if translation is None:
        return None
    try:
        translations.refuse_if_incomplete(translation)
    except translations.TranslationError as error:
        messages.error(request, str(error))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@hooks.register("before_bulk_action")
def refuse_incomplete_translations(
    request: HttpRequest, action_type: str, objects: list[Page], action: Any
) -> HttpResponse | None:
    """Keep translations with untranslated texts out of what is published from a list."""
    if request.method != "POST" or action.models != [Page] or action_type != "publish":
        return None
    below = request.POST.get("include_descendants")
    pages = [
        each
        for page in objects
        for each in (page.get_descendants(inclusive=True) if below else [page])
    ]
    for page in pages:
        try:
            if translation := translations.translation_of(page):
                translations.refuse_if_incomplete(translation)
        except translations.TranslationError as error:
            messages.error(request, f"{page.title}: {error}")
            return redirect("wagtailadmin_explore", page.get_parent().pk)
    return None


@hooks.register("before_move_page", order=-10)
def refuse_move(request: HttpRequest, page: Page, destination: Page) -> None:
    """Ask before the question whether to move a page, which tells its title, not only after it."""
    if not page.permissions_for_user(request.user).can_move_to(destination):
        raise PermissionDenied


# Before Wagtail's own: the first is asked first.
@hooks.register("on_serve_page", order=-10)
def page_for_some(serve: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer a member whom a page is not for as if it were not there."""

    def inner(page: Page, request: HttpRequest, *args: Any) -> HttpResponse:
        refuse_who_signed_in(page.get_view_restrictions(), request)
        return serve(page, request, *args)

    return inner


@hooks.register("before_serve_page")
def tell_what_is_older(page: Page, _request: HttpRequest, _args: Any, _kwargs: Any) -> None:
    """Mark what a translation says that its original does not say any more."""
    mark_older(page)


@hooks.register("before_serve_document", order=-10)
def document_for_some(document: Any, request: HttpRequest) -> None:
    """Answer a member whom a document is not for as if it were not there."""
    refuse_who_signed_in(document.collection.get_view_restrictions(), request)


@hooks.register("construct_page_chooser_queryset")
def choose_what_may_be_read(pages: Any, request: HttpRequest) -> Any:
    """Offer to link to what is published for everybody, and to what somebody works on."""
    public = without_private(Page.objects.live()).values("pk")
    own = policy_registry.get_by_type(Page).explorable_instances(request.user).values("pk")
    return pages.filter(Q(pk__in=public) | Q(pk__in=own))


@hooks.register("register_page_header_buttons")
def care_button(
    page: Page, user: Any, next_url: str | None = None, view_name: str | None = None
) -> Iterator[Button]:
    """Offer to say who looks after a page."""
    if not page.is_root() and editing.may_edit_care(page, user):
        yield Button(
            _("Who looks after this page"),
            reverse("edit_page_care", args=[page.pk]),
            icon_name="user",
            priority=60,
        )


@hooks.register("register_page_header_buttons")
def translation_buttons(
    page: Page, user: Any, next_url: str | None = None, view_name: str | None = None
) -> Iterator[Button]:
    """Offer to send a translation to the reviewers."""
    may = page.permissions_for_user(user)
    if translations.translation_of(page) and may.can_submit_for_moderation():
        yield Button(
            _("Send to the reviewers"),
            reverse("submit_translation", args=[page.pk]),
            icon_name="wagtail-localize-language",
            priority=70,
        )
