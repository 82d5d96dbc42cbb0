"""Which coalitions a page is about, and who leads them."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from rules.predicates import predicate

from coalitions.models import Coalition
from network.enums import Role


def coalitions_of(page: Any) -> QuerySet[Coalition]:
    """Return the coalition whose page this is, or those that run the activities it is about."""
    found: QuerySet[Coalition] = Coalition.objects.none()
    if page is None:
        return found
    facts = getattr(page, "original", page)
    links = getattr(facts, "activity_links", None)
    about = Q(translation_key=page.translation_key)
    if learned_from := getattr(facts, "learned_from", None):
        about |= Q(translation_key=learned_from.translation_key)
    if links is not None:
        keys = [link.activity.translation_key for link in links.all()]
        about |= Q(activities__translation_key__in=keys)
    found = Coalition.objects.filter(about | Q(activities__translation_key=page.translation_key))
    return found.distinct()


@predicate
def leads_one_of(user: Any, found: Any) -> bool:
    """Whether somebody is lead or deputy of one of these coalitions."""
    return found is not None and bool(found.led_by(user).exists())


def leads_of(page: Any) -> set[int]:
    """Return the accounts of leads and deputies; of who keeps the network where there are none."""
    pairs = coalitions_of(page).values_list("lead", "deputy")
    found = {pk for pair in pairs for pk in pair if pk}
    return found or _coordinators()


def _coordinators() -> set[int]:
    users = get_user_model()._default_manager.filter(groups__name=Role.COORDINATOR)
    return set(users.values_list("pk", flat=True))
