"""How the network itself can be reached."""

from django.db.models import QuerySet

from cms.generation import remembered
from cms.models import ContactPoint, NavigationSettings


def network_contact(language: str) -> ContactPoint | None:
    """Return the contact point of every page in this language, or in whichever there is."""
    return remembered(("contact", language), lambda: _contact(language))


def _contact(language: str) -> ContactPoint | None:
    settings = NavigationSettings.objects.filter(site__is_default_site=True)
    row = settings.select_related("contact").first()
    chosen = row and row.contact
    if chosen is None:
        return None
    versions: QuerySet[ContactPoint] = ContactPoint.objects.filter(
        translation_key=chosen.translation_key, locale__language_code=language
    )
    return versions.first() or chosen
