"""What each floor holds about people: it registers how that is exported, erased and thinned out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cms.registry import Registry


@dataclass(frozen=True, slots=True)
class Thinned:
    """How many rows a rule of retention removes or empties; `what` is a lazy text."""

    what: Any
    count: int


def nothing_to_export(_user: Any) -> dict[str, Any]:
    return {}


def nothing_to_erase(_user: Any) -> None:
    return None


def nothing_to_thin(_now: datetime, _dry_run: bool) -> Sequence[Thinned]:
    return ()


@dataclass(frozen=True, slots=True)
class PrivacyProvider:
    """One floor's share; `label` is a lazy text, the heading in an export.

    `export` returns what this floor holds about an account, as plain values that JSON knows.
    `erase` removes it, in the transaction of the erasure. `traces` returns words of this person
    (address, phone number, full name) mapped to what is put in their place wherever they turn up.
    `minimise` removes what is past its retention at `now`, or only counts it in a dry run.
    """

    label: Any
    export: Callable[[Any], Mapping[str, Any]] = nothing_to_export
    erase: Callable[[Any], None] = nothing_to_erase
    traces: Callable[[Any], Mapping[str, str]] = nothing_to_export
    minimise: Callable[[datetime, bool], Sequence[Thinned]] = nothing_to_thin


providers: Registry[PrivacyProvider] = Registry("privacy provider")
