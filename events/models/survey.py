"""The survey after an event: who was asked, kept apart from what was answered."""

from uuid import uuid4

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.models.event import Event
from events.models.registration import Registration


class SurveyInvitation(models.Model):
    """Somebody was asked how it was. Whether they answered is kept, not when.

    A moment would tell which answer is theirs.
    """

    registration = models.OneToOneField(
        Registration, on_delete=models.CASCADE, related_name="survey_invitation"
    )
    # SHA-256 of the token in the mail, in hexadecimal.
    token_hash = models.CharField(max_length=64, unique=True)
    is_answered = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("invitation to a survey")
        verbose_name_plural = _("invitations to a survey")

    def __str__(self) -> str:
        return str(self.registration_id)


class SurveyResponse(models.Model):
    """What somebody thought of an event. Nothing leads to who it was, also not the order."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="survey_responses")
    grade = models.PositiveSmallIntegerField(
        _("grade"), validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    take_home = models.TextField(_("what you take home"), blank=True)
    change = models.TextField(_("what you would change"), blank=True)

    class Meta:
        verbose_name = _("answer to a survey")
        verbose_name_plural = _("answers to a survey")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.grade)
