"""How the network itself can be reached."""

from django.db.models import QuerySet
from wagtail.models import Site

from cms.generation import remembered
from cms.models import ContactPoint, NavigationSettings


def network_contact(language: str) -> ContactPoint | None:
    """Return the contact point of every page in this language, or in whichever there is."""
    return remembered(("contact", language), lambda: _contact(language))


def _contact(language: str) -> ContactPoint | None:
    site = Site.objects.filter(is_default_site=True).first()
    chosen = NavigationSettings.for_site(site).contact if site else None
    if chosen is None:
        return None
    versions: QuerySet[ContactPoint] = ContactPoint.objects.filter(
        translation_key=chosen.translation_key, locale__language_code=language
    )
    return versions.first() or chosen
