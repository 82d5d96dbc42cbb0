"""Pictures of a bundle: one file each, known by what is in it."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.files import File
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from PIL import Image as PILImage
from PIL import UnidentifiedImageError
from wagtail.images.fields import WagtailImageField

from cms.bundle.fields import Field, Mapped, Words
from cms.bundle.mistakes import Mistakes
from cms.bundle.names import Ledger, Names, Place
from cms.bundle.nodes import Node
from cms.bundle.pagefile import decoded, parse_values
from cms.models import SiteImage

FOLDER = "images"
FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}
ABOUT: tuple[Field, ...] = (Words("title"), Words("description"), Words("credit"))


@dataclass(slots=True)
class PictureDraft:
    """A picture file that can be imported."""

    path: Path
    digest: str
    about: dict[str, Any]

    def write(self, ledger: Ledger) -> bool:
        """Make the picture or mend what is said about it. Returns whether anything changed."""
        picture_id = ledger.picture_id(self.digest)
        picture = SiteImage.objects.get(pk=picture_id) if picture_id else SiteImage()
        if picture_id and all(getattr(picture, name) == said for name, said in self.about.items()):
            return False
        for name, said in self.about.items():
            setattr(picture, name, said)
        if picture_id:
            picture.save()
            return True
        with self.path.open("rb") as opened:
            picture.file = File(opened, name=self.path.name)
            picture.save()
        return True


def read_picture(
    relative: str, path: Path, names: Names, mistakes: Mistakes
) -> PictureDraft | None:
    """Return the picture, or None and note why it cannot be used."""
    if path.suffix == ".yaml" and path.with_suffix("").suffix in FORMATS:
        if not path.with_suffix("").exists():
            mistakes.add(relative, 1, "", path.name, _("the picture beside it"))
        return None
    expected = _trouble(path)
    if expected:
        mistakes.add(relative, 1, "", path.name, expected)
        return None
    with path.open("rb") as opened:
        # How Wagtail tells pictures apart; not for safety.
        digest = sha1(opened.read(), usedforsecurity=False).hexdigest()
    names.pictures[path.name] = digest
    return PictureDraft(path, digest, _about(relative, path, names, mistakes))


def _trouble(path: Path) -> str:
    """Say what was expected of a picture that cannot be used; "" if it can."""
    limits = WagtailImageField()
    if path.suffix.lower() not in FORMATS:
        return _("a picture: %(kinds)s") % {"kinds": ", ".join(FORMATS)}
    if path.stat().st_size > limits.max_upload_size:
        return _("at most %(size)s") % {"size": limits.max_upload_size_text}
    try:
        # Only the header is read: opening the pixels is what makes a large picture dangerous.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PILImage.DecompressionBombWarning)
            with PILImage.open(path, formats=[FORMATS[path.suffix.lower()]]) as picture:
                pixels = picture.width * picture.height
    except (UnidentifiedImageError, OSError, PILImage.DecompressionBombError):
        return _("a picture in the format its name says")
    if pixels > limits.max_image_pixels:
        numbers = {
            "found": number_format(pixels, force_grouping=True),
            "limit": number_format(limits.max_image_pixels, force_grouping=True),
        }
        return _("at most %(limit)s pixels, and it has %(found)s") % numbers
    return ""


def _about(relative: str, path: Path, names: Names, mistakes: Mistakes) -> dict[str, Any]:
    """Return what the file beside the picture says about it."""
    about = {one.name: "" for one in ABOUT}
    beside = path.with_name(f"{path.name}.yaml")
    if beside.exists():
        file = f"{relative}.yaml"
        text = decoded(file, beside.read_bytes(), mistakes)
        values = parse_values(file, text, mistakes) if text is not None else None
        if values is not None:
            place = Place(file, "", SiteImage, names, mistakes, UUID(int=0))
            about = Mapped(ABOUT).read(Node(values, 1), place, SiteImage) or about
    return {**about, "title": about["title"] or path.stem}


def said_of(picture: SiteImage, name: str) -> dict[str, str]:
    """Return what stands beside the picture: nothing if its title is its name and that is all."""
    said = {one.name: str(getattr(picture, one.name)) for one in ABOUT}
    if said["title"] == Path(name).stem:
        del said["title"]
    return {key: value for key, value in said.items() if value}
