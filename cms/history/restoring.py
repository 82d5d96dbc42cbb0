"""Putting an earlier version of a page back, and taking one out of sight."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from cms.enums import ChangeKind
from cms.history.exceptions import HistoryError
from cms.history.reads import changes_of
from cms.history.services import noting
from cms.models import PageChange
from cms.translations import translation_of


def may_restore(page: Page, user: Any) -> bool:
    """Whether somebody may put an earlier version of this page back."""
    if not user.has_perm("cms.restore_page", page):
        return False
    return bool(page.permissions_for_user(user).can_publish())


@transaction.atomic
def restore(change: PageChange, user: Any, note: str = "") -> None:
    """Publish once more what readers saw from this change on.

    Raises `HistoryError` where that would bury a draft, or be undone by the original of a
    translation; nothing has changed then.
    """
    page = Page.objects.select_for_update(of=("self",)).get(pk=change.page_id).specific
    revision = _revision_of(change)
    _refuse_where_lost(page, revision, user)
    old = revision.as_object()
    # When it goes online and offline is about now, not about then.
    old.go_live_at, old.expire_at, old.expired = None, page.expire_at, False
    try:
        again = old.save_revision(
            user=user, log_action=True, previous_revision=revision, clean=True
        )
        with noting(note, ChangeKind.RESTORED, by=user):
            again.publish(user=user, previous_revision=revision)
    except ValidationError as error:
        raise HistoryError(
            _("This version does not fit any more: %(why)s") % {"why": " ".join(error.messages)}
        ) from error


def _revision_of(change: PageChange) -> Revision:
    if change.revision is None:
        raise HistoryError(_("This version is not kept any more."))
    return change.revision


def _refuse_where_lost(page: Page, revision: Revision, user: Any) -> None:
    if page.live_revision_id == revision.pk:
        raise HistoryError(_("This is what the page says now."))
    if page.has_unpublished_changes:
        raise HistoryError(
            _("Somebody is working on a draft of this page. Publish or drop that draft first.")
        )
    lock = page.get_lock()
    if lock is not None and lock.for_user(user):
        raise HistoryError(_("This page is locked. Ask who locked it."))
    if translation_of(page) is not None:
        raise HistoryError(
            _("This is a translation: put the original back, or change the translation itself.")
        )


@transaction.atomic
def hide(change: PageChange, user: Any) -> None:
    """Take what an earlier version said out of the public history; that it was there, stays.

    Raises `HistoryError` for what the page says now: change the page first.
    """
    page = Page.objects.get(pk=change.page_id)
    if change.revision is None:
        return
    if page.live_revision_id == change.revision_id:
        raise HistoryError(
            _("This is what the page says now. Change the page first, then hide this version.")
        )
    log(page, "cms.hide_version", user=user, revision=change.revision, data={"change": change.pk})
    changes_of(page).filter(pk=change.pk).update(revision=None)
