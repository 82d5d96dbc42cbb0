"""When and where a new event is, on the form of its page in the admin.

Only for a page that has no row yet. After that it is changed in the site, where people who count
on it are told; what somebody filled in here would change it without a word.
"""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel, Panel
from wagtail.admin.widgets import AdminDateTimeInput

from cms.facts import FactPanel, FactsForm, holds_facts
from coalitions.forms.people import MemberField, members
from events.enums import EventKind
from network.models import Organisation

FACTS = ("kind", "starts_at", "ends_at", "place", "organiser", "host")


class EventPageForm(FactsForm):
    """Asks when it is as soon as the page is published or submitted; a draft may wait for that."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=EventKind.choices)
    starts_at = forms.DateTimeField(label=_("Starts"), widget=AdminDateTimeInput)
    ends_at = forms.DateTimeField(label=_("Ends"), widget=AdminDateTimeInput)
    place = forms.CharField(label=_("Where?"), max_length=150, required=False)
    organiser = forms.ModelChoiceField(
        Organisation.objects.all(),
        label=_("Which organisation organises it?"),
        required=False,
        empty_label=_("None"),
    )
    host = MemberField(
        label=_("Who runs it?"),
        help_text=_("Sees who comes, and hears of it when something goes wrong."),
        queryset=None,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not holds_facts(self.instance):
            return
        if self.instance.event is not None:
            for name in FACTS:
                self.fields.pop(name, None)
        elif "host" in self.fields:
            host: Any = self.fields["host"]
            host.queryset = members()

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean()
        starts_at, ends_at = values.get("starts_at"), values.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            self.add_error("ends_at", _("It has to end later than it starts."))
        return values

    def save(self, commit: bool = True) -> Any:
        """Leave the facts with the page, which makes its row with its revision.

        A preview saves this form too, and must change nothing that others see.
        """
        page: Any = super().save(commit)
        chosen = {name: self.cleaned_data[name] for name in FACTS if name in self.cleaned_data}
        if chosen.get("starts_at") and chosen.get("ends_at"):
            page.facts_chosen = chosen
        return page


class KeptInSite(Panel):
    """Says of an event that has a row where its facts are changed, with the way there."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "events/panels/kept_in_site.html"

        def is_shown(self) -> bool:
            return holds_facts(self.instance) and self.instance.event is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            event = self.instance.event
            address = reverse("event_publish", args=[event.pk])
            return {**context, "event": event, "address": address}


WHEN_PANEL = MultiFieldPanel(
    [FactPanel(name) for name in FACTS],
    heading=_("When, where, and who runs it"),
    help_text=_("The rest, such as the number of places, is on the site after you save."),
)
