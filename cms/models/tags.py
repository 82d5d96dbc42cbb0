"""Free tags on any page."""

from django.db import models
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase


class PageTag(ItemBase):
    """A tag on a page of any type."""

    tag = models.ForeignKey("taggit.Tag", on_delete=models.CASCADE, related_name="page_tags")
    content_object = ParentalKey(
        "wagtailcore.Page", on_delete=models.CASCADE, related_name="tag_links"
    )
