"""Addresses of the ground floor for people: what waits, what they are told, what they follow."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
