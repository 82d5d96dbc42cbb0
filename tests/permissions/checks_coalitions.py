"""Checks of the coalitions floor that have no name in a registry: queries, links and lists."""

from typing import Any
from unittest.mock import patch

from django.contrib.auth import get_user_model
from django.db.models import Q

from coalitions.models import Answer, Call, ProgressUpdate, Pulse
from coalitions.models.call import AnswerQuerySet, CallQuerySet
from coalitions.models.update import ProgressUpdateQuerySet, readable_by
from search.documents import PUBLIC


def _everywhere(*targets: str, instead: Any) -> Any:
    return lambda: [patch(target, instead) for target in targets]


def _method(owner: Any, name: str, instead: Any) -> Any:
    return lambda: [patch.object(owner, name, instead)]


def _owner(action: Any, _in_network: bool) -> str:
    return action.owner.name if action.owner else ""


def _all_users(_update: Any) -> Any:
    return get_user_model()._default_manager.all()


# Each with whether search must rebuild without it.
PLACES: dict[str, tuple[Any, bool]] = {
    "who reads an update or a call": (
        _everywhere(
            "coalitions.models.update.readable_by",
            "coalitions.models.call.readable_by",
            instead=lambda _user: Q(),
        ),
        False,
    ),
    "nobody reads a call that was taken back": (
        _method(CallQuerySet, "for_reader", lambda rows, user: rows.filter(readable_by(user))),
        False,
    ),
    "nobody reads an update that was withdrawn": (
        _method(
            ProgressUpdateQuerySet,
            "standing",
            lambda rows: rows.order_by("-happened_on", "-pk"),
        ),
        False,
    ),
    "nobody reads an answer that is not confirmed": (
        _method(AnswerQuerySet, "shown", lambda rows: rows.order_by("created_at", "pk")),
        False,
    ),
    "earlier versions of an update": (
        _everywhere(
            "coalitions.views.updates.earlier_versions",
            instead=lambda update, _reader: list(update.versions.all()),
        ),
        False,
    ),
    "updates of a page that is not open": (
        _everywhere("coalitions.views.updates.may_open_log", instead=lambda *_args: True),
        False,
    ),
    "updates that are handed round": (
        _everywhere(
            "coalitions.reads.state_of_play._updates",
            instead=lambda: ProgressUpdate.objects.standing(),
        ),
        False,
    ),
    "who is told of an update": (
        _everywhere("coalitions.services.update_notices._audience", instead=_all_users),
        False,
    ),
    "names of who has an action": (
        _everywhere("coalitions.reads.plans.owner_of", instead=_owner),
        False,
    ),
    "a pulse is used once and in time": (
        _everywhere("coalitions.services.pulse.refuse_unless_open", instead=lambda _pulse: None),
        False,
    ),
    "signed link of a pulse": (
        _everywhere(
            "coalitions.services.pulse.pulse_of", instead=lambda _token: Pulse.objects.first()
        ),
        False,
    ),
    "signed link of an answer": (
        _everywhere(
            "coalitions.services.answers.answer_of",
            instead=lambda _token: Answer.objects.filter(confirmed_at=None).first(),
        ),
        False,
    ),
    "who finds an update": (
        _everywhere("coalitions.update_documents._marks", instead=lambda *_args: (PUBLIC,)),
        True,
    ),
    "which updates can be found": (
        _everywhere(
            "coalitions.update_documents._findable", instead=lambda: ProgressUpdate.objects.all()
        ),
        True,
    ),
    "who finds a call": (
        _everywhere("coalitions.call_documents._member_marks", instead=lambda: {PUBLIC}),
        True,
    ),
    "which calls can be found": (
        _everywhere("coalitions.call_documents._findable", instead=lambda: Call.objects.all()),
        True,
    ),
}
