"""Who leads a coalition and how far it is, on the form of its page in the admin.

Those are facts of the coalition, not of a draft: what is saved here holds at once.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import MultiFieldPanel

from cms.facts import FactPanel, FactsForm, holds_facts
from coalitions.enums import CoalitionStatus
from coalitions.forms.people import MemberField, members

FACTS = ("lead", "deputy", "status")


class CoalitionPageForm(FactsForm):
    """Asks for a lead as soon as the page is published or submitted; a draft may wait for one."""

    lead = MemberField(
        label=_("Lead"),
        queryset=None,
        help_text=_(
            "Who keeps this coalition going. It cannot be published without one. The coordinator"
            " chooses."
        ),
        error_messages={
            "required": _("A coalition needs a lead before it can be published: choose one first.")
        },
    )
    deputy = MemberField(
        label=_("Deputy"),
        queryset=None,
        required=False,
        help_text=_("Who does so when the lead is away."),
    )
    status = forms.ChoiceField(
        label=_("How far it is"),
        choices=[each for each in CoalitionStatus.choices if each[0] != CoalitionStatus.COMPLETED],
        required=False,
        help_text=_("To complete it, choose “Manage” on its page: that asks for the result."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not holds_facts(self.instance):
            return
        row = self.instance.row
        for name in ("lead", "deputy"):
            field: Any = self.fields[name]
            field.queryset = members()
        for name in FACTS:
            self.initial[name] = getattr(row, name) if row else ""
        self.initial["status"] = row.status if row else CoalitionStatus.FORMING
        if row and row.status == CoalitionStatus.COMPLETED:
            status: Any = self.fields["status"]
            status.choices = [(row.status, row.get_status_display())]
        user: Any = self.for_user
        if user and not user.has_perm("coalitions.appoint"):
            for name in ("lead", "deputy"):
                self.fields[name].disabled = True
            # Whoever may not choose would look for a mistake of their own.
            self.fields["lead"].error_messages["required"] = _(
                "A coalition needs a lead before it can be published. Save this as a draft, and"
                " ask the coordinator to choose one."
            )

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean()
        if not holds_facts(self.instance):
            return values
        lead = values.get("lead")
        online = self.instance.pk and self.instance.live
        if lead is None and online and "lead" not in self.errors:
            self.add_error("lead", self.fields["lead"].error_messages["required"])
        if lead is not None and lead == values.get("deputy"):
            self.add_error("deputy", _("Choose somebody else as deputy: this person is the lead."))
        return values

    def save(self, commit: bool = True) -> Any:
        """Leave the facts with the page, which keeps them with its revision.

        A preview saves this form too, and must change nothing that others see.
        """
        page: Any = super().save(commit)
        if holds_facts(page):
            chosen = {name: self.cleaned_data.get(name) for name in FACTS}
            chosen["status"] = chosen["status"] or CoalitionStatus.FORMING
            page.facts_chosen = (self.for_user, chosen)
        return page


WHO_PANEL = MultiFieldPanel(
    [FactPanel(name) for name in FACTS],
    heading=_("Who leads it and how far it is"),
    help_text=_("This holds as soon as you save, also before you publish."),
)
