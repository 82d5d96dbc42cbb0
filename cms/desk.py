"""What waits for somebody: lists that floors put on the desk of who keeps the network going.

`desk` is the coordinator's one page; `waiting` is what waits for one member, shown on their own
page and in the weekly mail. Both hold functions: what waits is read, never stored.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from cms.registry import Registry


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """One thing that waits: a line in the reader's language, where to go, and since when."""

    line: str
    address: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class WaitingList:
    """Things of one kind; `items` gets the account that looks, and is in order of urgency.

    `label` is a lazy text. `address` leads to all of them where there is such a page. `mailed` is
    what the weekly mail holds instead; it is asked in the transaction that writes the mail, and
    may keep that something was mailed.

    `whom` returns the accounts for which it may hold something, more rather than fewer; None is
    everybody. It is asked once for all the weekly mails: without it, each of a thousand members
    costs the queries of `items`.
    """

    label: Any
    items: Callable[[Any], Sequence[WaitingItem]]
    order: int
    address: Callable[[], str] | None = None
    mailed: Callable[[Any], Sequence[WaitingItem]] | None = None
    whom: Callable[[], Collection[int] | None] | None = None


desk: Registry[WaitingList] = Registry("list on the desk")
waiting: Registry[WaitingList] = Registry("list of what waits")
