"""What a search address may hold, whoever wrote it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from django.http import QueryDict
from django.utils.http import urlencode

from search.facets import KIND, facets
from search.query import normalise

MAX_VALUES = 20
_CODE = re.compile(r"[\w-]{1,100}")
_PAGE = re.compile(r"[1-9]\d{0,3}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as its address says it; what makes no sense is left out, never an error."""

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    page: int = 1

    @classmethod
    def read(cls, parameters: QueryDict) -> Self:
        """Return what `parameters` ask for."""
        filters = {}
        for name in facets.names():
            codes = [code for code in parameters.getlist(name) if _CODE.fullmatch(code)]
            if codes:
                filters[name] = tuple(dict.fromkeys(codes[:MAX_VALUES]))
        page = parameters.get("page", "")
        return cls(
            text=normalise(parameters.get("q", "")),
            filters=filters,
            page=int(page) if _PAGE.fullmatch(page) else 1,
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked at all."""
        return not self.text and not self.filters

    @property
    def kind(self) -> str:
        """The one kind that is looked at; empty for all."""
        kinds = self.filters.get(KIND, ())
        return kinds[0] if kinds else ""

    def query(self) -> str:
        """Return the query string that asks for this."""
        pairs = [("q", self.text)] if self.text else []
        pairs += [(name, code) for name, codes in self.filters.items() for code in codes]
        if self.page > 1:
            pairs.append(("page", str(self.page)))
        return f"?{urlencode(pairs)}"

    def on_page(self, page: int) -> "Asked":
        """Return the same search, on another page of it."""
        return replace(self, page=page)

    def with_text(self, text: str) -> "Asked":
        """Return the same search for other words, from the first page on."""
        return replace(self, text=text, page=1)

    def of_kind(self, kind: str) -> "Asked":
        """Return the same search among one kind, or among all."""
        filters = {name: codes for name, codes in self.filters.items() if name != KIND}
        if kind:
            filters[KIND] = (kind,)
        return replace(self, filters=filters, page=1)

    def without_choices(self) -> "Asked":
        """Return the search for the same words with nothing narrowed down."""
        return Asked(text=self.text)
