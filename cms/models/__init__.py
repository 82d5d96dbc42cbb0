"""Tables of the ground floor."""

from cms.models.care import PageCare
from cms.models.contact import ContactPoint, NavigationSettings
from cms.models.erasure import Erasure
from cms.models.mail import OutgoingMail, WeeklyRound
from cms.models.media import SiteDocument, SiteImage, SiteRendition
from cms.models.notices import Follow, MailChoice, Notice
from cms.models.pages import HomePage, PlainPage
from cms.models.tags import PageTag

__all__ = [
    "ContactPoint",
    "Erasure",
    "Follow",
    "HomePage",
    "MailChoice",
    "NavigationSettings",
    "Notice",
    "OutgoingMail",
    "PageCare",
    "PageTag",
    "PlainPage",
    "SiteDocument",
    "SiteImage",
    "SiteRendition",
    "WeeklyRound",
]
