"""What a phone at the door sends: who, and when it was where the connection was gone."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError

from events.forms.desk import SessionChoiceField
from events.models import Event, Registration, Session
from events.reads.desk import sessions_of
from events.services.door import Arrival


class TicketField(forms.CharField):
    """The value of a button: the number of a registration and the number of this arrival."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        number, _colon, client_id = text.partition(":")
        try:
            return int(number), UUID(client_id)
        except ValueError as error:
            raise ValidationError("") from error


class ArrivalForm(forms.Form):
    """One of three buttons: is here, let in all the same, or taken back."""

    check_in = TicketField(required=False)
    let_in = TicketField(required=False)
    undo = forms.IntegerField(required=False)
    session = SessionChoiceField(queryset=Session.objects.none(), required=False)
    ago = forms.IntegerField(required=False)

    def __init__(self, data: Any, *, event: Event) -> None:
        super().__init__(data)
        self.event = event
        sessions: Any = self.fields["session"]
        sessions.queryset = sessions_of(event)

    def clean(self) -> dict[str, Any]:
        """Find the registration, among those of this event only."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        ticket = values.get("check_in") or values.get("let_in")
        number = ticket[0] if ticket else values.get("undo") or 0
        found = Registration.objects.filter(event=self.event, pk=number).select_related("user")
        values["registration"] = found.first()
        if values["registration"] is None:
            raise ValidationError("")
        return values

    def arrival(self, user: Any) -> Arrival:
        """Return what the door is told."""
        values = self.cleaned_data
        ticket = values["check_in"] or values["let_in"]
        return Arrival(
            client_id=ticket[1],
            by=user,
            session=values["session"],
            ago=values["ago"] or 0,
            let_in=bool(values["let_in"]),
        )
