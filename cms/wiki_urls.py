"""Addresses of what people do with a page: suggest, look back, comment, look after it."""

from django.urls import URLPattern

_SUGGESTIONS: list[URLPattern] = []

_REVIEWING: list[URLPattern] = []

_HISTORY: list[URLPattern] = []

_CARE: list[URLPattern] = []

_COMMENTS: list[URLPattern] = []

_TRANSLATIONS: list[URLPattern] = []

_EDITORS: list[URLPattern] = []

urlpatterns: list[URLPattern] = [
    *_SUGGESTIONS,
    *_REVIEWING,
    *_HISTORY,
    *_CARE,
    *_COMMENTS,
    *_TRANSLATIONS,
    *_EDITORS,
]
