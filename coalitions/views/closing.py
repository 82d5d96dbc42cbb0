"""Completing a coalition: five questions, and which of the answers are lessons."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.access import refuse_unless
from coalitions.enums import CoalitionStatus
from coalitions.exceptions import CoalitionError
from coalitions.forms.closing import ClosingForm, LessonsForm
from coalitions.models import Coalition
from coalitions.services import closing
from coalitions.views.coalitions import about_coalition, stay_signed_in, to_page


@about_coalition("coalitions.read_network")
def coalition_close(request: HttpRequest, coalition: Coalition) -> HttpResponse:
    """Ask the five questions, and complete the coalition."""
    refuse_unless(request.user, "coalitions.manage", coalition)
    if coalition.status == CoalitionStatus.COMPLETED:
        return redirect("coalition_lessons", coalition.pk)
    # What was told when it was completed before, and went on after all.
    told = {name: getattr(coalition, name) for name in closing.ASKED}
    form = ClosingForm(request.POST or None, initial=told)
    if request.method == "POST" and form.is_valid():
        try:
            closing.close(coalition, request.user, form.cleaned_data)
        except CoalitionError as error:
            messages.error(request, str(error))
        else:
            stay_signed_in(request)
            messages.success(request, _("The coalition is completed. Thank you all."))
        return redirect("coalition_lessons", coalition.pk)
    return render(request, "coalitions/close.html", {"coalition": coalition, "form": form})


@about_coalition("coalitions.read_network")
def coalition_lessons(request: HttpRequest, coalition: Coalition) -> HttpResponse:
    """Choose which lines of what went well and what could be better others can learn from."""
    refuse_unless(request.user, "coalitions.manage", coalition)
    lines = closing.offered(coalition)
    if not lines or coalition.status != CoalitionStatus.COMPLETED:
        return to_page(coalition)
    form = LessonsForm(lines, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            count = closing.note_lessons(coalition, request.user, form.cleaned_data["lessons"])
        except CoalitionError as error:
            form.add_error(None, str(error))
        else:
            said = ngettext(
                "One lesson is noted. An editor looks at it first.",
                "%(count)d lessons are noted. An editor looks at them first.",
                count,
            )
            messages.success(request, said % {"count": count})
            return to_page(coalition)
    context = {"coalition": coalition, "form": form}
    return render(request, "coalitions/lessons.html", context)
