"""Addresses of the ground floor for people: what waits, what they are told, what they follow."""

from django.urls import URLPattern, path

from cms.mailing.views import resend_mail, undelivered_mail
from cms.notices.views import follow_page, my_messages, stop_mail
from cms.routes import route
from cms.views.desk import desk

urlpatterns: list[URLPattern] = [
    path(route(nl="coordinatie/", en="coordination/"), desk, name="desk"),
    path(
        route(nl="coordinatie/post/", en="coordination/mail/"),
        undelivered_mail,
        name="undelivered_mail",
    ),
    path(
        route(nl="coordinatie/post/<int:pk>/", en="coordination/mail/<int:pk>/"),
        resend_mail,
        name="resend_mail",
    ),
    path(route(nl="mijn-berichten/", en="my-messages/"), my_messages, name="my_messages"),
    path(route(nl="volgen/<uuid:key>/", en="follow/<uuid:key>/"), follow_page, name="follow_page"),
    path(
        route(nl="weekmail-stoppen/<str:token>/", en="stop-weekly-mail/<str:token>/"),
        stop_mail,
        name="stop_mail",
    ),
]
