"""Photos that people send from a phone: made small, stripped of what they tell, kept private."""

import warnings
from io import BytesIO
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError
from wagtail.models import Collection, CollectionViewRestriction

from cms.models import SiteImage

# Enough for any screen that shows it; the browser shrinks to the same before it sends.
LONGEST_SIDE = 1600
FORMATS = ("JPEG", "PNG", "WEBP")
LARGEST_FILE = 10 * 1024 * 1024
# A JPEG is read at half its size or less, the others whole: 150 MB of memory at most.
MOST_PIXELS = {"JPEG": 50_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}


class PhotoError(Exception):
    """What is wrong with a photo, in words for whoever sent it."""


def shrunk(upload: Any) -> ContentFile[bytes]:
    """Return an uploaded photo as a small JPEG that holds nothing but its pixels.

    Where it was taken, with which phone and when is left out. Raises `PhotoError` for what is
    no photo or too large to open.
    """
    if upload.size > LARGEST_FILE:
        raise _too_large()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(upload, formats=FORMATS) as opened:
                if opened.width * opened.height > MOST_PIXELS[str(opened.format)]:
                    raise _too_large()
                return _jpeg(opened)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise PhotoError(
            _("This is not a photo we can open. Choose a JPEG, PNG or WebP picture.")
        ) from error
    except Image.DecompressionBombError as error:
        raise _too_large() from error


def _too_large() -> PhotoError:
    return PhotoError(_("This photo is too large. Choose a smaller one, of at most 10 MB."))


def _jpeg(opened: Image.Image) -> ContentFile[bytes]:
    opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    photo = ImageOps.exif_transpose(opened)
    photo.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    if photo.mode != "RGB":
        # What is see-through becomes white, not black.
        photo = photo.convert("RGBA")
        paper = Image.new("RGB", photo.size, "white")
        paper.paste(photo, mask=photo.getchannel("A"))
        photo = paper
    written = BytesIO()
    # A copy of the pixels alone: what the file said about itself does not come along.
    bare = Image.frombytes("RGB", photo.size, photo.tobytes())
    bare.save(written, "JPEG", quality=80, optimize=True, progressive=True)
    # A name that nobody can guess and that says nothing.
    return ContentFile(written.getvalue(), name=f"{uuid4().hex}.jpg")


def keep_photo(
    photo: ContentFile[bytes], title: str, user: Any, collection: Collection
) -> SiteImage:
    """Keep what `shrunk` returned as a picture."""
    picture = SiteImage(title=title[:255], uploaded_by_user=user, collection=collection)
    picture.file = photo
    picture.save()
    return picture


def private_collection(name: str) -> Collection:
    """Return the collection of this name, which is not public; made where it is missing."""
    root = Collection.get_first_root_node()
    found = root.get_children().filter(name=name).first()
    if found is None:
        found = root.add_child(name=name)
    if not found.get_view_restrictions().exists():
        CollectionViewRestriction.objects.create(
            collection=found, restriction_type=CollectionViewRestriction.LOGIN
        )
    return found
