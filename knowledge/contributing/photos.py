"""The photo of a page: one, kept apart, shown to whoever may read the page."""

from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language

from cms.photos import keep_photo, private_collection
from knowledge.models import PagePhoto

COLLECTION = "Contributions"
# As wide as a phone shows it, twice over.
SIZE = "max-1000x1000|format-jpeg|jpegquality-75"


def photo_of(page: Any) -> PagePhoto | None:
    """Return the photo that somebody added to this page."""
    rows = PagePhoto.objects.select_related("picture")
    return rows.filter(translation_key=page.translation_key).first()


@transaction.atomic
def keep(page: Any, user: Any, given: dict[str, Any]) -> None:
    """Put a photo on a page, change what is said about it, or take it away.

    `given` holds what a form asked: `photo` as `cms.photos.shrunk` returns it, or None.
    """
    photo: ContentFile[bytes] | None = given.get("photo")
    before = photo_of(page)
    if before and (photo or given.get("remove_photo")):
        # The file goes with it: nobody is shown on what was taken away.
        before.picture.delete()
        before = None
    said = {"alt": given.get("photo_alt") or "", "consent": given.get("photo_consent") or ""}
    if photo:
        picture = keep_photo(photo, page.title, user, private_collection(COLLECTION))
        PagePhoto.objects.create(
            translation_key=page.translation_key,
            picture=picture,
            language=get_language() or settings.LANGUAGE_CODE,
            added_by=user,
            added_at=timezone.now(),
            **said,
        )
    elif before and said["consent"]:
        PagePhoto.objects.filter(pk=before.pk).update(**said)


def throw_away(page: Any) -> None:
    """Remove the photo of a page that goes itself."""
    if found := photo_of(page):
        found.picture.delete()
