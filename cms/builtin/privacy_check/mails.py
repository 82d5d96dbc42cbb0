"""What whoever looks after a page is told when consent is withdrawn."""

from django.utils.translation import gettext_lazy as _

from cms.notices.kinds import NoticeKind

WITHDRAWN = "consent_withdrawn"
kind = NoticeKind(
    label=_("Consent that was withdrawn"),
    why=_("You get this because you made the page or look after it."),
    at_once=True,
)
