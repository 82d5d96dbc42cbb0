"""Who hears what of a call: its followers, its asker, and whoever answered it."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cms.mailing.services import write_mail
from cms.models import Notice
from cms.notices.following import followers
from cms.notices.kinds import NoticeKind, kinds
from cms.notices.services import tell
from coalitions.enums import Visibility
from coalitions.models import Answer, Call
from coalitions.reads.calls import signed
from network.models import User
from network.reads.contact import network_contact

MAIL = "calls"
NEW = "call_new"
SUITS = "call_suits"
CLOSED = "call_closed"
THANKED = "call_thanked"
kinds.register(
    NEW,
    NoticeKind(
        label=gettext_lazy("Calls and questions"),
        why=gettext_lazy("You get this because you follow the coalition or the topic."),
    ),
)
kinds.register(
    CLOSED,
    NoticeKind(
        label=gettext_lazy("Your calls that closed"),
        why=gettext_lazy("You get this because you asked it, and the last day has passed."),
    ),
)
kinds.register(
    THANKED,
    NoticeKind(
        label=gettext_lazy("Thanks for your answer"),
        why=gettext_lazy("You get this because you answered."),
    ),
)


def _address(call: Call) -> Callable[[], str]:
    return lambda: reverse("call", args=[call.pk])


def tell_followers(call: Call, by: Any) -> None:
    """Tell who follows the coalition or the theme, unless only the coalition may know."""
    if call.visibility == Visibility.COALITION:
        return
    told: set[int] = set()
    for page in _pages(call):
        users = [
            user
            for user in followers(page)
            if user.pk not in told and user.has_perm("coalitions.read_network")
        ]
        told |= {user.pk for user in users}
        tell(
            NEW,
            users,
            key=str(call.pk),
            line=lambda: headline(call),
            address=_address(call),
            page=page,
            by=by,
        )


def _pages(call: Call) -> Iterator[Any]:
    if call.coalition and (page := call.coalition.page):
        yield page
    if call.theme and call.theme.live:
        yield call.theme


def headline(call: Call) -> str:
    """Return what a call is and asks, in the active language."""
    return f"{call.get_kind_display()}: {call.line}"


def renew(call: Call) -> None:
    """Let what people were told of a call say what it asks now: words may have been taken out."""
    told = Notice.objects.filter(kind__in=[NEW, SUITS], key=str(call.pk))
    for language in set(told.values_list("recipient__language", flat=True)):
        with override(language):
            told.filter(recipient__language=language).update(line=headline(call))


def forget_closing(call: Call) -> None:
    """Leave out of the next mail that a call closed which is open again."""
    Notice.objects.unmailed().filter(kind=CLOSED, key=str(call.pk)).delete()


def take_back(call: Call) -> None:
    """Let nobody hear any more of a call that they may not read from now on."""
    Notice.objects.filter(kind__in=[NEW, SUITS, CLOSED, THANKED], key=str(call.pk)).delete()


def tell_closed(call: Call) -> None:
    """Tell who asks that the last day has passed."""
    tell(
        CLOSED,
        askers(call),
        key=str(call.pk),
        line=lambda: (
            _("“%(line)s” closed, because its last day has passed. Thank who answered, or go on.")
            % {"line": _short(call.line)}
        ),
        address=_address(call),
    )


def thank(call: Call, by: Any) -> None:
    """Pass on the word of thanks: on the site to members, by mail to whoever is none."""
    answers = list(call.answers.shown())
    authors = User.objects.filter(pk__in=[answer.author_id for answer in answers])
    tell(
        THANKED,
        [user for user in authors if may_read(user, call)],
        key=str(call.pk),
        line=lambda: _("Thanks for your answer: %(thanks)s") % {"thanks": call.thanks},
        address=_address(call),
        by=by,
    )
    if call.visibility != Visibility.PUBLIC:
        # They could read it when they answered, and cannot now.
        return
    for answer in answers:
        if answer.email:
            _mail("thanks", call, answer, to=answer.email, language=answer.language)


def ask_to_confirm(answer: Answer, token: str) -> None:
    """Mail the link that shows an answer of somebody who has no account.

    What they typed is not in the mail: it may go to somebody who never asked for it.
    """
    _mail("confirm", answer.call, answer, token, to=answer.email, language=answer.language)


def tell_answered(answer: Answer) -> None:
    """Mail who asks, right away: this is their own call."""
    for user in askers(answer.call):
        if user.pk != answer.author_id and may_read(user, answer.call):
            _mail("answered", answer.call, answer, recipient=user, language=user.language)


def askers(call: Call) -> list[Any]:
    """Return who hears of answers: who asked, or else who leads the coalition that asks."""
    asker = call.asked_by
    found = [asker] if asker and asker.is_active else call.coalition.leads if call.coalition else []
    return [user for user in found if user.is_active]


def may_read(user: Any, call: Call) -> bool:
    """Whether this account may read this call."""
    readable: QuerySet[Call] = Call.objects.for_reader(user)
    return readable.filter(pk=call.pk).exists()


def _mail(name: str, call: Call, answer: Answer, token: str = "", **options: Any) -> None:
    context = {
        "call": call,
        "answer": answer,
        "token": token,
        "answered_by": signed(answer.author, answer.organisation, inside=True),
        "contact": network_contact(options["language"]),
    }
    key = f"{MAIL}:{name}:{answer.pk}"
    write_mail(MAIL, f"coalitions/mails/{name}", context, key=key, **options)


def _short(line: str) -> str:
    return line if len(line) <= 120 else line[:119].rstrip() + "…"
