"""Vocabularies that editors keep: one row an entry, both labels in it."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class VocabularyEntry(models.Model):
    """An entry with a code that never changes and a label in each language."""

    code = models.SlugField(_("code"), unique=True, help_text=_("Never change this later on."))
    label_nl = models.CharField(_("label in Dutch"), max_length=100)
    label_en = models.CharField(_("label in English"), max_length=100)

    class Meta:
        abstract = True
        ordering = ["label_nl"]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The label in the active language."""
        return self.label_en if get_language() == "en" else self.label_nl
