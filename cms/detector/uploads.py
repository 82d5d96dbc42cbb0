"""The same question on the forms of pictures and documents: what they are called is read by all."""

from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from cms.detector.forms import ThirdPersonMixin


class PictureForm(ThirdPersonMixin, BaseImageForm):
    """A picture, with what is told about it."""

    free_text = ("title", "description", "credit")


class DocumentForm(ThirdPersonMixin, BaseDocumentForm):
    """A document; what stands in the file itself is for whoever uploads it to look at."""

    free_text = ("title",)
