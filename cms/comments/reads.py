"""Comments as pages show them: conversations, who said what, and what their reader may do."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.translation import get_language
from wagtail.models import Page

from cms.comments.notices import address_of
from cms.credits import credit_line
from cms.models import PageCare, PageComment
from cms.notices.reads import page_to_follow

PER_PAGE = 20


@dataclass(slots=True)
class Spoken:
    """A comment as one reader sees it; `gone` is one that was taken away."""

    comment: PageComment
    who: str
    whom: list[str]
    address: str
    foreign: str
    gone: bool
    may_change: bool
    may_take_away: bool


@dataclass(slots=True)
class Conversation:
    """A comment with its answers."""

    start: Spoken
    answers: list[Spoken] = field(default_factory=list)
    may_resolve: bool = False
    resolved_by: str = ""

    @property
    def is_resolved(self) -> bool:
        """Whether it is folded."""
        return self.start.comment.resolved_at is not None

    @property
    def is_empty(self) -> bool:
        """Whether all of it was taken away."""
        return self.start.gone and not self.answers


def takes_comments(page: Page) -> bool:
    """Whether members talk about this page: they do where they may suggest what it should say."""
    return bool(getattr(page.specific_class, "suggestible_fields", ()))


def commented_page(user: Any, key: UUID) -> Page:
    """Return a page in the active language that takes comments; `Http404` where `user` has none."""
    page = page_to_follow(user, key)
    if page is None or not takes_comments(page):
        raise Http404
    return page


def number_of(page: Page) -> int:
    """Return how many comments there are with a page, in all languages."""
    return int(PageComment.objects.about(page.translation_key).count())


def conversations(user: Any, key: UUID) -> list[Conversation]:
    """Return what was said about a page, the latest conversation first; as many queries always."""
    comments = PageComment.objects.filter(translation_key=key)
    return [each for each in _talks(user, comments) if not each.is_empty][::-1]


def one_conversation(user: Any, key: UUID, pk: int) -> Conversation:
    """Return the conversation that a comment on this page is in, or raise `Http404`."""
    comment = PageComment.objects.filter(translation_key=key, pk=pk).first()
    if comment is None:
        raise Http404
    start = comment.answers_id or comment.pk
    own = PageComment.objects.filter(pk=start) | PageComment.objects.filter(answers=start)
    for each in _talks(user, own):
        if not each.is_empty:
            return each
    raise Http404


def one_comment(key: UUID, pk: int, *, gone: bool = False) -> PageComment:
    """Return a comment on this page that stands (or stood), or raise `Http404`."""
    comments = PageComment.objects.filter(translation_key=key, pk=pk)
    found: PageComment | None = (comments if gone else comments.filter(removed_at=None)).first()
    if found is None:
        raise Http404
    return found


def one_page(found: list[Conversation], number: str | None) -> Any:
    """Return a page of conversations that nobody resolved."""
    return Paginator([each for each in found if not each.is_resolved], PER_PAGE).get_page(number)


def _talks(user: Any, comments: Any) -> list[Conversation]:
    """Return conversations in the order in which they began."""
    loaded = comments.select_related("author", "resolved_by").prefetch_related("mentioned")
    rows: list[Any] = list(loaded.order_by("created_at", "pk"))
    carers = _carers(rows[0].translation_key) if rows else set()
    talks: dict[int, Conversation] = {}
    for row in rows:
        row.carers = carers
        if row.answers_id is None:
            talks[row.pk] = _conversation(user, row)
    for row in rows:
        if row.answers_id in talks and row.removed_at is None:
            talks[row.answers_id].answers.append(_spoken(user, row))
    return list(talks.values())


def _carers(key: UUID) -> set[Any]:
    care = PageCare.objects.filter(translation_key=key)
    return {pk for pair in care.values_list("owner", "deputy") for pk in pair}


def _conversation(user: Any, row: PageComment) -> Conversation:
    by = row.resolved_by
    return Conversation(
        start=_spoken(user, row),
        may_resolve=user.has_perm("cms.resolve_comment", row),
        resolved_by=credit_line(by, "", user) if by else "",
    )


def _spoken(user: Any, row: PageComment) -> Spoken:
    gone = row.removed_at is not None
    return Spoken(
        comment=row,
        who=credit_line(row.author, row.organisation, user),
        whom=[each.name for each in row.mentioned.all() if each.name],
        address=address_of(row),
        foreign=row.language if row.language != get_language() else "",
        gone=gone,
        may_change=not gone and user.has_perm("cms.change_comment", row),
        may_take_away=not gone and user.has_perm("cms.take_away_comment", row),
    )
