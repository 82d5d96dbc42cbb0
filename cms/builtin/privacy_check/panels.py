"""The way to the record of consent, on the own page of whoever keeps it."""

from typing import Any

from django.http import HttpRequest

from cms.panels import HomePanel


def consents(request: HttpRequest, _language: str) -> dict[str, Any]:
    """Offer it to who may see it."""
    return {"shown": True} if request.user.has_perm("cms.see_editors_desk") else {}


panel = HomePanel("privacy_check/panel.html", consents, order=90)
