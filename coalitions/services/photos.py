"""Photos of updates: kept private, shown only through their update."""

from typing import Any

from django.core.files.base import ContentFile
from wagtail.models import Collection

from cms import photos
from cms.models import SiteImage
from coalitions.exceptions import CoalitionError

COLLECTION = "Coalitions"


def shrunk(upload: Any) -> ContentFile[bytes]:
    """Return an uploaded photo as a small JPEG that holds nothing but its pixels.

    Raises `CoalitionError` for what is no photo or too large to open.
    """
    try:
        return photos.shrunk(upload)
    except photos.PhotoError as error:
        raise CoalitionError(str(error)) from error


def keep_photo(photo: ContentFile[bytes], title: str, user: Any) -> SiteImage:
    """Keep what `shrunk` returned as a picture that is shown only through its update."""
    return photos.keep_photo(photo, title, user, private_collection())


def private_collection() -> Collection:
    """Return the collection of these photos, which is not public; made where it is missing."""
    return photos.private_collection(COLLECTION)
