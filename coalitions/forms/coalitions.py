"""What a lead or the coordinator keeps of a coalition."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cms.detector.forms import ThirdPersonMixin
from coalitions.enums import CoalitionStatus
from coalitions.forms.people import MemberField, members
from coalitions.models import Coalition, Participation
from knowledge.models import Activity


def _around(coalition: Coalition) -> QuerySet[Any]:
    """Return who takes part in this coalition, and its deputy."""
    there = Participation.objects.filter(coalition=coalition, left_on=None)
    return members().filter(Q(pk__in=there.values("user")) | Q(pk=coalition.deputy_id))


class _Activities(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.title)


class _Since(forms.CharField):
    """A year, a month or a day."""

    def clean(self, value: Any) -> str:
        said: str = super().clean(value)
        Coalition._meta.get_field("started").validate(said, None)
        return said


class ManageForm(ThirdPersonMixin, forms.Form):
    """Status, money, activities and deputy; for the coordinator also who leads."""

    free_text = ("funding",)

    lead = MemberField(
        label=_("Lead"), queryset=None, help_text=_("Who keeps this coalition going.")
    )
    deputy = MemberField(
        label=_("Deputy"),
        queryset=None,
        required=False,
        empty_label=_("Nobody"),
        help_text=_("Who does so when the lead is away. Choose among who takes part."),
    )
    status = forms.ChoiceField(label=_("How far it is"))
    started = _Since(label=_("Since"), required=False, help_text=_("A year is enough: 2019."))
    funding = forms.CharField(
        label=_("Paid from"),
        required=False,
        max_length=200,
        help_text=_("Where the money comes from. Leave empty if there is none."),
    )
    funding_until = forms.DateField(
        label=_("Paid until"),
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The last day. You are warned 60 days before."),
    )
    activities = _Activities(label=_("Activities it runs"), queryset=None, required=False)

    def __init__(self, coalition: Coalition, user: Any, data: Any = None) -> None:
        names = ("lead", "deputy", "status", "started", "funding", "funding_until")
        initial = {name: getattr(coalition, name) for name in names}
        initial["activities"] = list(coalition.activities.values_list("pk", flat=True))
        super().__init__(data, initial=initial)
        appoints = user.has_perm("coalitions.appoint", coalition)
        chosen: Any = self.fields
        # One that is off the site for a while still belongs to what this coalition runs.
        run = Q(live=True) | Q(pk__in=coalition.activities.values("pk"))
        chosen["activities"].queryset = Activity.objects.originals().filter(run).order_by("title")
        chosen["deputy"].queryset = members() if appoints else _around(coalition)
        chosen["lead"].queryset = members()
        chosen["status"].choices = _statuses(coalition)
        if not appoints:
            del self.fields["lead"]


def _statuses(coalition: Coalition) -> list[tuple[str, Any]]:
    """Return the choices; a coalition is completed by telling what it brought, not by a choice."""
    done = CoalitionStatus.COMPLETED
    keep = coalition.status == done
    return [(each.value, each.label) for each in CoalitionStatus if each != done or keep]
