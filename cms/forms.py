"""Forms of the ground floor."""

from typing import Any, ClassVar

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
            "interval_months",
            "last_confirmed_on",
            "last_confirmed_by",
        ]
        widgets: ClassVar[dict[str, type[forms.Widget]]] = {
            "review_on": AdminDateInput,
            "last_confirmed_on": AdminDateInput,
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["interval_months"].required = False

    def clean_interval_months(self) -> int:
        """Return what was filled in, or once a year."""
        every: int = self.cleaned_data["interval_months"] or 12
        return every
