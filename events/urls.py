"""Addresses of the events floor."""

from django.urls import URLPattern, path

from cms.routes import route
from events.views import links, registering

urlpatterns: list[URLPattern] = [
    path(
        route(nl="agenda/<int:pk>/aanmelden/", en="agenda/<int:pk>/register/"),
        registering.register_new,
        name="register_new",
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
]
