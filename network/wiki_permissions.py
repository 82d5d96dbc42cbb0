"""Who may do what with what people do on a page beside its text, one rule a line.

Apart from `network/permissions.py`, which the second step itself is built on.
"""

from typing import Any

from django.db.models import Q
from rules.permissions import add_perm
from rules.predicates import predicate

from cms.models import PageCare, PageComment
from network.enums import Role
from network.permissions import add_desk_perm, administers, holds, takes_part
from network.second_step import past_second_step


@predicate
def said(user: Any, comment: PageComment | None) -> bool:
    """Whether somebody wrote this comment."""
    return comment is not None and user.pk is not None and user.pk == comment.author_id


@predicate
def looks_after_its_page(user: Any, comment: Any) -> bool:
    """Whether somebody is owner or deputy of the page that a comment is about.

    A list of comments on one page reads them once and leaves them on each as `carers`.
    """
    if comment is None:
        return False
    if not hasattr(comment, "carers"):
        care = PageCare.objects.filter(translation_key=comment.translation_key)
        comment.carers = {pk for pair in care.values_list("owner", "deputy") for pk in pair}
    return user.pk in comment.carers


@predicate
def looks_after(user: Any, page: Any) -> bool:
    """Whether somebody is owner or deputy of this page, in whichever language."""
    if page is None or user.pk is None:
        return False
    care = PageCare.objects.filter(translation_key=page.translation_key)
    return care.filter(Q(owner=user) | Q(deputy=user)).exists()


keeps_pages = (holds(Role.EDITOR, Role.COORDINATOR) | administers) & past_second_step

add_perm("cms.change_comment", takes_part & said)
add_perm("cms.take_away_comment", takes_part & (said | keeps_pages))
add_perm("cms.resolve_comment", takes_part & (said | looks_after_its_page | keeps_pages))
translates = holds(Role.TRANSLATOR, Role.EDITOR) | administers
add_desk_perm("cms.see_translations", translates)
add_perm("cms.take_steps", takes_part & past_second_step)
add_perm("cms.restore_page", (holds(Role.EDITOR) | administers) & past_second_step)
add_perm("cms.see_page_care", takes_part)
add_perm("cms.confirm_page", (takes_part & looks_after) | keeps_pages)
add_desk_perm("cms.keep_page_care", holds(Role.EDITOR, Role.COORDINATOR) | administers)
