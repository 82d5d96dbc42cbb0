"""What the desk shows: the lists with their counts, and one page of rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.urls import reverse
from wagtail.models import Page
from wagtail.permissions import policy_registry

from cms.editors.lists import PageList, lists
from cms.models import PageCare
from cms.models.pages import without_private

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Counted:
    """One list in the row of lists."""

    name: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Row:
    """One page of a list: where it is dealt with, where it is edited, who looks after it."""

    page: Page
    title: str
    kind: str
    address: str
    edit: str
    care: PageCare | None


def visible(pages: QuerySet[Page], user: Any) -> QuerySet[Page]:
    """Keep what everybody may read, and what this account works on."""
    public = without_private(Page.objects.live()).values("pk")
    own = policy_registry.get_by_type(Page).explorable_instances(user).values("pk")
    return pages.filter(Q(pk__in=public) | Q(pk__in=own)).filter(alias_of=None)


def counted(user: Any) -> list[Counted]:
    """Return every list with how many pages are on it, in order."""
    ordered = sorted(lists.names(), key=lambda name: lists[name].order)
    return [
        Counted(name, str(lists[name].label), visible(lists[name].pages(), user).count())
        for name in ordered
    ]


def one_page(found: PageList, pages: QuerySet[Page], user: Any, number: Any) -> Any:
    """Return a page of rows, as a Django `Page`, longest untouched first."""
    ordered = pages.select_related("locale", "content_type").order_by(
        "latest_revision_created_at", "pk"
    )
    result = Paginator(ordered, PER_PAGE).get_page(number)
    result.object_list = _rows(found, list(result.object_list), user)
    return result


def _rows(found: PageList, pages: Iterable[Page], user: Any) -> list[Row]:
    pages = list(pages)
    keys = [page.translation_key for page in pages]
    cares = {
        care.translation_key: care
        for care in PageCare.objects.filter(translation_key__in=keys).select_related("owner")
    }
    return [
        Row(
            page=page,
            title=page.get_admin_display_title(),
            kind=str(page.page_type_display_name),
            address=_address(found, page),
            edit=_edit(page, user),
            care=cares.get(page.translation_key),
        )
        for page in pages
    ]


def _address(found: PageList, page: Page) -> str:
    if found.address:
        return found.address(page)
    return (page.get_url() if page.live else "") or ""


def _edit(page: Page, user: Any) -> str:
    if not page.permissions_for_user(user).can_edit():
        return ""
    return reverse("wagtailadmin_pages:edit", args=[page.pk])
