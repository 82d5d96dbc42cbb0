"""Plugins are found, loaded and refused by name."""

from importlib.metadata import EntryPoint
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from cms.notices.kinds import NoticeKind, kinds
from cms.plugins import checks, loading
from cms.plugins.discovery import GROUP, installed
from cms.plugins.plugin import Loaded, Plugin, plugins
from cms.registry import DuplicateName, Registry


def _point(name: str, value: str) -> EntryPoint:
    return EntryPoint(name=name, value=value, group=GROUP)


@pytest.fixture
def registry(monkeypatch: pytest.MonkeyPatch) -> Registry[Loaded]:
    """A registry of plugins of this test's own."""
    fresh: Registry[Loaded] = Registry("plugin")
    monkeypatch.setattr(loading, "plugins", fresh)
    monkeypatch.setattr(checks, "plugins", fresh)
    return fresh


def test_installed_plugins_are_found_by_name_each_once() -> None:
    points = [_point("b", "app_b"), _point("a", "app_a"), _point("a", "app_a")]

    assert installed(points) == ["app_a", "app_b"]


def test_two_packages_with_one_name_are_both_named() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"'a': app_a .* and app_b"):
        installed([_point("a", "app_a"), _point("a", "app_b")])


def test_two_plugins_with_one_name_stop_the_start_and_both_are_named(
    registry: Registry[Loaded],
) -> None:
    loading.bring(Loaded(Plugin("soep", "Soep", "1.0"), "eerste_app"))

    with pytest.raises(DuplicateName, match=r"soep 1.0 \(in eerste_app\).*soep 2.0 \(in tweede_"):
        loading.bring(Loaded(Plugin("soep", "Soep", "2.0"), "tweede_app"))


def test_what_a_plugin_brings_may_not_have_a_name_that_is_taken(
    registry: Registry[Loaded],
) -> None:
    taken = kinds.names()[0]
    plugin = Plugin("soep", "Soep", "1.0", notice_kinds={taken: NoticeKind("Soep", "Honger")})

    with pytest.raises(DuplicateName, match=taken):
        loading.bring(Loaded(plugin, "app"))


def test_an_application_without_a_plugin_is_refused() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"search/plugin.py"):
        loading.load(["search"])


def test_every_plugin_of_the_settings_is_loaded() -> None:
    assert [each.app for each in plugins] == settings.PLUGINS


def test_a_step_that_is_not_there_is_an_error(registry: Registry[Loaded]) -> None:
    for loaded in plugins:
        registry.register(loaded.plugin.name, loaded)
    assert checks.steps_of_plugins() == []

    loading.bring(Loaded(Plugin("soep", "Soep", "1.0", tasks=["soep.Proeven"]), "app"))

    assert [found.id for found in checks.steps_of_plugins()] == ["cms.E010"]


def test_a_step_that_no_plugin_names_is_an_error(registry: Registry[Loaded]) -> None:
    found: list[Any] = checks.steps_of_plugins()

    assert {each.id for each in found} == {"cms.E011"}
    assert any("peer_review.PeerReview" in each.msg for each in found)
