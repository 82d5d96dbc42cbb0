"""Moments since which somebody wants to know how coalitions stand.

A date is always possible. Higher floors register more, such as the last gathering.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from cms.registry import Registry


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment with a name, as a lazy text such as "the last gathering".

    `day` looks it up; None where there has been none yet.
    """

    label: Any
    day: Callable[[], date | None]


moments: Registry[Moment] = Registry("moment")
