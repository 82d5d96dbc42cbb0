"""Lists of pages that need something; each floor registers those that it knows.

A list holds a question to the database, never a stored mark: what was mended is off the list.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, WorkflowState

from cms.models import PageCare, Suggestion
from cms.registry import Registry
from cms.translations.reads import fallen_behind


@dataclass(frozen=True, slots=True)
class PageList:
    """Pages with one need: a lazy label, and a lazy line on what helps.

    `address` is where one of them is dealt with; without it that is the page itself.
    """

    label: Any
    hint: Any
    pages: Callable[[], QuerySet[Page]]
    order: int
    address: Callable[[Page], str] | None = None


lists: Registry[PageList] = Registry("list of the editors' desk")


def in_review() -> QuerySet[Page]:
    """Return the pages that a step of a workflow waits for."""
    going = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    ids = [int(number) for number in going.values_list("object_id", flat=True)]
    return Page.objects.filter(pk__in=ids)


def with_suggestions() -> QuerySet[Page]:
    """Return the pages for which a suggestion waits."""
    waiting = Suggestion.objects.waiting().order_by().filter(page=OuterRef("pk"))
    return Page.objects.filter(Exists(waiting))


def overdue() -> QuerySet[Page]:
    """Return the published originals whose day of review has passed."""
    keys = PageCare.objects.overdue(timezone.localdate()).order_by().values("translation_key")
    return originals().filter(translation_key__in=keys)


def uncared_for() -> QuerySet[Page]:
    """Return the published originals that are read by all and that nobody looks after."""
    kept = PageCare.objects.filter(owner__isnull=False).values("translation_key")
    return originals().exclude(translation_key__in=kept).filter(depth__gt=3)


def stale() -> QuerySet[Page]:
    """Return the translations that say something else than their original does now."""
    return Page.objects.filter(pk__in=fallen_behind().order_by().values("page_pk"))


def originals() -> QuerySet[Page]:
    """Return the published pages in the site's first language."""
    return Page.objects.live().filter(locale__language_code=settings.LANGUAGE_CODE, alias_of=None)


lists.register(
    "review",
    PageList(
        label=_("Being reviewed"),
        hint=_("A draft of these waits for the next step. Open it and decide."),
        pages=in_review,
        order=10,
        address=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk]),
    ),
)
lists.register(
    "suggestions",
    PageList(
        label=_("With a suggestion"),
        hint=_("Somebody proposed a better text. Accept, change or decline it."),
        pages=with_suggestions,
        order=20,
        address=lambda _page: reverse("suggestions"),
    ),
)
lists.register(
    "overdue",
    PageList(
        label=_("To be read again"),
        hint=_("Their day of review has passed. Read them, or hand them over."),
        pages=overdue,
        order=30,
    ),
)
lists.register(
    "stale",
    PageList(
        label=_("Translation behind"),
        hint=_("The original changed since. Translate what is missing, and publish it."),
        pages=stale,
        order=40,
        address=lambda page: reverse("wagtailadmin_pages:edit", args=[page.pk]),
    ),
)
lists.register(
    "uncared",
    PageList(
        label=_("Nobody looks after it"),
        hint=_("Nobody is told when something happens to these. Hand them to somebody."),
        pages=uncared_for,
        order=80,
    ),
)
