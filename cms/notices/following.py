"""Following a page: who does, and what they hear when it changes or something is added to it."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db.models import QuerySet
from django.dispatch import receiver
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.log_actions import get_active_log_context
from wagtail.models import Page
from wagtail.signals import page_published

from cms.models import Follow
from cms.notices.kinds import NoticeKind, kinds
from cms.notices.services import tell
from cms.registry import Registry

# Floors say which pages a page belongs to: their followers hear of it when it is new.
belongings: Registry[Callable[[Page], Iterable[Page]]] = Registry("reading of what a page is about")

CHANGED = "changed"
ADDED = "added"
kinds.register(
    CHANGED,
    NoticeKind(
        label=gettext_lazy("Changed pages"),
        why=gettext_lazy("You get this because you follow the page."),
    ),
)
kinds.register(
    ADDED,
    NoticeKind(
        label=gettext_lazy("New pages"),
        why=gettext_lazy("You get this because you follow what it is about."),
    ),
)


def follow(user: Any, page: Page) -> None:
    """Follow a page in whichever language; following it twice changes nothing."""
    Follow.objects.get_or_create(user=user, translation_key=page.translation_key)


def unfollow(user: Any, key: Any) -> None:
    """Stop following the page with this `translation_key`; harmless if nobody did."""
    Follow.objects.about(key).filter(user=user).delete()


def followers(page: Page) -> QuerySet[Any]:
    """Return the accounts that follow this page."""
    users: QuerySet[Any] = get_user_model()._default_manager.all()
    return users.filter(follows__translation_key=page.translation_key)


def in_active_language(page: Page) -> Page:
    """Return the published version of a page in the active language, or the page itself."""
    versions = Page.objects.live().filter(translation_key=page.translation_key)
    return versions.filter(locale__language_code=get_language()).first() or page


@receiver(page_published, dispatch_uid="cms.notices.tell_followers")
def tell_followers(
    instance: Page, revision: Any = None, alias: bool = False, **_kwargs: Any
) -> None:
    """Tell who follows this page that it changed, or who follows what it is about that it is new.

    An alias says nothing new, and a first translation neither: it was told of the original.
    """
    if alias or not Follow.objects.exists():
        return
    by = get_active_log_context().user or getattr(revision, "user", None)
    first = instance.first_published_at == instance.last_published_at
    if not first:
        _tell_changed(instance, by)
    elif instance.locale.language_code == settings.LANGUAGE_CODE:
        _tell_added(instance, by)


def _tell_changed(page: Page, by: Any) -> None:
    tell(
        CHANGED,
        _who_read(page, followers(page)),
        key=str(page.translation_key),
        line=lambda: _("“%(title)s” was changed.") % {"title": in_active_language(page).title},
        address=lambda: in_active_language(page).get_url() or "",
        page=page,
        by=by,
    )


def _who_read(page: Page, users: QuerySet[Any]) -> QuerySet[Any]:
    """Keep those who read this version: it is in their language, or their language has none."""
    versions = Page.objects.live().filter(translation_key=page.translation_key, alias_of=None)
    others = versions.exclude(pk=page.pk).values("locale__language_code")
    return users.exclude(language__in=others)


def _tell_added(page: Page, by: Any) -> None:
    told: set[int] = set()
    for about in _belongs_to(page):
        users = [user for user in followers(about) if user.pk not in told]
        told |= {user.pk for user in users}
        tell(
            ADDED,
            users,
            key=str(page.translation_key),
            line=lambda about=about: _added_line(page, about),  # type: ignore[misc]
            address=lambda: in_active_language(page).get_url() or "",
            page=page,
            by=by,
        )


def _added_line(page: Page, about: Page) -> str:
    return _("“%(title)s” is new. It is about “%(followed)s”.") % {
        "title": in_active_language(page).title,
        "followed": in_active_language(about).title,
    }


def _belongs_to(page: Page) -> list[Page]:
    return [about for find in belongings for about in find(page) if about.live]
