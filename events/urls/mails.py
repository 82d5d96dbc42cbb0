"""Addresses of the words of an event's mails."""

from django.urls import URLPattern, path

from events.views import mail_texts

MAIL_TEXTS: list[URLPattern] = [
    path(
        "agenda/<int:pk>/mails/",
        mail_texts.event_mails,
        name="event_mails",
    ),
    path(
        "agenda/<int:pk>/mails/<slug:kind>/<slug:language>/",
        mail_texts.event_mail_text,
        name="event_mail_text",
    ),
]
