"""What a plan is narrowed by, and how an action changes."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from cms.detector.forms import ThirdPersonMixin
from coalitions.enums import ActionLevel, ActionScale, ActionState
from coalitions.forms.people import MemberField, members
from coalitions.models import Action, ActionPlan
from network.models import Organisation

CHOICES = ("level", "scale", "category", "state")


class PlanForm(forms.Form):
    """Choices by plain GET. One that does not exist is said so and filters nothing."""

    use_required_attribute = False

    level = forms.ChoiceField(label=_("Level"), required=False)
    scale = forms.ChoiceField(label=_("For whom"), required=False)
    category = forms.ChoiceField(label=_("About"), required=False)
    state = forms.ChoiceField(label=_("How far"), required=False)
    blank = forms.BooleanField(label=_("Without an owner"), required=False)

    def __init__(self, data: Any, plan: ActionPlan) -> None:
        super().__init__(data)
        categories = plan.actions.order_by("number").values_list("category", flat=True)
        self._offer("level", ActionLevel.choices)
        self._offer("scale", ActionScale.choices)
        self._offer("category", [(name, name) for name in dict.fromkeys(categories) if name])
        self._offer("state", ActionState.choices)

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", _("All")), *choices]

    @property
    def in_use(self) -> bool:
        """Whether anything was chosen, valid or not."""
        return any(self[name].value() for name in self.fields)

    def chosen(self, plan: ActionPlan) -> QuerySet[Action]:
        """Return the actions of a plan that the valid choices leave."""
        self.is_valid()
        wanted = Q()
        for name in CHOICES:
            if value := self.cleaned_data.get(name):
                wanted &= Q(**{name: value})
        actions: Any = plan.actions.filter(wanted)
        return actions.without_owner() if self.cleaned_data.get("blank") else actions


class ActionForm(ThirdPersonMixin, forms.Form):
    """How far an action is, who does it and before when; a word about it for who reads later."""

    free_text = ("note",)

    state = forms.ChoiceField(label=_("How far is it?"), choices=ActionState.choices)
    owner = MemberField(
        label=_("Who does it?"), queryset=None, required=False, empty_label=_("Nobody yet")
    )
    owner_organisation = forms.ModelChoiceField(
        label=_("For which organisation?"),
        queryset=Organisation.objects.order_by("name"),
        required=False,
        empty_label=_("None"),
    )
    due = forms.DateField(
        label=_("Before which day?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Leave empty if there is no day."),
    )
    note = forms.CharField(
        label=_("What would you like to say about it?"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Everybody can read this."),
    )

    def __init__(self, action: Action, user: Any, data: Any = None) -> None:
        initial = {
            "state": action.state,
            "owner": action.owner_id,
            "owner_organisation": action.owner_organisation_id,
            "due": action.due,
        }
        super().__init__(data, initial=initial)
        owners: Any = self.fields["owner"]
        hands_out = user.has_perm("coalitions.hand_out_action", action)
        # Whoever has an action may give it back; giving it to somebody else is for who keeps it.
        own = {user.pk, action.owner_id} - {None}
        owners.queryset = members() if hands_out else members().filter(pk__in=own)
