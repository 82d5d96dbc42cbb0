"""The table of translations that fell behind, as far as its reader may change those pages."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.paginator import Page as Results
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Page, WorkflowState
from wagtail.permissions import policy_registry
from wagtail_localize.models import StringTranslation

from cms.desk import WaitingItem, WaitingList, waiting
from cms.translations.reads import UNREAD, fallen_behind, plain
from cms.translations.reads import to_translate as sentences

PER_PAGE = 25
# Enough to see what it is about; the editor shows all.
SHOWN = 5


@dataclass(frozen=True, slots=True)
class Row:
    """A translation that fell behind: how much there is to do, and what can be done now."""

    title: str
    original: str
    language: str
    edit: str
    missing: int
    total: int
    since: date
    paragraphs: Sequence[str]
    is_reviewed: bool
    is_live: bool
    submit: str


def found_for(user: Any) -> Any:
    """Return the translations that fell behind of the pages that this account may change."""
    may = policy_registry.get_by_type(Page).instances_user_has_permission_for(user, "change")
    return fallen_behind().filter(page_pk__in=may.values("pk"))


def one_page(user: Any, number: str | None) -> Results[Any]:
    """Return a page of the table."""
    found: Results[Any] = Paginator(found_for(user), PER_PAGE).get_page(number)
    return found


def rows_of(user: Any, translations: Iterable[Any]) -> list[Row]:
    """Return what the table says of these; as many queries for one as for all of a page."""
    listed = list(translations)
    keys = {each.page_pk for each in listed}
    pages = Page.objects.select_related("locale").in_bulk(keys)
    titles = _original_titles(listed)
    reviewed = _reviewed(keys)
    paragraphs = _paragraphs(listed)
    return [
        _row(each, pages[each.page_pk], titles, paragraphs[each.pk], each.page_pk in reviewed)
        for each in listed
    ]


def _row(each: Any, page: Any, titles: Any, paragraphs: list[str], is_reviewed: bool) -> Row:
    ready = not each.missing and not is_reviewed
    return Row(
        title=page.title,
        original=titles.get(each.source_id, ""),
        language=page.locale.get_display_name(),
        edit=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        missing=each.missing,
        total=each.total,
        since=timezone.localdate(each.source.last_updated_at),
        paragraphs=paragraphs[:SHOWN],
        is_reviewed=is_reviewed,
        is_live=page.live,
        submit=reverse("submit_translation", args=[page.pk]) if ready else "",
    )


def _original_titles(translations: list[Any]) -> dict[int, str]:
    pages = Page.objects.filter(
        translation_key__in={each.source.object_id for each in translations}
    ).values_list("translation_key", "locale", "title")
    titles = {(key, locale): title for key, locale, title in pages}
    return {
        each.source_id: titles.get((each.source.object_id, each.source.locale_id), "")
        for each in translations
    }


def _reviewed(pages: set[int]) -> set[int]:
    """Return which of these pages are being reviewed now."""
    ids = {str(pk) for pk in pages}
    states = WorkflowState.objects.active().filter(
        base_content_type__app_label="wagtailcore", base_content_type__model="page"
    )
    found = states.filter(object_id__in=ids).values_list("object_id", flat=True)
    return {int(pk) for pk in found}


def _paragraphs(translations: list[Any]) -> dict[int, list[str]]:
    """Return the original's texts that have no translation, by translation."""
    found: dict[int, list[str]] = defaultdict(list)
    for locale in {each.target_locale_id for each in translations}:
        ours = {each.source_id: each.pk for each in translations if each.target_locale_id == locale}
        said = StringTranslation.objects.filter(
            translation_of=OuterRef("string"), context=OuterRef("context"), has_error=False
        ).filter(locale=locale)
        segments = sentences().filter(source__in=ours).exclude(Exists(said))
        for each in segments.select_related("string", "context").order_by("source", "order"):
            if each.context.path not in UNREAD:
                found[ours[each.source_id]].append(plain(each.string.data))
    return found


def to_translate(user: Any) -> Sequence[WaitingItem]:
    """Return one item for all translations that fell behind."""
    if not user.has_perm("cms.see_translations"):
        return []
    number = found_for(user).count()
    if not number:
        return []
    line = ngettext(
        "%(number)d translation fell behind", "%(number)d translations fell behind", number
    )
    return [WaitingItem(line % {"number": number}, reverse("translations_table"))]


def _may_enter_admin() -> set[int]:
    """Return who may translate, which is done in the admin; nobody while nothing fell behind."""
    if not fallen_behind().exists():
        return set()
    admin = Permission.objects.filter(codename="access_admin")
    may = Q(groups__permissions__in=admin) | Q(user_permissions__in=admin) | Q(is_superuser=True)
    found = get_user_model()._default_manager.filter(may)
    return set(found.values_list("pk", flat=True))


waiting.register(
    "translations",
    WaitingList(
        gettext_lazy("Translations"),
        to_translate,
        order=47,
        address=lambda: reverse("translations_table"),
        whom=_may_enter_admin,
    ),
)
