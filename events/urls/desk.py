"""Addresses of whoever runs an event: the desk, the door, and registering for others."""

from django.urls import URLPattern, path

from cms.routes import route
from events.views import adding, desk, door, mailing

ON_DESK: list[URLPattern] = [
    path(
        route(nl="agenda/<int:pk>/aanmeldingen/", en="agenda/<int:pk>/registrations/"),
        desk.event_desk,
        name="event_desk",
    ),
    path(
        route(
            nl="agenda/<int:pk>/aanmeldingen/aantallen/", en="agenda/<int:pk>/registrations/counts/"
        ),
        desk.event_counts,
        name="event_counts",
    ),
    path(
        route(nl="agenda/<int:pk>/aanmeldingen/bestand/", en="agenda/<int:pk>/registrations/file/"),
        desk.event_export,
        name="event_export",
    ),
    path(
        route(nl="agenda/<int:pk>/aanmeldingen/lijst/", en="agenda/<int:pk>/registrations/print/"),
        desk.event_attendance,
        name="event_attendance",
    ),
    path(
        route(nl="aanmeldingen/<int:pk>/afmelden/", en="registrations/<int:pk>/cancel/"),
        desk.registration_cancel,
        name="registration_cancel",
    ),
    path(
        route(nl="aanmeldingen/<int:pk>/plek/", en="registrations/<int:pk>/place/"),
        desk.registration_promote,
        name="registration_promote",
    ),
    path(
        route(nl="agenda/<int:pk>/aanmeldingen/nieuw/", en="agenda/<int:pk>/registrations/new/"),
        adding.registration_add,
        name="registration_add",
    ),
    path(
        route(nl="agenda/<int:pk>/aanmeldingen/mail/", en="agenda/<int:pk>/registrations/mail/"),
        mailing.event_mail,
        name="event_mail",
    ),
    path(
        route(nl="agenda/<int:pk>/deur/", en="agenda/<int:pk>/door/"),
        door.event_check_in,
        name="event_check_in",
    ),
    path(
        route(nl="agenda/<int:pk>/collega/", en="agenda/<int:pk>/colleague/"),
        adding.register_colleague,
        name="register_colleague",
    ),
]
