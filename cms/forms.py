"""Forms of the ground floor."""

from typing import ClassVar

from django import forms
from wagtail.admin.widgets import AdminDateInput

from cms.models import PageCare


class PageCareForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic at run time
    """Who looks after a page, and when it was last found to be right."""

    class Meta:
        model = PageCare
        fields: ClassVar[list[str]] = [
            "owner",
            "deputy",
            "review_on",
            "last_confirmed_on",
            "last_confirmed_by",
        ]
        widgets: ClassVar[dict[str, type[forms.Widget]]] = {
            "review_on": AdminDateInput,
            "last_confirmed_on": AdminDateInput,
        }
