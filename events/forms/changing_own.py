"""Changing one's own registration: the questions of the form that made it, filled in."""

from typing import Any

from django.utils import timezone

from events.enums import QuestionKind
from events.forms.registering import RegistrationForm
from events.models import Question, Registration, Session


class OwnRegistrationForm(RegistrationForm):
    """Sessions and answers, as somebody chose and gave them before."""

    def __init__(self, data: Any = None, *, registration: Registration, **kwargs: Any) -> None:
        chosen = {each.slot_id: each.session_id for each in registration.choices.all()}
        given = {each.question_id: each.text for each in registration.answers.all()}
        super().__init__(data, event=registration.event, **kwargs)
        del self.fields["key"]
        counted = registration.pk in set(
            registration.event.registrations.taking_a_place(timezone.now()).values_list(
                "pk", flat=True
            )
        )
        for slot in self._slots:
            self._keep(slot.pk, chosen.get(slot.pk), counted=counted)
        for question in self._questions:
            self.initial[f"question_{question.pk}"] = _given(question, given.get(question.pk, ""))

    def _keep(self, slot: int, session: int | None, *, counted: bool) -> None:
        """Choose what is theirs; a session that is full with them in it is open to them."""
        field: Any = self.fields[f"slot_{slot}"]
        self.initial[f"slot_{slot}"] = session
        if session is None or not counted or field.free.get(session) is None:
            return
        field.free[session] += 1
        field.widget.full -= {str(session)}

    def sessions(self) -> list[Session]:
        """Return what is chosen now."""
        chosen = [self.cleaned_data[f"slot_{slot.pk}"] for slot in self._slots]
        return [each for each in chosen if each]

    def answers(self) -> dict[Question, str]:
        """Return what is answered now."""
        return {each: self._answer(each) for each in self._questions}


def _given(question: Question, text: str) -> str | bool:
    return text == "yes" if question.kind == QuestionKind.YES_NO else text
