"""Addresses of whoever runs an event: the desk, the door, and registering for others."""

from django.urls import URLPattern, path

from cms.routes import route
from events.views import desk

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
]
