"""Addresses of the record of consent."""

from django.urls import path

from cms.builtin.privacy_check import views
from cms.routes import route

urlpatterns = [
    path(route(nl="toestemmingen/", en="consents/"), views.consents, name="consents"),
    path(
        route(nl="toestemmingen/<int:pk>/intrekken/", en="consents/<int:pk>/withdraw/"),
        views.consent_withdraw,
        name="consent_withdraw",
    ),
]
