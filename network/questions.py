"""The questions of a profile: asked one at a time, and all together on one page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from network.forms import profile as forms
from network.models import Member, Subject


def _itself(member: Member) -> Any:
    return member


def _account(member: Member) -> Any:
    return member.user


def _own_organisation(member: Member) -> Any:
    """Return the organisation that a member may speak for, or None."""
    own = member.organisation
    return own if own and member.user.has_perm("network.change_own_organisation", own) else None


def _always(_member: Member) -> bool:
    return True


def _with_subjects(_member: Member) -> bool:
    return Subject.objects.exists()


def _with_organisation(member: Member) -> bool:
    return _own_organisation(member) is not None


@dataclass(frozen=True, slots=True)
class Question:
    """One small form about one thing; `name` is what `Member.skipped` remembers.

    `about` returns whose fields they are, `is_asked` whether it makes sense for this member.
    """

    name: str
    title: Any
    why: Any
    form: type[forms.OwnForm]
    about: Callable[[Member], Any] = _itself
    is_asked: Callable[[Member], bool] = _always
    # Has more choices than fit beside other things: asked on a page of its own.
    is_long: bool = False

    def form_for(self, member: Member, data: Any = None) -> forms.OwnForm:
        """Return the form, bound where there is `data`."""
        return self.form(data, instance=self.about(member), prefix=self.name)

    def answers(self, member: Member) -> list[str]:
        """Return what was answered, in words; empty where nothing was."""
        form = self.form_for(member)
        return [words for field in form for words in _in_words(field, form.instance)]


def _in_words(field: Any, instance: Any) -> Iterator[str]:
    value = getattr(instance, field.name)
    if hasattr(value, "all"):
        if chosen := ", ".join(str(each) for each in value.all()):
            yield chosen
    elif field.name.endswith("_consent"):
        yield f"{field.label} {getattr(instance, f'get_{field.name}_display')()}"
    elif value:
        display = getattr(instance, f"get_{field.name}_display", None)
        yield str(display() if display else value)


QUESTIONS = (
    Question(
        "name",
        _("Your name"),
        _("So others know who you are."),
        forms.NameForm,
        about=_account,
    ),
    Question(
        "background",
        _("Your background"),
        _("So we see whether the whole city takes part."),
        forms.BackgroundForm,
    ),
    Question(
        "organisation",
        _("Your organisation"),
        _("So others know with whom you work. Somebody of the network confirms it."),
        forms.OrganisationForm,
    ),
    Question(
        "neighbourhood",
        _("Your neighbourhood"),
        _("So people nearby find each other."),
        forms.NeighbourhoodForm,
    ),
    Question(
        "introduction",
        _("About you"),
        _("Other members read this with your name."),
        forms.IntroductionForm,
    ),
    Question(
        "expertise",
        _("What you know"),
        _("So others can ask you something."),
        forms.ExpertiseForm,
        is_asked=_with_subjects,
        is_long=True,
    ),
    Question(
        "interests",
        _("What you want to know"),
        _("So we know what gatherings should be about."),
        forms.InterestsForm,
        is_asked=_with_subjects,
        is_long=True,
    ),
    Question("offers", _("What you offer"), _("Small things count as well."), forms.OffersForm),
    Question("seeks", _("What you look for"), _("Somebody may have it."), forms.SeeksForm),
    Question(
        "contact",
        _("How others reach you"),
        _("You decide. You can change it at any time, and it works at once."),
        forms.ContactForm,
    ),
    Question(
        "own_organisation",
        _("What your organisation does"),
        _("Other members read this. What you write here is changed at once."),
        forms.OwnOrganisationForm,
        about=_own_organisation,
        is_asked=_with_organisation,
    ),
)
NAMES = {question.name: question for question in QUESTIONS}


def asked_of(member: Member) -> list[Question]:
    """Return the questions that make sense for this member."""
    return [question for question in QUESTIONS if question.is_asked(member)]


def question_of(member: Member, name: str) -> Question | None:
    """Return the question of this name, or None where this member is not asked it."""
    question = NAMES.get(name)
    return question if question and question.is_asked(member) else None


def next_question(member: Member) -> Question | None:
    """Return the first question that was neither answered nor put off."""
    return next((each for each in asked_of(member) if _is_open(each, member)), None)


def _is_open(question: Question, member: Member) -> bool:
    if question.name in member.skipped:
        return False
    # Its answers say “nobody” from the start, which is no answer.
    return question.name == "contact" or not question.answers(member)
