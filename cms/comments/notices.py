"""Who hears of a comment: whom it is for at once by mail, the others in the weekly mail."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Page

from cms.credits import credit_line
from cms.mailing.services import write_mail
from cms.mailing.texts import site_url
from cms.models import Notice, PageCare, PageComment
from cms.notices.following import in_active_language
from cms.notices.kinds import NoticeKind, kinds
from cms.notices.services import tell

MENTIONED = "comment_mention"
SAID = "comment"
kinds.register(
    MENTIONED,
    NoticeKind(
        label=gettext_lazy("Comments that are for you"),
        why=gettext_lazy("You get this because somebody named you in a comment."),
        permission="cms.comment",
    ),
)
kinds.register(
    SAID,
    NoticeKind(
        label=gettext_lazy("Comments on pages"),
        why=gettext_lazy("You get this because you look after the page or wrote there yourself."),
        permission="cms.comment",
    ),
)


def tell_of(comment: PageComment, page: Page) -> None:
    """Tell whom it is for, then who looks after the page or takes part in the conversation.

    The line holds none of its words: they may be changed or taken away before the mail leaves.
    """
    named = set(comment.mentioned.values_list("pk", flat=True))
    _tell(MENTIONED, named, comment, page)
    _mail(comment, page)
    _tell(SAID, _concerned(comment) - named, comment, page)


def _tell(kind: str, ids: Iterable[int], comment: PageComment, page: Page) -> None:
    def line() -> str:
        title = {"title": in_active_language(page).title}
        if kind == MENTIONED:
            return _("There is a comment for you with “%(title)s”.") % title
        return _("There is a new comment with “%(title)s”.") % title

    tell(
        kind,
        get_user_model()._default_manager.filter(pk__in=ids),
        key=key_of(comment),
        line=line,
        address=lambda: address_of(comment),
        page=page,
        by=comment.author,
    )


def _mail(comment: PageComment, page: Page) -> None:
    """Mail those who heard that it is for them; that line need not be in the weekly mail too."""
    heard = Notice.objects.unmailed().filter(kind=MENTIONED, key=key_of(comment))
    for notice in heard.select_related("recipient"):
        reader = notice.recipient
        write_mail(
            MENTIONED,
            "cms/comments/mails/mentioned",
            {
                "comment": comment,
                "page": page,
                "who": credit_line(comment.author, comment.organisation, reader),
                "address": site_url() + notice.address,
            },
            recipient=reader,
            key=f"{MENTIONED}:{comment.pk}:{reader.pk}",
        )
    heard.update(mailed_at=timezone.now())


def _concerned(comment: PageComment) -> set[Any]:
    """Return owner and deputy of the page, and who spoke in the conversation."""
    care = PageCare.objects.filter(translation_key=comment.translation_key)
    ids = {pk for pair in care.values_list("owner", "deputy") for pk in pair}
    if start := comment.answers_id:
        talk = PageComment.objects.filter(Q(pk=start) | Q(answers=start), removed_at=None)
        ids |= set(talk.values_list("author", flat=True))
    return ids - {None}


def take_back(comment: PageComment) -> None:
    """Tell nobody any more of what was taken away."""
    Notice.objects.filter(kind__in=[MENTIONED, SAID], key=key_of(comment)).delete()


def key_of(comment: PageComment) -> str:
    """Return under which key people are told of a comment."""
    return f"comment:{comment.pk}"


def address_of(comment: PageComment) -> str:
    """Return where a comment stands, in the active language."""
    where = reverse("page_comment", args=[comment.translation_key, comment.pk])
    return f"{where}#comment-{comment.pk}"
