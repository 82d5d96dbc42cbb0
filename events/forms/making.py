"""Making an event: what it is, when and where; the rest folds open."""

from collections.abc import Sequence
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from cms.detector.forms import ThirdPersonMixin
from cms.keyed import KeyedForm
from coalitions.forms.people import MemberField, members
from coalitions.forms.titled import ThemeField
from events.enums import AttendanceMode, EventKind, Promotion
from events.forms.when import WHEN, WhenForm, moment_input, when_of
from events.models import Event
from events.models.event import site_zone
from events.permissions import keeps_events
from events.services.making import FACTS, PLACE, WORDS
from knowledge.models import TargetGroup, Theme
from network.models import Neighbourhood, Organisation
from network.reads.speaking import organisation_of

KINDS = [(kind.value, kind.label) for kind in EventKind if kind is not EventKind.CAMPAIGN_ACTIVITY]
PLACES = ("capacity", "waiting_capacity", "promotion")
FOLDED = (
    *("themes", "target_groups", "neighbourhood", "attendance_mode", "online_address"),
    *("organiser", "host", "contact"),
    *("registration_opens_at", "registration_closes_at", "cancel_until"),
    *("waiting_capacity", "promotion", "reminder_hours", "asks_survey", "retention_days"),
)


class ThemesField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic then
    """Topics by their title; kept as originals."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        self._named = ThemeField()
        super().__init__(Theme.objects.none(), required=False, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        return self._named.label_from_instance(obj)


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea({"rows": rows})


def _moment(label: Any, help_text: Any) -> forms.DateTimeField:
    return forms.DateTimeField(
        label=label, help_text=help_text, required=False, widget=moment_input()
    )


class WordsForm(forms.Form):
    """What people read on the page of an event."""

    title = forms.CharField(label=_("What is it called?"), max_length=150)
    summary = forms.CharField(
        label=_("In one or two sentences"),
        help_text=_("This is what people see in the agenda."),
        max_length=400,
        widget=_text(3),
    )
    invitation = forms.CharField(
        label=_("Invitation (may stay empty)"),
        help_text=_("What will people do, and what do they take home?"),
        max_length=5000,
        required=False,
        widget=_text(6),
    )


class PlaceForm(forms.Form):
    """Where it is."""

    place = forms.CharField(
        label=_("Where?"),
        help_text=_("The name of the building or the square."),
        max_length=150,
        required=False,
    )
    address = forms.CharField(label=_("Address (may stay empty)"), max_length=200, required=False)
    neighbourhood = forms.ModelChoiceField(
        Neighbourhood.objects.all(),
        label=_("Neighbourhood"),
        required=False,
        empty_label=_("The whole city"),
    )
    attendance_mode = forms.ChoiceField(
        label=_("How can people take part?"),
        choices=AttendanceMode.choices,
        initial=AttendanceMode.PLACE,
        required=False,
        widget=forms.RadioSelect,
    )
    online_address = forms.URLField(
        label=_("Address online (may stay empty)"),
        help_text=_("Only who is registered gets it."),
        required=False,
        assume_scheme="https",
    )

    def clean_attendance_mode(self) -> str:
        return self.cleaned_data["attendance_mode"] or AttendanceMode.PLACE

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        online = values.get("attendance_mode") == AttendanceMode.ONLINE
        if "place" in self.fields and not online and not values.get("place"):
            self.add_error("place", _("Say where it is, or choose “Online” further down."))
        return values


class PlacesForm(forms.Form):
    """How many may come, until when, and what becomes of their data."""

    takes_registrations = forms.BooleanField(
        label=_("People register for it"), required=False, initial=True
    )
    capacity = forms.IntegerField(
        label=_("How many places?"),
        help_text=_("Leave empty where everybody fits."),
        min_value=1,
        max_value=100_000,
        required=False,
    )
    waiting_capacity = forms.IntegerField(
        label=_("Places on the waiting list"),
        help_text=_("Leave empty for as many as want to wait; 0 for no waiting list."),
        min_value=0,
        max_value=100_000,
        required=False,
    )
    promotion = forms.ChoiceField(
        label=_("What happens when a place becomes free?"),
        choices=Promotion.choices,
        initial=Promotion.AT_ONCE,
        required=False,
        widget=forms.RadioSelect,
    )
    registration_opens_at = _moment(_("Registration opens"), _("Empty: at once."))
    registration_closes_at = _moment(_("Registration closes"), _("Empty: when it starts."))
    cancel_until = _moment(
        _("Until when can people cancel by themselves?"), _("Empty: until it starts.")
    )
    reminder_hours = forms.IntegerField(
        label=_("Remind people so many hours before"),
        help_text=_("Leave empty for no reminder."),
        min_value=1,
        max_value=24 * 14,
        initial=24,
        required=False,
    )
    asks_survey = forms.BooleanField(
        label=_("Ask people afterwards how it was"), required=False, initial=True
    )
    retention_days = forms.IntegerField(
        label=_("Forget who came after so many days"),
        help_text=_("The numbers stay."),
        min_value=7,
        max_value=365,
        initial=90,
    )

    def clean_promotion(self) -> str:
        return self.cleaned_data["promotion"] or Promotion.AT_ONCE

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        opens, closes = values.get("registration_opens_at"), values.get("registration_closes_at")
        if opens and closes and closes <= opens:
            self.add_error("registration_closes_at", _("It has to close later than it opens."))
        return values


class EventForm(ThirdPersonMixin, WordsForm, WhenForm, PlaceForm, PlacesForm, KeyedForm):
    """All of an event, for who makes or keeps it.

    Of one that was announced, when, where and how many are on forms of their own: those tell
    people what changes for them.
    """

    free_text: ClassVar[Sequence[str]] = ("title", "summary", "invitation")

    kind = forms.ChoiceField(label=_("What is it?"), choices=KINDS, initial=EventKind.GATHERING)
    themes = ThemesField(label=_("Topics"), help_text=_("One or two is enough."))
    target_groups = forms.ModelMultipleChoiceField(
        TargetGroup.objects.all(),
        label=_("For whom?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    organiser = forms.ModelChoiceField(
        Organisation.objects.none(),
        label=_("Which organisation organises it?"),
        required=False,
        empty_label=_("None"),
    )
    host = MemberField(
        label=_("Who runs it?"),
        help_text=_("Sees who comes, and hears of it when something goes wrong."),
        queryset=None,
    )
    contact = forms.CharField(
        label=_("For questions"),
        help_text=_("A phone number or an address of the organisation, on the page for everybody."),
        max_length=150,
        required=False,
    )
    field_order = (
        *("title", "kind", *WHEN, "place", "address", "summary", "invitation"),
        *("takes_registrations", "capacity", *FOLDED),
    )

    def __init__(self, data: Any = None, *, user: Any, event: Event | None = None) -> None:
        self.zone = event.zone if event else ZoneInfo(site_zone())
        super().__init__(data, initial=_initial(event, user))
        chosen: Any = self.fields
        chosen["themes"].queryset = ThemeField().queryset
        chosen["host"].queryset = members()
        chosen["organiser"].queryset = _organisers(user, event)
        if event is not None and event.kind == EventKind.CAMPAIGN_ACTIVITY:
            del chosen["kind"]
        if event is not None and event.is_announced:
            for name in (*WHEN, *PLACE, *PLACES):
                chosen.pop(name, None)

    def facts(self) -> dict[str, Any]:
        """Return what holds in every language."""
        return {name: self.cleaned_data[name] for name in FACTS if name in self.cleaned_data}

    def words(self) -> dict[str, Any]:
        """Return what is on the page."""
        return {name: self.cleaned_data[name] for name in WORDS if name in self.cleaned_data}

    @property
    def first_fields(self) -> list[Any]:
        """The fields in sight."""
        return [field for field in self if field.name not in FOLDED]

    @property
    def folded_fields(self) -> list[Any]:
        """The fields that most people leave as they are."""
        return [self[name] for name in FOLDED if name in self.fields]

    @property
    def folded_label(self) -> Any:
        """What is below the fold, in words."""
        return _("More: topics, for whom, who organises it, and everything about registering")

    @property
    def is_unfolded(self) -> bool:
        """Whether something below the fold is not right."""
        return any(name in self.errors for name in FOLDED)


def _organisers(user: Any, event: Event | None) -> Any:
    """Return for which organisations somebody can organise."""
    if keeps_events(user):
        return Organisation.objects.all()
    own = organisation_of(user)
    known = [own.pk if own else None, event.organiser_id if event else None]
    return Organisation.objects.filter(pk__in=[pk for pk in known if pk is not None])


def _initial(event: Event | None, user: Any) -> dict[str, Any]:
    if event is None:
        return {"host": user.pk, "organiser": organisation_of(user)}
    values: dict[str, Any] = {name: getattr(event, name) for name in FACTS}
    values["target_groups"] = list(event.target_groups.all())
    values |= when_of(event.starts_at, event.ends_at, event.zone)
    page = event.draft
    if page is not None:
        themes = [link.theme_id for link in page.theme_links.all()]
        values |= {"title": page.title, "summary": page.summary, "themes": themes}
        values["invitation"] = page.invitation
    return values
