"""Choosing somebody who takes part in the network."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from network.enums import Role


def members() -> QuerySet[Any]:
    """Return everybody who can lead a coalition: who takes part in the network, by name."""
    users: QuerySet[Any] = get_user_model()._default_manager.filter(is_active=True)
    inside = users.model._default_manager.filter(groups__name__in=Role.values)
    return users.filter(pk__in=inside.values("pk")).order_by("name", "pk")


class MemberField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """One member, called by name and never by address."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name or _("Somebody without a name"))
