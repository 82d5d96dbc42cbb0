"""Approval by whoever leads the coalition."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cms.plugins.steps import ReviewTask
from cms.plugins.things import authors_of, page_of


class LeadApproval(ReviewTask):
    """Lead or deputy approve; the coordinator where nobody leads."""

    question = _("You lead the coalition that this is about. Is it right?")

    class Meta:
        verbose_name = _("approval by the lead")
        verbose_name_plural = _("approvals by the lead")

    @classmethod
    def get_description(cls) -> Any:
        return _("Lead or deputy of the coalition approve; the coordinator where nobody leads")

    def may_ever_act(self, user: Any) -> bool:
        return bool(user.has_perm("cms.take_steps"))

    def may_act(self, user: Any, thing: Any) -> bool:
        """Whether somebody leads the coalition, or keeps the whole network going."""
        from coalitions.lead_approval.rules import coalitions_of, leads_one_of  # they read models

        if not user.has_perm("cms.take_steps"):
            return False
        found = coalitions_of(page_of(thing))
        return bool(user.has_perm("coalitions.appoint") or leads_one_of(user, found))

    def reviewers(self, thing: Any) -> QuerySet[Any]:
        from coalitions.lead_approval.rules import leads_of  # it reads models

        # Whoever made it does not count: then the others look, or the coordinator.
        wanted = leads_of(page_of(thing)) - authors_of(thing)
        users: QuerySet[Any] = get_user_model()._default_manager
        return users.filter(pk__in=wanted, is_active=True)
