"""Addresses of the knowledge floor: adding what one knows, what was tried, one's own facts."""

from django.urls import URLPattern, path

from cms.routes import route
from knowledge.contributing import views as adding
from knowledge.own_facts import views as own_facts
from knowledge.trials import views as trials
from knowledge.yearly_check import views as yearly_check

_ADDING: list[URLPattern] = [
    path(route(nl="mijn/concepten/", en="me/drafts/"), adding.my_drafts, name="my_drafts"),
    path(
        route(nl="toevoegen/voorbeeld/", en="add/example/"),
        adding.practice_new,
        name="practice_new",
    ),
    path(
        route(nl="toevoegen/activiteit/", en="add/activity/"),
        adding.activity_new,
        name="activity_new",
    ),
    path(route(nl="toevoegen/les/", en="add/lesson/"), adding.lesson_new, name="lesson_new"),
    path(
        route(nl="toevoegen/lijkt-op/", en="add/similar/"),
        adding.similar_pages,
        name="similar_pages",
    ),
    path(
        route(nl="concepten/<int:pk>/", en="drafts/<int:pk>/"),
        adding.draft_edit,
        name="draft_edit",
    ),
    path(
        route(nl="concepten/<int:pk>/insturen/", en="drafts/<int:pk>/send/"),
        adding.draft_send,
        name="draft_send",
    ),
    path(
        route(nl="concepten/<int:pk>/bekijken/", en="drafts/<int:pk>/look/"),
        adding.draft_preview,
        name="draft_preview",
    ),
    path(
        route(nl="concepten/<int:pk>/weggooien/", en="drafts/<int:pk>/discard/"),
        adding.draft_discard,
        name="draft_discard",
    ),
    path(
        route(nl="foto/<int:pk>/", en="photo/<int:pk>/"),
        adding.page_photo,
        name="page_photo",
    ),
]

_TRIALS: list[URLPattern] = [
    path(
        route(nl="ook-gedaan/<uuid:key>/", en="tried-too/<uuid:key>/"),
        trials.trial_new,
        name="trial_new",
    ),
    path(
        route(nl="ook-gedaan/<int:pk>/terugnemen/", en="tried-too/<int:pk>/take-back/"),
        trials.trial_withdraw,
        name="trial_withdraw",
    ),
]

_OWN_FACTS: list[URLPattern] = [
    path(
        route(nl="activiteit/<uuid:key>/gegevens/", en="activity/<uuid:key>/facts/"),
        own_facts.activity_facts,
        name="activity_facts",
    ),
    path(
        route(nl="activiteit/<uuid:key>/terugzetten/", en="activity/<uuid:key>/undo/"),
        own_facts.activity_facts_undo,
        name="activity_facts_undo",
    ),
]

_YEARLY_CHECK: list[URLPattern] = [
    path(
        route(nl="klopt-het-nog/<str:token>/", en="still-right/<str:token>/"),
        yearly_check.yearly_check,
        name="yearly_check",
    ),
    path(
        route(nl="klopt-het-nog/<str:token>/<int:pk>/", en="still-right/<str:token>/<int:pk>/"),
        yearly_check.yearly_check_answer,
        name="yearly_check_answer",
    ),
    path(
        route(nl="jaarlijkse-controle/", en="yearly-check/"),
        yearly_check.activity_checks,
        name="activity_checks",
    ),
    path(
        route(nl="jaarlijkse-controle/<int:pk>/", en="yearly-check/<int:pk>/"),
        yearly_check.activity_check_handle,
        name="activity_check_handle",
    ),
]

urlpatterns: list[URLPattern] = [*_ADDING, *_TRIALS, *_OWN_FACTS, *_YEARLY_CHECK]
