"""Addresses where an event is made and changed."""

from django.urls import URLPattern, path

from cms.routes import route
from events.views import activities, changing, making, programme

MAKING: list[URLPattern] = [
    path(route(nl="agenda/nieuw/", en="agenda/new/"), making.event_new, name="event_new"),
    path(
        route(nl="agenda/<int:pk>/veranderen/", en="agenda/<int:pk>/change/"),
        making.event_edit,
        name="event_edit",
    ),
    path(
        route(nl="agenda/<int:pk>/plaatsen/", en="agenda/<int:pk>/publish/"),
        making.event_publish,
        name="event_publish",
    ),
    path(
        route(nl="agenda/<int:pk>/bekijken/", en="agenda/<int:pk>/preview/"),
        making.event_preview,
        name="event_preview",
    ),
    path(
        route(nl="agenda/<int:pk>/programma/", en="agenda/<int:pk>/programme/"),
        programme.event_programme,
        name="event_programme",
    ),
    path(
        route(nl="agenda/<int:pk>/plekken/", en="agenda/<int:pk>/places/"),
        changing.event_capacity,
        name="event_capacity",
    ),
    path(
        route(nl="agenda/<int:pk>/verplaatsen/", en="agenda/<int:pk>/move/"),
        changing.event_move,
        name="event_move",
    ),
    path(
        route(nl="agenda/<int:pk>/afgelasten/", en="agenda/<int:pk>/call-off/"),
        changing.event_call_off,
        name="event_call_off",
    ),
    path(
        route(nl="agenda/<int:pk>/nog-eens/", en="agenda/<int:pk>/again/"),
        making.event_copy,
        name="event_copy",
    ),
    path(
        route(nl="agenda/<int:pk>/activiteit-aanmelden/", en="agenda/<int:pk>/submit-activity/"),
        activities.activity_submit,
        name="activity_submit",
    ),
]
