"""What waits of the yearly check, on the desk and for editors; and the mark on the page."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.contexts import shown_on
from cms.desk import WaitingItem, WaitingList, desk, waiting
from knowledge.models import Activity
from knowledge.yearly_check.reads import is_said_gone, silent, to_handle
from network.enums import Role
from network.models import User


def _answers(user: Any) -> list[WaitingItem]:
    return [
        WaitingItem(
            line=_answer_line(row.activity, row.check.organisation.name, row.is_gone),
            address=reverse("activity_checks"),
            since=timezone.localdate(row.check.answered_at),
        )
        for row in to_handle(user)
    ]


def _answer_line(activity: Activity, who: str, gone: bool) -> str:
    said = {"title": activity.title, "who": who}
    if gone:
        return _("“%(title)s” no longer exists, says %(who)s.") % said
    return _("“%(title)s”: %(who)s tells what should change.") % said


def _editors() -> set[int]:
    """Return who may handle answers, for the weekly mail."""
    roles = Q(groups__name__in=[Role.EDITOR, Role.ADMINISTRATOR])
    return set(User.objects.filter(roles | Q(is_superuser=True)).values_list("pk", flat=True))


def _waiting_answers(user: Any) -> list[WaitingItem]:
    return _answers(user) if user.has_perm("knowledge.handle_check") else []


def _silent(_user: Any) -> list[WaitingItem]:
    return [
        WaitingItem(
            line=_("%(who)s: is “%(title)s” still right?")
            % {"who": check.organisation.name, "title": activity.title},
            address=reverse("activity_checks") + "#silent",
            since=timezone.localdate(check.asked_at),
        )
        for check, activity in silent()
    ]


_ANSWERS = gettext_lazy("What organisations answered about their activities")
desk.register(
    "yearly check answers",
    WaitingList(_ANSWERS, _answers, order=41, address=lambda: reverse("activity_checks")),
)
desk.register(
    "yearly check silent",
    WaitingList(
        gettext_lazy("Organisations that did not answer: call them"),
        _silent,
        order=42,
        address=lambda: reverse("activity_checks"),
    ),
)
waiting.register(
    "yearly check answers",
    WaitingList(
        _ANSWERS,
        _waiting_answers,
        order=45,
        address=lambda: reverse("activity_checks"),
        whom=_editors,
    ),
)


@shown_on(Activity)
def said_gone(page: Activity, _request: HttpRequest) -> dict[str, Any]:
    """Tell the page whether its organisation says that the activity is gone."""
    return {"said_gone": is_said_gone(page.translation_key)}
