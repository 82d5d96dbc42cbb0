"""Addresses of the network floor."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
