"""Panels for what is true in every language, which is edited on the original page only.

What somebody filled in for a fact on a translation would be kept and never read; so such a page
has no field for it, and its form leaves what is stored as it is.
"""

from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, InlinePanel, Panel

from cms.detector.pages import ThirdPersonPageForm


def holds_facts(page: Any) -> bool:
    """Whether the facts are read from this page: it is in the site's first language."""
    return page.locale_id is None or page.locale.language_code == settings.LANGUAGE_CODE


class FactsForm(ThirdPersonPageForm):
    """The form of a page: without the facts, unless it is the original; it asks why."""

    change_note = forms.CharField(
        label=_("Why do you change it?"),
        help_text=_("In a few words. Everybody can read this in the history of the page."),
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if holds_facts(self.instance):
            return
        for name in getattr(self.Meta, "facts", ()):
            self.fields.pop(name, None)
            self.formsets.pop(name, None)

    def save(self, commit: bool = True) -> Any:
        """Hand the reason to the page, which keeps it with the version that is saved next."""
        self.instance.change_note = self.cleaned_data.get("change_note", "")
        return super().save(commit=commit)


class FactPanel(FieldPanel):
    """A field that holds a fact. Wagtail hides the panel of a field that a form lacks."""

    def get_form_options(self) -> dict[str, Any]:
        return {**super().get_form_options(), "facts": [self.field_name]}


class LinksPanel(InlinePanel):
    """Link rows, which are facts."""

    def get_form_options(self) -> dict[str, Any]:
        return {**super().get_form_options(), "facts": [self.relation_name]}

    def get_bound_panel(
        self,
        instance: models.Model | None = None,
        request: Any = None,
        form: Any = None,
        prefix: str = "panel",
    ) -> Panel.BoundPanel:
        # Wagtail's own panel fails on a form that lacks its rows; it expects no form at all.
        if form is not None and self.relation_name not in form.formsets:
            form = None
        return super().get_bound_panel(instance, request, form, prefix)

    class BoundPanel(InlinePanel.BoundPanel):
        def is_shown(self) -> bool:
            return self.form is not None


class FactsNotice(Panel):
    """Says on a translation where its facts are edited, with the way there."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/panels/facts_notice.html"

        def is_shown(self) -> bool:
            return not holds_facts(self.instance)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            original = self.instance.original
            if original is self.instance:
                return {**context, "missing": True}
            may_edit = original.permissions_for_user(self.request.user).can_edit()
            address = reverse("wagtailadmin_pages:edit", args=[original.pk])
            return {**context, "address": address if may_edit else None}
