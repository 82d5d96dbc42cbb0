"""Addresses of the events floor."""

from django.urls import URLPattern, path

from cms.routes import route
from events.urls.desk import ON_DESK
from events.urls.mails import MAIL_TEXTS
from events.urls.making import MAKING
from events.urls.reports import REPORTS
from events.views import feeds, links, registering, survey

urlpatterns: list[URLPattern] = [
    # The agenda in calendars and feed readers.
    path("agenda/agenda.ics", feeds.agenda_ics, name="agenda_ics"),
    path("agenda/atom/", feeds.agenda_atom, name="agenda_atom"),
    path(
        route(nl="agenda/<int:pk>/kalender.ics", en="agenda/<int:pk>/calendar.ics"),
        feeds.event_ics,
        name="event_ics",
    ),
    path(
        route(nl="agenda/<int:pk>/aanmelden/", en="agenda/<int:pk>/register/"),
        registering.register_new,
        name="register_new",
    ),
    path(
        route(nl="agenda/<int:pk>/mijn-aanmelding/", en="agenda/<int:pk>/my-registration/"),
        registering.registration_own,
        name="registration_own",
    ),
    path(
        route(nl="aanmelding/<str:token>/bevestigen/", en="registration/<str:token>/confirm/"),
        links.registration_confirm,
        name="registration_confirm",
    ),
    path(
        route(nl="aanmelding/<str:token>/", en="registration/<str:token>/"),
        links.registration_manage,
        name="registration_manage",
    ),
    path(
        route(nl="aanmelding/<str:token>/plek/", en="registration/<str:token>/place/"),
        links.registration_offer,
        name="registration_offer",
    ),
    path(
        route(nl="aanmelding/<str:token>/wijzigen/", en="registration/<str:token>/change/"),
        links.registration_change,
        name="registration_change",
    ),
    path(
        route(nl="aanmelding/<str:token>/afmelden/", en="registration/<str:token>/cancel/"),
        links.registration_leave,
        name="registration_leave",
    ),
    path(
        route(nl="aanmelding/<str:token>/agenda.ics", en="registration/<str:token>/calendar.ics"),
        links.registration_ics,
        name="registration_calendar",
    ),
    # The survey, and figures.
    path(
        route(nl="hoe-was-het/<str:token>/", en="how-was-it/<str:token>/"),
        survey.survey,
        name="survey",
    ),
    path(
        route(nl="agenda/<int:pk>/uitkomst/", en="agenda/<int:pk>/results/"),
        survey.event_results,
        name="event_results",
    ),
    path(
        route(nl="agenda/cijfers/", en="agenda/figures/"),
        survey.event_figures,
        name="event_figures",
    ),
    *ON_DESK,
    *MAKING,
    *MAIL_TEXTS,
    *REPORTS,
]
