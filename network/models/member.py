"""People who take part: who they are, how they came in, and what they promised."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet

from cms.models.vocabulary import VocabularyEntry
from network.enums import ApplicationState, Background, Consent, PledgeState
from network.models.organisation import Neighbourhood, Organisation


@register_snippet
class Subject(VocabularyEntry):
    """Something people know much about, or want to know more about."""

    class Meta(VocabularyEntry.Meta):
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")


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

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        ordering = ["user__name", "pk"]

    def __str__(self) -> str:
        return str(self.user)


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

    class Meta:
        verbose_name = _("promise")
        verbose_name_plural = _("promises")
        ordering = ["due", "pk"]

    def __str__(self) -> str:
        return self.text


class Seat(models.Model):
    """A place in the steering group, and who holds it."""

    code = models.SlugField(_("code"), unique=True)
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

    class Meta:
        verbose_name = _("seat in the steering group")
        verbose_name_plural = _("seats in the steering group")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name_nl
