"""By what people narrow a search down. Floors register theirs; `kind` is search's own."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.registry import Registry
from search.documents import sources

KIND = "kind"


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow down. `labels` answers what people read for codes, in their language."""

    name: str
    title: str | Promise
    labels: Callable[[Iterable[str]], Mapping[str, str]]


facets: Registry[Facet] = Registry("facet")


def kind_labels(codes: Iterable[str]) -> dict[str, str]:
    """Return the name of each kind of document."""
    return {code: str(sources[code].label) for code in codes if code in sources}


facets.register(KIND, Facet(KIND, _("Kind"), kind_labels))
