"""Tables of the ground floor."""

from cms.models.care import PageCare
from cms.models.contact import ContactPoint, NavigationSettings
from cms.models.media import SiteDocument, SiteImage, SiteRendition
from cms.models.pages import HomePage, PlainPage
from cms.models.tags import PageTag

__all__ = [
    "ContactPoint",
    "HomePage",
    "NavigationSettings",
    "PageCare",
    "PageTag",
    "PlainPage",
    "SiteDocument",
    "SiteImage",
    "SiteRendition",
]
