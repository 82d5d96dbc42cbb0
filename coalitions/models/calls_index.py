"""The page in the menu that stands for the list of calls and questions."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.models import Page

from knowledge.models.index import IndexPage


class CallsIndex(IndexPage, Page):
    """Title, introduction and place in the menu are an editor's; the list is at its own address.

    A page and not a fixed link: so editors move, rename and translate it like the others.
    """

    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("list of calls and questions")
        verbose_name_plural = _("lists of calls and questions")

    def get_url_parts(self, *args: Any, **kwargs: Any) -> Any:
        """Lead every link to the list, whatever the slug."""
        parts = super().get_url_parts(*args, **kwargs)
        if parts is None:
            return None
        with override(self.locale.language_code):
            return (*parts[:2], reverse("calls"))

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever comes by the slug goes on to the list."""
        return redirect(self.get_url(request))
