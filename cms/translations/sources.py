"""What there is to translate follows what is published, so that it is known what fell behind."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published
from wagtail_localize.models import TranslationSource


@receiver(page_published, dispatch_uid="cms.translations.follow_original")
def follow_original(instance: Page, alias: bool = False, **_kwargs: Any) -> None:
    """Cut a published original into sentences again, if it is translated.

    Only what was published: a draft is nobody's to translate yet. A sentence that changed is
    another sentence to wagtail-localize, without a translation; all others keep theirs.
    """
    if alias:
        return
    known = TranslationSource.objects.filter(
        object_id=instance.translation_key, locale_id=instance.locale_id
    )
    if known.exists():
        TranslationSource.update_or_create_from_instance(instance)
