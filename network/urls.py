"""Addresses of the network floor."""

from django.urls import URLPattern, path

from cms.routes import route
from network.views import directory

urlpatterns: list[URLPattern] = [
    path(
        route(nl="netwerk/deelnemers/", en="network/members/"),
        directory.directory,
        name="directory",
    ),
    path(
        route(nl="netwerk/deelnemers/<int:pk>/", en="network/members/<int:pk>/"),
        directory.directory_member,
        name="directory_member",
    ),
    path(
        route(nl="netwerk/organisaties/", en="network/organisations/"),
        directory.directory_organisations,
        name="directory_organisations",
    ),
    path(
        route(nl="netwerk/organisaties/<slug:code>/", en="network/organisations/<slug:code>/"),
        directory.directory_organisation,
        name="directory_organisation",
    ),
    path(
        route(nl="netwerk/stuurgroep/", en="network/steering-group/"),
        directory.steering_group,
        name="steering_group",
    ),
    path(
        route(nl="netwerk/samenstelling/", en="network/composition/"),
        directory.composition,
        name="composition",
    ),
]
