"""Addresses of what people do with a page: suggest, look back, comment, look after it."""

from django.urls import URLPattern, path

from cms.care import views as care
from cms.comments import views as comments
from cms.editors import views as editors
from cms.history import views as history
from cms.plugins import views as steps
from cms.routes import route
from cms.suggestions import making_views as suggesting
from cms.suggestions import review_views as reviewing
from cms.translations.views import translations_table

_SUGGESTIONS: list[URLPattern] = [
    path(
        route(nl="pagina/<uuid:key>/verbeteren/", en="page/<uuid:key>/improve/"),
        suggesting.suggest_page,
        name="suggest",
    ),
    path(
        route(nl="voorstel-bevestigen/<str:token>/", en="confirm-suggestion/<str:token>/"),
        suggesting.suggest_confirm,
        name="suggest_confirm",
    ),
    path(
        route(nl="mijn-voorstellen/", en="my-suggestions/"),
        suggesting.my_suggestions,
        name="my_suggestions",
    ),
]

_REVIEWING: list[URLPattern] = [
    path(route(nl="voorstellen/", en="suggestions/"), reviewing.suggestions, name="suggestions"),
    path(
        route(nl="voorstellen/<int:pk>/", en="suggestions/<int:pk>/"),
        reviewing.suggestion,
        name="suggestion",
    ),
    path(
        route(nl="voorstellen/<int:pk>/beoordelen/", en="suggestions/<int:pk>/review/"),
        reviewing.suggestion_review,
        name="suggestion_review",
    ),
    path(
        route(nl="voorstellen/<int:pk>/intrekken/", en="suggestions/<int:pk>/withdraw/"),
        reviewing.suggestion_withdraw,
        name="suggestion_withdraw",
    ),
]

_HISTORY: list[URLPattern] = [
    path(
        route(nl="pagina/<uuid:key>/geschiedenis/", en="page/<uuid:key>/history/"),
        history.page_history,
        name="page_history",
    ),
    path(
        route(
            nl="pagina/<uuid:key>/geschiedenis/<int:pk>/", en="page/<uuid:key>/history/<int:pk>/"
        ),
        history.page_diff,
        name="page_diff",
    ),
    path(
        route(
            nl="pagina/<uuid:key>/geschiedenis/<int:pk>/terugzetten/",
            en="page/<uuid:key>/history/<int:pk>/put-back/",
        ),
        history.page_restore,
        name="page_restore",
    ),
    path(
        route(
            nl="pagina/<uuid:key>/geschiedenis/<int:pk>/verbergen/",
            en="page/<uuid:key>/history/<int:pk>/hide/",
        ),
        history.page_version_hide,
        name="page_version_hide",
    ),
]

_CARE: list[URLPattern] = [
    path(route(nl="mijn-paginas/", en="my-pages/"), care.my_pages, name="my_pages"),
    path(
        route(nl="beheer/wie-houdt-bij/", en="upkeep/who-looks-after/"),
        care.pages_care,
        name="pages_care",
    ),
    path(
        route(nl="pagina/<uuid:key>/bijhouden/", en="page/<uuid:key>/upkeep/"),
        care.page_care,
        name="page_care",
    ),
]

_COMMENTS: list[URLPattern] = [
    path(
        route(nl="reacties/<uuid:key>/", en="comments/<uuid:key>/"),
        comments.page_comments,
        name="page_comments",
    ),
    path(
        route(nl="reacties/<uuid:key>/<int:pk>/", en="comments/<uuid:key>/<int:pk>/"),
        comments.page_comment,
        name="page_comment",
    ),
    path(
        route(
            nl="reacties/<uuid:key>/<int:pk>/veranderen/",
            en="comments/<uuid:key>/<int:pk>/change/",
        ),
        comments.comment_edit,
        name="comment_edit",
    ),
    path(
        route(
            nl="reacties/<uuid:key>/<int:pk>/weghalen/",
            en="comments/<uuid:key>/<int:pk>/take-away/",
        ),
        comments.comment_take_away,
        name="comment_take_away",
    ),
    path(
        route(
            nl="reacties/<uuid:key>/<int:pk>/afronden/",
            en="comments/<uuid:key>/<int:pk>/resolve/",
        ),
        comments.comment_resolve,
        name="comment_resolve",
    ),
]

_STEPS: list[URLPattern] = [
    path(route(nl="meekijken/", en="reviews/"), steps.steps, name="steps"),
    path(
        route(nl="meekijken/<int:pk>/", en="reviews/<int:pk>/"),
        steps.review_step,
        name="review_step",
    ),
]

_TRANSLATIONS: list[URLPattern] = [
    path(
        route(nl="vertalingen/", en="translations/"),
        translations_table,
        name="translations_table",
    ),
]

_EDITORS: list[URLPattern] = [
    path(route(nl="redactie/", en="editors/"), editors.editors_desk, name="editors_desk"),
    path(route(nl="redactie/doen/", en="editors/do/"), editors.editors_bulk, name="editors_bulk"),
]

urlpatterns: list[URLPattern] = [
    *_SUGGESTIONS,
    *_REVIEWING,
    *_HISTORY,
    *_CARE,
    *_COMMENTS,
    *_STEPS,
    *_TRANSLATIONS,
    *_EDITORS,
]
