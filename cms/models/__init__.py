"""Tables of the ground floor."""

from cms.models.care import PageCare
from cms.models.change import PageChange
from cms.models.comment import PageComment
from cms.models.contact import ContactPoint, NavigationSettings
from cms.models.erasure import Erasure
from cms.models.generation import Generation
from cms.models.mail import OutgoingMail, WeeklyRound
from cms.models.media import SiteDocument, SiteImage, SiteRendition
from cms.models.notices import Follow, MailChoice, Notice
from cms.models.pages import HomePage, PlainPage
from cms.models.review import ReviewState
from cms.models.suggestion import Suggestion
from cms.models.tags import PageTag

__all__ = [
    "ContactPoint",
    "Erasure",
    "Follow",
    "Generation",
    "HomePage",
    "MailChoice",
    "NavigationSettings",
    "Notice",
    "OutgoingMail",
    "PageCare",
    "PageChange",
    "PageComment",
    "PageTag",
    "PlainPage",
    "ReviewState",
    "SiteDocument",
    "SiteImage",
    "SiteRendition",
    "Suggestion",
    "WeeklyRound",
]
