"""Addresses of the knowledge floor: adding what one knows, what was tried, one's own facts."""

from django.urls import URLPattern

_ADDING: list[URLPattern] = []

_TRIALS: list[URLPattern] = []

_OWN_FACTS: list[URLPattern] = []

urlpatterns: list[URLPattern] = [*_ADDING, *_TRIALS, *_OWN_FACTS]
