"""Addresses of the ground floor for people: what waits, what they are told, what they follow."""

from django.urls import URLPattern, path

from cms.routes import route
from cms.views.desk import desk

urlpatterns: list[URLPattern] = [
    path(route(nl="coordinatie/", en="coordination/"), desk, name="desk"),
]
