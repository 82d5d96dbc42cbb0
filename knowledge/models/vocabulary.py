"""Vocabularies that knowledge editors keep."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet

from cms.models.vocabulary import VocabularyEntry


@register_snippet
class TargetGroup(VocabularyEntry):
    """People for whom something is meant."""

    class Meta(VocabularyEntry.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")
