"""What a plugin says about itself: the one object in its `plugin.py`."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cms.notices.kinds import NoticeKind
from cms.panels import HomePanel, PagePanel
from cms.registry import Registry
from cms.worker import Duty


@dataclass(frozen=True, slots=True)
class Plugin:
    """What a plugin is called and what it brings; docs/plugins.md tells how to write one.

    `label` is a lazy text. Everything it brings has a name of its own, which nothing else of that
    kind may have.
    """

    name: str
    label: Any
    version: str
    # Types of steps, as `app.Model`: models of the plugin that are a `ReviewTask`.
    tasks: Sequence[str] = ()
    notice_kinds: Mapping[str, NoticeKind] = field(default_factory=dict)
    home_panels: Mapping[str, HomePanel] = field(default_factory=dict)
    # On the own page of a member.
    own_panels: Mapping[str, HomePanel] = field(default_factory=dict)
    # On every page of one type.
    page_panels: Mapping[str, PagePanel] = field(default_factory=dict)
    # What the worker does.
    duties: Mapping[str, Duty] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, repr=False)
class Loaded:
    """A plugin with the application that it is."""

    plugin: Plugin
    app: str

    def __repr__(self) -> str:
        return f"{self.plugin.name} {self.plugin.version} (in {self.app})"


plugins: Registry[Loaded] = Registry("plugin")
