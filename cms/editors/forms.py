"""Choosing among the pages of a list, and what to do with them."""

from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.editors.actions import BulkAction, actions
from cms.models import PageCare


class DeskFilter(forms.Form):
    """Which type of page, and who looks after it; works by plain GET."""

    keeper = forms.ChoiceField(
        label=_("Who looks after it"),
        choices=[("", _("Everybody")), ("me", _("I do")), ("nobody", _("Nobody yet"))],
        required=False,
    )

    def __init__(self, data: Any, pages: QuerySet[Page]) -> None:
        super().__init__(data)
        types = ContentType.objects.filter(pk__in=pages.order_by().values("content_type"))
        named = sorted((_name(each), each.pk) for each in types)
        self.fields["type"] = forms.ChoiceField(
            label=_("Type of page"),
            choices=[("", _("All")), *((str(pk), name) for name, pk in named)],
            required=False,
        )
        self.order_fields(["type", "keeper"])

    def among(self, pages: QuerySet[Page], user: Any) -> QuerySet[Page]:
        """Return the pages that meet what was chosen; a choice that is none filters nothing."""
        chosen = self.cleaned_data if self.is_valid() else {}
        if chosen.get("type"):
            pages = pages.filter(content_type=int(chosen["type"]))
        kept = PageCare.objects.filter(owner__isnull=False)
        if chosen.get("keeper") == "me":
            mine = PageCare.objects.filter(Q(owner=user) | Q(deputy=user))
            pages = pages.filter(translation_key__in=mine.values("translation_key"))
        elif chosen.get("keeper") == "nobody":
            pages = pages.exclude(translation_key__in=kept.values("translation_key"))
        return pages


def _name(content_type: ContentType) -> str:
    model = content_type.model_class()
    return str(model._meta.verbose_name).capitalize() if model else content_type.model


class BulkForm(forms.Form):
    """The pages that were ticked, what is to be done, and what that asks."""

    pages = forms.ModelMultipleChoiceField(Page.objects.none(), widget=forms.MultipleHiddenInput)
    action = forms.ChoiceField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, pages: QuerySet[Page]) -> None:
        super().__init__(data)
        chosen: Any = self.fields["pages"]
        chosen.queryset = pages
        chosen.error_messages["required"] = _("Tick at least one page first.")
        action: Any = self.fields["action"]
        action.choices = [(name, actions[name].label) for name in actions.names()]
        name = data.get("action")
        asked = actions[name].field() if name in actions else None
        if asked is not None:
            # The first time nothing is chosen yet: that is no mistake.
            asked.required = "sure" in data
            self.fields["choice"] = asked

    @property
    def what(self) -> BulkAction:
        """What is to be done."""
        return actions[self.cleaned_data["action"]]
