"""What each floor holds about people: it registers how that is exported, erased and thinned out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from cms.registry import Registry

Kind = Literal["name", "email", "phone"]


@dataclass(frozen=True, slots=True)
class Thinned:
    """How many rows a rule of retention removes or empties; `what` is a lazy text."""

    what: Any
    count: int


@dataclass(frozen=True, slots=True)
class Trace:
    """Something by which a person is known, and by language what is put in its place."""

    kind: Kind
    word: str
    put: Mapping[str, str]


def nothing_to_export(_user: Any) -> dict[str, Any]:
    return {}


def nothing_to_erase(_user: Any) -> None:
    return None


def no_traces(_user: Any) -> Sequence[Trace]:
    return ()


def no_objection(_user: Any) -> str:
    return ""


def nothing_to_thin(_now: datetime, _dry_run: bool) -> Sequence[Thinned]:
    return ()


@dataclass(frozen=True, slots=True)
class PrivacyProvider:
    """One floor's share; `label`, `why` and `how_long` are lazy texts for the person.

    `models` are the labels of the tables it answers for ("network.Member"): a system check asks
    for each table with an address or a link to an account which provider that is. The names of
    their fields are the headings in what can be read of an export.

    `export` returns what this floor holds about an account, as plain values that JSON knows.
    `erase` removes it, in the transaction of the erasure, before the account itself goes.
    `traces` returns what this person is known by, to be replaced wherever it turns up.
    `objection` returns why this person cannot leave yet, as a sentence to them, or nothing.
    `minimise` removes what is past its retention at `now`, or only counts it in a dry run.
    """

    label: Any
    why: Any = ""
    how_long: Any = ""
    models: Sequence[str] = ()
    export: Callable[[Any], Mapping[str, Any]] = nothing_to_export
    erase: Callable[[Any], None] = nothing_to_erase
    traces: Callable[[Any], Sequence[Trace]] = no_traces
    objection: Callable[[Any], str] = no_objection
    minimise: Callable[[datetime, bool], Sequence[Thinned]] = nothing_to_thin
    # What fields are called in an export, where that is not the name of a field of `models`.
    headings: Mapping[str, Any] = field(default_factory=dict)
    # How a field's codes read, where that is not one of the choices of a field of `models`.
    words: Mapping[str, Callable[[str], Any]] = field(default_factory=dict)
    # Where it stands among the others, for whoever reads their own data.
    order: int = 100


providers: Registry[PrivacyProvider] = Registry("privacy provider")

# What is done when every trace of somebody is replaced: what was derived from texts is made anew.
afterwards: Registry[Callable[[], object]] = Registry("thing to do after an erasure")

# Tables with an address or a link to an account that say nothing about a person: label to reason.
nobodys: dict[str, str] = {}


def says_nothing_about_people(label: str, reason: str) -> None:
    """Leave a table out of the system check, with the reason for whoever reads the code."""
    nobodys[label] = reason
