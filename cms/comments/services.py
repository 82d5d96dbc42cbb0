"""Comments: said, answered, changed, taken away, resolved and opened again."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.comments import notices
from cms.credits import organisation_name
from cms.models import PageComment


class CommentError(Exception):
    """A comment cannot be kept; the message says why, to whoever wrote it."""


@transaction.atomic
def say(
    page: Page,
    user: Any,
    key: UUID,
    text: str,
    *,
    answers: PageComment | None = None,
    mentioned: Iterable[int] = (),
) -> PageComment:
    """Return a comment on a page, or an answer to one; the same key twice is one comment.

    Raises `CommentError` when something else was said under the same key, or when what it answers
    was resolved or taken away meanwhile.
    """
    start = _open(answers) if answers else None
    values = {
        "translation_key": page.translation_key,
        "answers": start,
        "author": user,
        "organisation": organisation_name(user),
        "language": get_language() or "",
        "text": text,
    }
    kept: tuple[PageComment, bool] = PageComment.objects.get_or_create(key=key, defaults=values)
    comment, made = kept
    if made:
        comment.mentioned.set(mentioned)
        notices.tell_of(comment, page)
    elif not _same(comment, values):
        raise CommentError(
            _("An earlier text was posted already. Send once more to post this one beside it.")
        )
    return comment


def _open(answers: PageComment) -> PageComment:
    """Return the beginning of the conversation, locked while an answer is added."""
    start = answers.answers_id or answers.pk
    locked: PageComment = PageComment.objects.select_for_update().get(pk=start)
    if locked.resolved_at:
        raise CommentError(
            _("This conversation was closed in the meantime. Open it again if you want to answer.")
        )
    return locked


def _same(comment: PageComment, values: dict[str, Any]) -> bool:
    return all(
        getattr(comment, name) == values[name] for name in ("author", "text", "answers")
    ) and (comment.translation_key == values["translation_key"])


def change(comment: PageComment, text: str) -> None:
    """Say it in other words. Raises `CommentError` for what was taken away meanwhile."""
    changed = PageComment.objects.filter(pk=comment.pk, removed_at=None).update(
        text=text, edited_at=timezone.now()
    )
    if not changed:
        raise CommentError(_("This comment was taken away in the meantime."))


@transaction.atomic
def take_away(comment: PageComment) -> None:
    """Forget what was said; answers to it stay. Twice is the same as once."""
    gone = PageComment.objects.filter(pk=comment.pk, removed_at=None)
    if gone.update(text="", removed_at=timezone.now()):
        comment.mentioned.clear()
        notices.take_back(comment)


def resolve(comment: PageComment, user: Any) -> None:
    """Fold a conversation: its question was answered. Twice is the same as once."""
    _beginning(comment).filter(resolved_at=None).update(
        resolved_at=timezone.now(), resolved_by=user
    )


def reopen(comment: PageComment) -> None:
    """Take up a conversation again."""
    _beginning(comment).update(resolved_at=None, resolved_by=None)


def _beginning(comment: PageComment) -> Any:
    return PageComment.objects.filter(pk=comment.answers_id or comment.pk)
