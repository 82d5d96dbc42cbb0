"""Addresses of the coalitions floor: updates, calls and questions, action plans, state of play."""

from django.urls import URLPattern, path

from cms.routes import route
from coalitions.views import (
    answers,
    calls,
    closing,
    coalitions,
    plans,
    pulse,
    state_of_play,
    updates,
)

_CALLS: list[URLPattern] = [
    path(route(nl="vragen-en-oproepen/", en="calls-and-questions/"), calls.calls, name="calls"),
    path(
        route(nl="vragen-en-oproepen/nieuw/", en="calls-and-questions/new/"),
        calls.call_new,
        name="call_new",
    ),
    path(
        route(nl="vragen-en-oproepen/inbrengen/", en="calls-and-questions/bring-in/"),
        calls.calls_bring_in,
        name="calls_bring_in",
    ),
    path(
        route(nl="vragen-en-oproepen/<int:pk>/", en="calls-and-questions/<int:pk>/"),
        calls.call,
        name="call",
    ),
    path(
        route(
            nl="vragen-en-oproepen/<int:pk>/veranderen/", en="calls-and-questions/<int:pk>/change/"
        ),
        calls.call_edit,
        name="call_edit",
    ),
    path(
        route(nl="vragen-en-oproepen/<int:pk>/sluiten/", en="calls-and-questions/<int:pk>/close/"),
        calls.call_close,
        name="call_close",
    ),
    path(
        route(
            nl="vragen-en-oproepen/<int:pk>/antwoorden/", en="calls-and-questions/<int:pk>/answer/"
        ),
        answers.answer_new,
        name="answer_new",
    ),
    path(
        route(nl="antwoorden/<str:token>/bevestigen/", en="answers/<str:token>/confirm/"),
        answers.answer_confirm,
        name="answer_confirm",
    ),
    path(
        route(nl="antwoorden/<int:pk>/weghalen/", en="answers/<int:pk>/take-away/"),
        answers.answer_take_away,
        name="answer_take_away",
    ),
    path(
        route(nl="antwoorden/<int:pk>/les/", en="answers/<int:pk>/lesson/"),
        answers.call_lesson,
        name="call_lesson",
    ),
]
_COALITIONS: list[URLPattern] = [
    path(
        route(nl="coalities/<int:pk>/meedoen/", en="coalitions/<int:pk>/take-part/"),
        coalitions.coalition_join,
        name="coalition_join",
    ),
    path(
        route(nl="coalities/<int:pk>/stoppen/", en="coalitions/<int:pk>/leave/"),
        coalitions.coalition_leave,
        name="coalition_leave",
    ),
    path(
        route(nl="coalities/<int:pk>/beheren/", en="coalitions/<int:pk>/manage/"),
        coalitions.coalition_manage,
        name="coalition_manage",
    ),
    path(
        route(nl="coalities/<int:pk>/afronden/", en="coalitions/<int:pk>/complete/"),
        closing.coalition_close,
        name="coalition_close",
    ),
    path(
        route(nl="coalities/<int:pk>/lessen/", en="coalitions/<int:pk>/lessons/"),
        closing.coalition_lessons,
        name="coalition_lessons",
    ),
]
_UPDATES: list[URLPattern] = [
    path(
        route(nl="coalities/<int:pk>/bericht/", en="coalitions/<int:pk>/update/"),
        updates.update_new,
        name="update_new",
    ),
    path(
        route(nl="berichten/<int:pk>/", en="updates/<int:pk>/"),
        updates.update_history,
        name="update_history",
    ),
    path(
        route(nl="berichten/<int:pk>/veranderen/", en="updates/<int:pk>/change/"),
        updates.update_edit,
        name="update_edit",
    ),
    path(
        route(nl="berichten/<int:pk>/intrekken/", en="updates/<int:pk>/withdraw/"),
        updates.update_withdraw,
        name="update_withdraw",
    ),
    path(
        route(nl="berichten/<int:pk>/terugzetten/", en="updates/<int:pk>/put-back/"),
        updates.update_put_back,
        name="update_put_back",
    ),
    path(
        route(nl="berichten/<int:pk>/foto/", en="updates/<int:pk>/photo/"),
        updates.update_photo,
        name="update_photo",
    ),
    path(route(nl="bericht/<str:token>/", en="update/<str:token>/"), pulse.pulse, name="pulse"),
]

_PLANS: list[URLPattern] = [
    path(route(nl="actieplannen/", en="action-plans/"), plans.plans, name="plans"),
    path(
        route(nl="actieplannen/<slug:code>/", en="action-plans/<slug:code>/"),
        plans.plan,
        name="plan",
    ),
    path(route(nl="acties/<int:pk>/", en="actions/<int:pk>/"), plans.action, name="action"),
    path(
        route(nl="acties/<int:pk>/oppakken/", en="actions/<int:pk>/take-on/"),
        plans.action_take,
        name="action_take",
    ),
    path(
        route(nl="acties/<int:pk>/veranderen/", en="actions/<int:pk>/change/"),
        plans.action_change,
        name="action_change",
    ),
]
_STATE_OF_PLAY: list[URLPattern] = [
    path(
        route(nl="stand-van-zaken/", en="state-of-play/"),
        state_of_play.state_of_play,
        name="state_of_play",
    ),
    path(
        route(nl="stand-van-zaken/<int:pk>/", en="state-of-play/<int:pk>/"),
        state_of_play.state_of_play_coalition,
        name="state_of_play_coalition",
    ),
]

urlpatterns: list[URLPattern] = [*_UPDATES, *_CALLS, *_COALITIONS, *_PLANS, *_STATE_OF_PLAY]
