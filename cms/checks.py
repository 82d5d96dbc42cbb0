"""System checks that guard what the floors above must not forget."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, register
from django.db import models

from cms.privacy.providers import nobodys, providers


@register
def tables_about_people_without_provider(**_: Any) -> list[CheckMessage]:
    """Every table with an address or a link to an account belongs to a privacy provider."""
    return [
        Error(
            f"{label} has {field}, and nobody says how that is exported, erased and thinned out.",
            hint=(
                "Name it in the `models` of a PrivacyProvider, or say why it tells nothing about"
                " people (cms.privacy.providers.says_nothing_about_people)."
            ),
            id="cms.E001",
        )
        for label, field in _about_people()
        if label not in _answered_for()
    ]


def _answered_for() -> set[str]:
    return {label for provider in providers for label in provider.models} | nobodys.keys()


def _about_people() -> Iterator[tuple[str, str]]:
    """Yield each table that says something about people, with the first field that does."""
    accounts = get_user_model()
    for model in apps.get_models():
        if model._meta.proxy:
            continue
        for field in model._meta.local_fields:
            if isinstance(field, models.EmailField) or field.related_model is accounts:
                yield model._meta.label, field.name
                break
