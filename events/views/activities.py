"""A partner submits an activity of a campaign week."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.access import needs
from cms.keyed import refused
from events.enums import EventKind
from events.exceptions import EventError
from events.forms.activities import ActivityForm
from events.models import Event
from events.services import activities
from events.views.making import FORMS, INSIDE, shown


@needs(INSIDE)
@never_cache
@require_http_methods(FORMS)
def activity_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Submit an activity; who runs the campaign week looks at it first."""
    campaign = get_object_or_404(Event, pk=pk, kind=EventKind.CAMPAIGN)
    if campaign.page is None or not campaign.page.live:
        raise Http404
    with timezone.override(campaign.zone):
        return _answer(request, campaign)


def _answer(request: HttpRequest, campaign: Event) -> HttpResponse:
    form = ActivityForm(request.POST or None, campaign=campaign)
    if form.is_valid():
        try:
            event = activities.submit(
                campaign, request.user, form.cleaned_data["key"], form.words(), form.facts()
            )
        except EventError as error:
            refused(form, error)
        else:
            messages.success(request, _said(event))
            return redirect("event_publish", event.pk)
    taken = activities.takes_activities(campaign)
    return shown(request, "activity", None, campaign=campaign, form=form, is_open=taken)


def _said(event: Event) -> str:
    page = event.page
    if page is not None and page.live:
        return _("It is on the agenda.")
    return _("Thank you! Somebody looks at it first. You see here what becomes of it.")
