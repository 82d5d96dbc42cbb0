"""The progress log: what happened, what is needed, who can help."""

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coalitions.enums import Visibility
from coalitions.models.coalition import Coalition, Participation


def readable_by(user: Any) -> Q:
    """Return the condition under which `user` may read what has a coalition and a visibility.

    Who may read all of it, such as the coordinator, is a rule and no condition: see
    `coalitions.permissions`.
    """
    public = Q(visibility=Visibility.PUBLIC)
    if not user.has_perm("coalitions.read_network"):
        return public
    network = public | Q(visibility=Visibility.NETWORK)
    if user.has_perm("coalitions.read_all"):
        return network | Q(visibility=Visibility.COALITION)
    mine = Participation.objects.filter(user=user, left_on=None).values("coalition")
    own = Q(coalition__in=mine) | Q(coalition__lead=user) | Q(coalition__deputy=user)
    return network | (Q(visibility=Visibility.COALITION) & own)


class ProgressUpdateQuerySet(models.QuerySet["ProgressUpdate"]):
    """Updates by who reads them and when."""

    def standing(self) -> Self:
        """Leave out what was withdrawn; the latest first."""
        return self.filter(withdrawn_at=None).order_by("-happened_on", "-pk")

    def for_reader(self, user: Any) -> Self:
        """Keep what this account, or a visitor, may read."""
        return self.filter(readable_by(user))

    def since(self, day: date) -> Self:
        """Keep what happened on `day` or later."""
        return self.filter(happened_on__gte=day)


class ProgressUpdate(models.Model):
    """A message of a coalition about where it stands. Only what happened is required."""

    coalition = models.ForeignKey(
        Coalition,
        verbose_name=_("coalition"),
        on_delete=models.CASCADE,
        related_name="updates",
    )
    # Made in the form before it is sent: the same key twice is the same message.
    key = models.UUIDField(unique=True, editable=False)
    happened_on = models.DateField(_("when"), default=timezone.localdate)
    happened = models.TextField(_("what happened"), max_length=5000)
    needed = models.TextField(_("what is still needed"), max_length=2000, blank=True)
    helpers = models.TextField(_("who can help"), max_length=2000, blank=True)
    photo = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        verbose_name=_("photo"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    # Empty only where the photo tells nothing that the text does not.
    photo_alt = models.CharField(_("what is on the photo"), max_length=200, blank=True)
    visibility = models.CharField(
        _("who may read this"), max_length=20, choices=Visibility, default=Visibility.NETWORK
    )
    lesson = models.ForeignKey(
        "knowledge.Lesson",
        verbose_name=_("lesson"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="updates",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("whose words these are"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="updates",
    )
    organisation = models.ForeignKey(
        "network.Organisation", on_delete=models.SET_NULL, null=True, related_name="updates"
    )
    # Filled where the coordinator wrote it down for a lead who phoned.
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("written down by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    was_noted = models.BooleanField(_("told by phone"), default=False)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = ProgressUpdateQuerySet.as_manager()

    class Meta:
        verbose_name = _("progress update")
        verbose_name_plural = _("progress updates")
        indexes = [models.Index(fields=["coalition", "-happened_on"], name="updates_of_coalition")]

    def __str__(self) -> str:
        return self.happened[:80]


class UpdateVersion(models.Model):
    """What an update said before it was changed."""

    update_of = models.ForeignKey(ProgressUpdate, on_delete=models.CASCADE, related_name="versions")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    happened_on = models.DateField()
    happened = models.TextField()
    needed = models.TextField(blank=True)
    helpers = models.TextField(blank=True)
    visibility = models.CharField(max_length=20, choices=Visibility)

    class Meta:
        verbose_name = _("earlier version of an update")
        verbose_name_plural = _("earlier versions of updates")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.happened[:80]
