"""What is about a page of this floor, for the feed of that page."""

from uuid import UUID

from django.db.models import Q, QuerySet
from wagtail.models import Page

from cms.feeds import additions


def about(page: Page) -> QuerySet[Page, UUID]:
    """Return the keys of what is about a theme, an activity or a piece of guidance.

    Link rows belong to originals, so it is the original that has to be published.
    """
    key = page.translation_key
    linked = (
        Q(theme_links__theme__translation_key=key)
        | Q(lesson__activity_links__activity__translation_key=key)
        | Q(lesson__guidance_links__guidance__translation_key=key)
        | Q(practice__activity_links__activity__translation_key=key)
    )
    originals: QuerySet[Page] = Page.objects.live().filter(linked)
    return originals.values_list("translation_key", flat=True)


additions.register("knowledge", about)
