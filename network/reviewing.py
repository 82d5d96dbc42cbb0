"""Who of the network looks at what is suggested on any page."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from rules.permissions import add_perm
from rules.predicates import predicate
from wagtail.models import Page

from cms.suggestions.reviewers import ReviewRule, may_review, reviewers
from network.enums import Role
from network.permissions import administers, holds, takes_part
from network.second_step import past_second_step

keeps_pages = (holds(Role.EDITOR, Role.COORDINATOR) | administers) & past_second_step


def editors(_page: Page) -> QuerySet[Any]:
    """Return the knowledge editors: they are told, others who may look are not bothered."""
    users: QuerySet[Any] = get_user_model()._default_manager.filter(is_active=True)
    return users.filter(groups__name=Role.EDITOR.value)


reviewers.register("network", ReviewRule(lambda user, _page: bool(keeps_pages(user)), editors))
add_perm("cms.review", takes_part & predicate(may_review, "looks at it"))
