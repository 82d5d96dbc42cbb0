"""Which pages somebody looks after, and which nobody does."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.models import PageCare
from cms.notices.audience import Doors

# So long before its day somebody is asked to read a page again.
AHEAD = timedelta(days=14)


class CareList(models.TextChoices):
    """Which pages a list of pages shows."""

    OVERDUE = "overdue", gettext_lazy("To read again")
    NOBODY = "nobody", gettext_lazy("Nobody looks after it")
    ALL = "all", gettext_lazy("All pages")


@dataclass(frozen=True, slots=True)
class CaredPage:
    """A page with who looks after it, as far as anybody does."""

    page: Page
    care: PageCare | None
    overdue: bool

    @property
    def owner(self) -> str:
        return keeper_name(self.care.owner) if self.care else ""

    @property
    def deputy(self) -> str:
        return keeper_name(self.care.deputy) if self.care else ""


def keeper_name(user: Any) -> str:
    """Return the name of who looks after something; nothing where that is nobody any more.

    Whoever has no name here may not want their address on somebody's screen.
    """
    if user is None or not user.is_active:
        return ""
    return str(getattr(user, "name", "") or _("somebody without a name"))


def keepers() -> QuerySet[Any]:
    """Return who may be asked to look after a page: who takes part."""
    users: QuerySet[Any] = get_user_model()._default_manager.filter(is_active=True)
    return users.filter(groups__isnull=False).exclude(name="").distinct().order_by("name", "pk")


def pages_with_care(reader: Any, *, keys: Collection[UUID] | None = None) -> list[CaredPage]:
    """Return the published originals that `reader` may open, what is longest overdue first."""
    pages = Page.objects.live().filter(depth__gt=2, locale__language_code=settings.LANGUAGE_CODE)
    if keys is not None:
        pages = pages.filter(translation_key__in=keys)
    found = Doors().open_to(reader, pages.select_related("locale", "alias_of").order_by("title"))
    cares = PageCare.objects.select_related("owner", "deputy")
    if keys is not None:
        cares = cares.filter(translation_key__in=keys)
    by_key = {care.translation_key: care for care in cares}
    today = timezone.localdate()
    cared = [_cared(page, by_key.get(page.translation_key), today) for page in found]
    return sorted(cared, key=_urgency)


def _cared(page: Page, care: PageCare | None, today: date) -> CaredPage:
    return CaredPage(page, care, bool(care and care.review_on and care.review_on < today))


def _urgency(each: CaredPage) -> date:
    return (each.care.review_on if each.care else None) or date.max


def chosen(found: Sequence[CaredPage], which: str, keeper: Any = None) -> list[CaredPage]:
    """Keep what is on one list, or what one account looks after."""
    if keeper is not None:
        return [each for each in found if _is_kept_by(each, keeper)]
    if which == CareList.OVERDUE:
        return [each for each in found if each.overdue]
    if which == CareList.NOBODY:
        return [each for each in found if not each.owner and not each.deputy]
    return list(found)


def _is_kept_by(each: CaredPage, keeper: Any) -> bool:
    return each.care is not None and keeper.pk in {each.care.owner_id, each.care.deputy_id}


def my_pages(user: Any) -> list[CaredPage]:
    """Return what somebody looks after, as owner or as deputy."""
    own = PageCare.objects.filter(Q(owner=user) | Q(deputy=user))
    keys = set(own.values_list("translation_key", flat=True))
    return pages_with_care(user, keys=keys) if keys else []


def asked_again(user: Any, until: date) -> list[PageCare]:
    """Return the rows of what somebody looks after and should read again before `until`."""
    own = PageCare.objects.filter(Q(owner=user) | Q(deputy=user), review_on__lte=until)
    return list(own.order_by("review_on", "pk"))


def asked_again_whom() -> set[int]:
    """Return the accounts that look after something that should be read again soon."""
    due = PageCare.objects.filter(review_on__lte=timezone.localdate() + AHEAD)
    return {pk for pair in due.values_list("owner", "deputy") for pk in pair if pk}


def in_active_language(keys: Collection[UUID]) -> dict[UUID, Page]:
    """Return one published page for each key: in the reader's language where there is one."""
    found: dict[UUID, Page] = {}
    pages = Page.objects.live().filter(translation_key__in=keys).select_related("locale")
    for page in pages.order_by("pk"):
        if page.locale.language_code == get_language() or page.translation_key not in found:
            found[page.translation_key] = page
    return found
