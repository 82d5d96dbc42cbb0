"""What the organiser of an event wants a mail to say, instead of the words it has by itself."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from events.enums import MailKind
from events.models.event import Event


class MailText(models.Model):
    """The words of one mail of one event in one language; `{name}` and the like are filled in."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="mail_texts")
    kind = models.CharField(_("mail"), max_length=20, choices=MailKind)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=150)
    body = models.TextField(_("text"))

    class Meta:
        verbose_name = _("words of a mail")
        verbose_name_plural = _("words of mails")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "kind", "language"], name="words_of_a_mail_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.language})"
