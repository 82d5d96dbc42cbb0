"""Addresses of the coalitions floor: updates, calls and questions, action plans, state of play."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
