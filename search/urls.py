"""The search page's address."""

from django.urls import path

from cms.routes import route
from search.views import search_page

urlpatterns = [path(route(nl="zoeken/", en="search/"), search_page, name="search")]
