"""The coordinator's page: what waits, and nothing else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from cms.access import needs
from cms.desk import WaitingItem, WaitingList
from cms.desk import desk as lists

AT_MOST = 5


@dataclass(frozen=True, slots=True)
class Heap:
    """One list as the page shows it: the oldest first, the rest behind a link."""

    label: str
    first: Sequence[WaitingItem]
    rest: Sequence[WaitingItem]
    address: str

    @property
    def count(self) -> int:
        return len(self.first) + len(self.rest)


def heaps_for(user: Any) -> list[Heap]:
    """Return the lists that hold something, in order."""
    ordered = sorted(lists, key=lambda entry: entry.order)
    return [heap for heap in (_heap(entry, user) for entry in ordered) if heap.count]


def _heap(entry: WaitingList, user: Any) -> Heap:
    # What has no date keeps the place its floor gave it, after what has one.
    items = sorted(entry.items(user), key=lambda item: item.since or date.max)
    address = entry.address() if entry.address else ""
    return Heap(str(entry.label), items[:AT_MOST], items[AT_MOST:], address)


@needs("cms.see_desk")
@never_cache
def desk(request: HttpRequest) -> HttpResponse:
    """Show what waits for whoever keeps the network going."""
    heaps = heaps_for(request.user)
    total = sum(heap.count for heap in heaps)
    return render(request, "cms/desk.html", {"heaps": heaps, "total": total})
