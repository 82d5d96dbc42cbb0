"""Approval by whoever looks after the page."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cms.builtin.owner_approval.rules import carers_of, looks_after
from cms.plugins.steps import GroupTask
from cms.plugins.things import authors_of, page_of


class OwnerApproval(GroupTask):
    """Owner or deputy approve. Where nobody else looks after the page, the chosen groups do."""

    question = _("You look after this page. Is this still right for it?")

    class Meta:
        verbose_name = _("approval by the owner")
        verbose_name_plural = _("approvals by the owner")

    @classmethod
    def get_description(cls) -> Any:
        return _("Owner or deputy of the page approve; the groups where there are none")

    def may_ever_act(self, user: Any) -> bool:
        return bool(user.has_perm("cms.take_steps"))

    def may_act(self, user: Any, thing: Any) -> bool:
        """Whether somebody looks after the page, or is asked because nobody else does."""
        if not user.has_perm("cms.take_steps"):
            return False
        if looks_after(user, page_of(thing)) or user.is_superuser:
            return True
        return not _others(thing) and super().may_act(user, thing)

    def reviewers(self, thing: Any) -> QuerySet[Any]:
        if others := _others(thing):
            users: QuerySet[Any] = get_user_model()._default_manager.filter(pk__in=others)
            return users
        return super().reviewers(thing)


def _others(thing: Any) -> set[int]:
    """Return who looks after the page and did not make what waits."""
    carers = carers_of(page_of(thing)) - authors_of(thing)
    active = get_user_model()._default_manager.filter(pk__in=carers, is_active=True)
    return set(active.values_list("pk", flat=True))
