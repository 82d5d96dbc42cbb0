"""The programme of an event and what it asks: rounds, sessions, questions."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from events.exceptions import EventError
from events.forms.programme import QuestionForm, SessionForm, SlotForm
from events.models import Event, Question, Session, Slot
from events.reads.events import rounds_of
from events.services import programme as services
from events.services.programme import Part
from events.views.making import about_event, shown


@dataclass(frozen=True, slots=True)
class _Sort:
    """A sort of part: its table, how it is found from an event, and its form."""

    model: type[Part]
    event: str
    form: type[forms.Form]


_SORTS = {
    "round": _Sort(Slot, "event", SlotForm),
    "session": _Sort(Session, "slot__event", SessionForm),
    "question": _Sort(Question, "event", QuestionForm),
}


@about_event("events.manage")
def event_programme(request: HttpRequest, event: Event) -> HttpResponse:
    """Show rounds, sessions and questions; `?part=session&number=5` changes one of them.

    Without a number it makes a new one; a session with `?round=3`.
    """
    name = request.GET.get("part")
    if name is None:
        context = {"rounds": rounds_of(event), "questions": event.questions.all()}
        return shown(request, "programme", event, **context)
    sort = _SORTS.get(name)
    if sort is None:
        raise Http404
    part = _part(request, event, sort)
    if request.method == "POST" and request.POST.get("action") == "remove" and part.pk:
        return _remove(request, event, part)
    return _keep(request, event, part, sort.form, name)


def _part(request: HttpRequest, event: Event, sort: _Sort) -> Any:
    if number := request.GET.get("number"):
        return get_object_or_404(sort.model, pk=_number(number), **{sort.event: event})
    if sort.model is Session:
        slot = get_object_or_404(Slot, pk=_number(request.GET.get("round", "")), event=event)
        return Session(slot=slot)
    model: Any = sort.model
    return model(event=event)


def _number(text: str) -> int:
    # What somebody changed in the address is answered as what does not exist.
    if not text.isdecimal() or len(text) > 9:
        raise Http404
    return int(text)


def _keep(
    request: HttpRequest, event: Event, part: Any, form_class: Any, name: str
) -> HttpResponse:
    form = form_class(request.POST or None, event=event, part=part)
    if form.is_valid():
        try:
            services.keep(event, part, form.values())
        except EventError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Saved."))
            return redirect("event_programme", event.pk)
    context = {"form": form, "part": part, "sort": name, "touched": services.touched_by(part)}
    return shown(request, "part", event, **context)


def _remove(request: HttpRequest, event: Event, part: Any) -> HttpResponse:
    try:
        services.remove(event, part)
    except EventError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Taken out."))
    return redirect("event_programme", event.pk)
