"""Registering: at most four fields, then a session for each round and what the organiser asks."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cms.detector.forms import ThirdPersonMixin
from events.enums import QuestionKind, RegistrationSource
from events.forms.mistyped import meant
from events.models import Event, Question, Session, Slot
from events.services.places import free_in
from events.services.registering import Person, Wish
from network.models import Member


class SessionRadios(forms.RadioSelect):
    """Sessions to choose from; one that is full can be read and not chosen."""

    full: frozenset[str] = frozenset()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.full:
            option["attrs"]["disabled"] = True
        return option


class SessionField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """A session of a round, with the places that are left; one that is full cannot be chosen."""

    def __init__(self, slot: Slot, free: dict[int, int | None]) -> None:
        self.free = free
        super().__init__(
            Session.objects.filter(slot=slot).select_related("host_organisation"),
            label=_("Choose for %(clock)s") % {"clock": slot},
            required=False,
            blank=True,
            empty_label=_("None of these"),
            widget=SessionRadios,
        )
        widget: Any = self.widget
        widget.full = frozenset(str(pk) for pk, left in free.items() if left == 0)

    def label_from_instance(self, obj: Any) -> str:
        left, name = self.free.get(obj.pk), str(obj)
        if obj.host_organisation:
            name = f"{name}, {obj.host_organisation}"
        if left is None:
            return name
        if left == 0:
            return _("%(session)s (full)") % {"session": name}
        places = ngettext("%(left)d place", "%(left)d places", left) % {"left": left}
        return f"{name} ({places})"


class RegistrationForm(ThirdPersonMixin, forms.Form):
    """What everybody fills in: nothing but sessions and questions for who is signed in."""

    use_required_attribute = False
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        slots = list(event.slots.prefetch_related("sessions"))
        free = free_in((each for slot in slots for each in slot.sessions.all()), timezone.now())
        self._slots = [slot for slot in slots if slot.sessions.all()]
        for slot in self._slots:
            self.fields[f"slot_{slot.pk}"] = SessionField(slot, free)
        self._questions = list(event.questions.all())
        for question in self._questions:
            self.fields[f"question_{question.pk}"] = _field_of(question)

    @property
    def free_text(self) -> list[str]:  # type: ignore[override]  # these fields differ by event
        """The fields in which somebody writes in their own words."""
        texts = [each for each in self._questions if each.kind == QuestionKind.TEXT]
        return [f"question_{each.pk}" for each in texts]

    def without_choice(self, slot: int) -> None:
        """Let somebody choose anew in a round whose session filled up meanwhile."""
        self._forget(f"slot_{slot}")

    def _forget(self, name: str) -> None:
        data: Any = self.data
        data = data.copy()
        data.pop(name, None)
        self.data = data

    def wish(self, user: Any) -> Wish:
        """Return what was filled in, by somebody who is signed in."""
        member = Member.objects.select_related("organisation").filter(user=user).first()
        known = member and not member.organisation_claimed
        person = Person(user=user, organisation=member.organisation if member and known else None)
        return self._wish(person, RegistrationSource.MEMBER, user)

    def _wish(self, person: Person, source: RegistrationSource, by: Any) -> Wish:
        chosen = [self.cleaned_data[f"slot_{slot.pk}"] for slot in self._slots]
        answers = {each: self._answer(each) for each in self._questions}
        return Wish(
            key=self.cleaned_data["key"],
            person=person,
            sessions=[session for session in chosen if session],
            answers=answers,
            source=source,
            made_by=by,
        )

    def _answer(self, question: Question) -> str:
        value = self.cleaned_data[f"question_{question.pk}"]
        if question.kind == QuestionKind.YES_NO:
            return "yes" if value else ""
        return str(value)


class PublicRegistrationForm(RegistrationForm):
    """Of who has no account: a name and an address, and an organisation if they like."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=100,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Fill in your name, so that we know who comes.")},
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        help_text=_("You get a mail with one button. Only after that you are registered."),
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={
            "required": _("Fill in your e-mail address. No e-mail? Call us, then we register you."),
            "invalid": _("This address is not complete. It looks like: name@example.org."),
        },
    )
    organisation_text = forms.CharField(
        label=_("Organisation (may stay empty)"),
        max_length=150,
        required=False,
        widget=forms.TextInput({"autocomplete": "organization"}),
    )
    field_order = ("key", "name", "email", "organisation_text")

    def clean(self) -> dict[str, Any]:
        """Ask once about an address that looks mistyped; ticked, the same address goes through."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        email = str(values.get("email", ""))
        if better := meant(email):
            is_sure = self.data.get("sure") == email.lower()
            self._ask_about(email, is_sure)
            if not is_sure:
                said = _("Do you mean %(better)s? Change it, or tick the box below it.")
                self.add_error("email", said % {"better": better})
        return values

    def _ask_about(self, email: str, is_sure: bool) -> None:
        if not is_sure:
            # Ticked for another address than this one.
            self._forget("sure")
        order = list(self.fields)
        order.insert(order.index("email") + 1, "sure")
        self.fields["sure"] = forms.BooleanField(
            label=_("Yes, %(email)s is right") % {"email": email},
            required=False,
            widget=forms.CheckboxInput({"value": email.lower()}),
        )
        self.order_fields(order)

    def public_wish(self) -> Wish:
        """Return what was filled in, by somebody of whom nobody knows who it is yet."""
        data = self.cleaned_data
        person = Person(
            name=data["name"], email=data["email"], organisation_text=data["organisation_text"]
        )
        return self._wish(person, RegistrationSource.PUBLIC, None)


def _field_of(question: Question) -> forms.Field:
    label, required = str(question), question.is_required
    if question.kind == QuestionKind.YES_NO:
        return forms.BooleanField(label=label, required=False)
    if question.kind == QuestionKind.CHOICE:
        lines = [line.strip() for line in question.options.splitlines() if line.strip()]
        return forms.ChoiceField(
            label=label,
            choices=[(line, line) for line in lines],
            required=required,
            widget=forms.RadioSelect,
        )
    return forms.CharField(label=label, max_length=500, required=required)
