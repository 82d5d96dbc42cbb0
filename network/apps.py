"""The network floor as a Django application."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _
from wagtail.users.apps import WagtailUsersAppConfig


class NetworkConfig(AppConfig):
    name = "network"
    verbose_name = _("Network")

    def ready(self) -> None:
        """Register rules and what a bundle may hold; listen for what changes roles."""
        import_module("network.permissions")
        import_module("network.wiki_permissions")
        import_module("network.reviewing")
        import_module("network.signals")
        import_module("network.codecs")
        import_module("network.credits")
        import_module("network.comments")
        import_module("network.desk")
        import_module("network.privacy")
        import_module("network.checks")


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's user administration, with our one name and address."""

    user_viewset = "network.viewsets.UserViewSet"
    group_viewset = "network.viewsets.GroupViewSet"
