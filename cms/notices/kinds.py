"""Kinds of notice: each floor declares its own, so that people can choose among them."""

from dataclasses import dataclass
from typing import Any

from cms.registry import Registry


@dataclass(frozen=True, slots=True)
class NoticeKind:
    """What a notice of this kind is called, and why somebody gets it; both are lazy texts.

    With a `permission`, only whoever has it is asked whether they want to hear of this kind. What
    waits for somebody's work may be mailed `at_once`, to whoever chooses that.
    """

    label: Any
    why: Any
    permission: str = ""
    at_once: bool = False


kinds: Registry[NoticeKind] = Registry("notice kind")
