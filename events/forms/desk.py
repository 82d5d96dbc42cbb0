"""Forms of whoever runs an event: which registrations, somebody who called, a mail to a part."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from events.enums import STANDING, RegistrationSource, RegistrationStatus
from events.models import CheckIn, Event, Registration, Session
from events.reads.desk import named, sessions_of

EVERYBODY, PRESENT, ABSENT = "everybody", "present", "absent"
STATES = [
    ("", _("Comes or waits")),
    *(each for each in RegistrationStatus.choices),
    (PRESENT, _("Was checked in")),
    (ABSENT, _("Registered, and not checked in")),
    (EVERYBODY, _("Everybody, also who cancelled")),
]


def _in_state(state: str) -> Q:
    if state == EVERYBODY:
        return Q()
    if state == PRESENT:
        return Q(check_ins__isnull=False, check_ins__session=None)
    if state == ABSENT:
        came = CheckIn.objects.filter(session=None).values("registration")
        return Q(status=RegistrationStatus.REGISTERED) & ~Q(pk__in=came)
    return Q(status=state) if state else Q(status__in=STANDING)


class SessionChoiceField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """A session, with the round that it is in."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.slot} {obj}"


class SelectionForm(forms.Form):
    """Which registrations of an event; what cannot be understood selects nobody."""

    q = forms.CharField(label=_("Name, organisation or code"), max_length=100, required=False)
    state = forms.ChoiceField(label=_("State"), choices=STATES, required=False)
    session = SessionChoiceField(
        label=_("Session"),
        queryset=Session.objects.none(),
        required=False,
        empty_label=_("All sessions"),
    )
    source = forms.ChoiceField(
        label=_("Made by"),
        choices=[("", _("Everybody")), *RegistrationSource.choices],
        required=False,
    )

    def __init__(self, data: Any, *, event: Event) -> None:
        super().__init__(data, auto_id="filter_%s")
        self.event = event
        sessions: Any = self.fields["session"]
        sessions.queryset = sessions_of(event)
        if not sessions.queryset:
            del self.fields["session"]

    def narrow(self, registrations: QuerySet[Registration]) -> QuerySet[Registration]:
        """Keep what was asked for."""
        if not self.is_valid():
            # A filter that does not hold must not widen to a mail for everybody.
            return registrations.none()
        asked = self.cleaned_data
        found = registrations.filter(_in_state(asked["state"]))
        if asked["q"]:
            found = found.filter(named(asked["q"]))
        if asked.get("session"):
            found = found.filter(choices__session=asked["session"])
        if asked["source"]:
            found = found.filter(source=asked["source"])
        if asked["state"] == RegistrationStatus.WAITLISTED:
            return found.order_by("queue_number")
        return found

    @property
    def query(self) -> str:
        """Return the selection as a query string, without a question mark."""
        return urlencode({name: self[name].data for name in self.fields if self[name].data})

    @property
    def in_use(self) -> bool:
        """Whether anything was chosen."""
        return bool(self.query)
