"""Every address of the site. Floors are named as strings: the ground imports none of them."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, reverse_lazy
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms import feeds
from cms.plugins.loading import addresses
from cms.views import account, editing, workflows

# Wagtail's own forms for a password have no limit on the number of tries; allauth's have.
_sign_in = RedirectView.as_view(url=reverse_lazy("account_login"), query_string=True)
_new_password = RedirectView.as_view(url=reverse_lazy("account_reset_password"))

handler500 = "cms.views.errors.server_error"
urlpatterns = [
    path("", RedirectView.as_view(url=f"/{settings.LANGUAGE_CODE}/"), name="root"),
    path("admin/login/", _sign_in),
    path("admin/password_reset/", _new_password),
    path("admin/account/", account.own_account, name="wagtailadmin_account"),
    path("admin/workflows/task_chooser/create/", workflows.create_task),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    # Only the sizes that pages show. Documents and uploads may be private: Wagtail's views ask.
    path("media/images/<path:path>", editing.picture, name="media"),
    path("media/private_images/<path:path>", editing.private_picture, name="private_picture"),
    path("api/", include("search.api")),
    *i18n_patterns(
        path("atom/", feeds.site_feed, name="site_feed"),
        path("atom/<uuid:key>/", feeds.page_feed, name="page_feed"),
        path("", include("search.urls")),
        path("", include("cms.people_urls")),
        path("", include("cms.wiki_urls")),
        path("", include("network.urls")),
        path("", include("knowledge.urls")),
        path("", include("coalitions.urls")),
        path("", include("events.urls")),
        *addresses(settings.PLUGINS),
        path("account/", include("allauth.urls")),
        path("_util/login/", _sign_in),
        path("", include(wagtail_urls)),
    ),
]
