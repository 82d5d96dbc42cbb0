"""Who holds which seat, in the admin."""

from typing import Any

from wagtail.admin.forms import WagtailAdminModelForm


class SeatForm(WagtailAdminModelForm):
    """Names every member in one query; each asks for its account otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = self.fields["member"].queryset
        self.fields["member"].queryset = members.select_related("user")
