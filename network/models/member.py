"""People who take part: who they are, how they came in, and what they promised."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.snippets.models import register_snippet

from cms.models.vocabulary import VocabularyEntry
from network.enums import ApplicationState, Background, Consent, PledgeState
from network.models.organisation import Neighbourhood, Organisation
from network.panels import SeatForm


@register_snippet
class Subject(VocabularyEntry):
    """Something people know much about, or want to know more about."""

    class Meta(VocabularyEntry.Meta):
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")


class MemberQuerySet(models.QuerySet["Member"]):
    """Members, by what the network does with them."""

    def with_claims(self) -> "MemberQuerySet":
        """Those who chose their organisation themselves, which nobody confirmed yet."""
        claimed = self.filter(organisation_claimed=True, organisation__isnull=False)
        return claimed.filter(user__is_active=True).select_related("user", "organisation")

    def speaks_for(self, user: Any, organisation: Organisation) -> bool:
        """Whether this account is known to belong to this organisation."""
        return self.filter(
            user=user, organisation=organisation, organisation_claimed=False
        ).exists()


class Member(models.Model):
    """Somebody in the network, as other members may see them."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        on_delete=models.CASCADE,
        related_name="member",
    )
    # Empty: we do not know. The composition of the network counts it as such.
    background = models.CharField(_("background"), max_length=20, choices=Background, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="members",
    )
    # Chosen by the member; until somebody confirmed it, they do not speak for the organisation.
    organisation_claimed = models.BooleanField(
        _("organisation not confirmed yet"), default=False, editable=False
    )
    function = models.CharField(_("what you do there"), max_length=150, blank=True)
    neighbourhood = models.ForeignKey(
        Neighbourhood,
        verbose_name=_("neighbourhood"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="members",
    )
    introduction = models.CharField(_("about you, in one sentence"), max_length=300, blank=True)
    phone = models.CharField(_("phone number"), max_length=40, blank=True)
    phone_consent = models.CharField(
        _("who may see the phone number"),
        max_length=10,
        choices=Consent,
        default=Consent.NOBODY,
    )
    # The address is that of the account.
    email_consent = models.CharField(
        _("who may see the e-mail address"),
        max_length=10,
        choices=Consent,
        default=Consent.NOBODY,
    )
    expertise = models.ManyToManyField(
        Subject, verbose_name=_("knows much about"), blank=True, related_name="experts"
    )
    interests = models.ManyToManyField(
        Subject, verbose_name=_("wants to know more about"), blank=True, related_name="interested"
    )
    offers = models.CharField(_("offers"), max_length=300, blank=True)
    seeks = models.CharField(_("seeks"), max_length=300, blank=True)
    # Names of the profile's questions that were answered "not now".
    skipped = models.JSONField(_("questions skipped"), default=list, blank=True)
    since = models.DateField(_("member since"), default=timezone.localdate)

    objects = MemberQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["user__name", "pk"]

    def __str__(self) -> str:
        return str(self.user)


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Applications by how far they are."""

    def waiting(self) -> "ApplicationQuerySet":
        """Those that nobody decided about, who waits longest first."""
        return self.filter(state=ApplicationState.WAITING).order_by("created_at", "pk")

    def declined(self) -> "ApplicationQuerySet":
        """Those that were declined, the latest first."""
        return self.filter(state=ApplicationState.DECLINED).order_by("-decided_at", "-pk")


class Application(models.Model):
    """Somebody asks to take part; the coordinator decides."""

    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("e-mail address"))
    organisation = models.CharField(_("organisation"), max_length=150, blank=True)
    sentence = models.CharField(_("why you want to take part"), max_length=300)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    state = models.CharField(
        _("state"), max_length=10, choices=ApplicationState, default=ApplicationState.WAITING
    )
    created_at = models.DateTimeField(_("asked at"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("application")
        verbose_name_plural = _("applications")
        ordering = ["created_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=models.Q(state=ApplicationState.WAITING),
                name="network_application_waits_once",
            )
        ]

    def __str__(self) -> str:
        return self.name


class PledgeQuerySet(models.QuerySet["Pledge"]):
    """Promises, by whom and whether they wait for an answer."""

    def by(self, user: Any) -> "PledgeQuerySet":
        """Those of this account."""
        return self.filter(member__user=user)

    def open(self) -> "PledgeQuerySet":
        """Those that were neither kept nor let go, what is due first in front."""
        return self.filter(state=PledgeState.OPEN)

    def due(self, today: date) -> "PledgeQuerySet":
        """Open ones whose day has come."""
        return self.open().filter(due__lte=today)

    def closed(self) -> "PledgeQuerySet":
        """Those that were kept or let go, the latest first."""
        return self.exclude(state=PledgeState.OPEN).order_by("-closed_at", "-pk")


class Pledge(models.Model):
    """One concrete thing that a member promised to do before a day."""

    member = models.ForeignKey(
        Member, verbose_name=_("member"), on_delete=models.CASCADE, related_name="pledges"
    )
    text = models.CharField(_("what you promise"), max_length=200)
    due = models.DateField(_("before"))
    state = models.CharField(
        _("state"), max_length=10, choices=PledgeState, default=PledgeState.OPEN
    )
    made_at = models.DateTimeField(_("promised at"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)

    objects = PledgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def is_due(self) -> bool:
        """Whether its day has come and it is still open."""
        return self.state == PledgeState.OPEN and self.due <= timezone.localdate()


@register_snippet
class Seat(models.Model):
    """A place in the steering group, and who holds it."""

    code = models.SlugField(_("code"), unique=True, help_text=_("Never change this later on."))
    name_nl = models.CharField(_("what it is for, in Dutch"), max_length=150)
    name_en = models.CharField(_("what it is for, in English"), max_length=150)
    member = models.ForeignKey(
        Member,
        verbose_name=_("who holds it"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="seats",
    )
    since = models.DateField(_("since"), null=True, blank=True)

    panels = [
        MultiFieldPanel(
            [FieldPanel("name_nl"), FieldPanel("name_en"), FieldPanel("code")],
            heading=_("What the seat is for"),
        ),
        MultiFieldPanel([FieldPanel("member"), FieldPanel("since")], heading=_("Who holds it")),
    ]
    base_form_class = SeatForm

    class Meta:
        verbose_name = _("seat in the steering group")
        verbose_name_plural = _("seats in the steering group")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" else self.name_nl
