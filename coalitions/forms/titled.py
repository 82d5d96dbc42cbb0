"""Choosing what has a page: it is called by its title in the language of the form."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coalitions.models import CoalitionPage
from knowledge.models import Theme


class _TitledField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Something with pages, named in the language of the form; the titles are read at once."""

    pages: ClassVar[Any]

    @cached_property
    def _titles(self) -> dict[Any, str]:
        language = get_language() or settings.LANGUAGE_CODE
        here = self.pages.objects.in_language(language).live()
        both = (self.pages.objects.originals(), here)
        return {key: name for each in both for key, name in _titles_of(each)}

    def label_from_instance(self, obj: Any) -> str:
        return self._titles.get(obj.translation_key) or str(obj)


def _titles_of(pages: Any) -> Any:
    return pages.values_list("translation_key", "title")


class ThemeField(_TitledField):
    """A theme, kept as its original."""

    pages = Theme

    def __init__(self, **kwargs: Any) -> None:
        themes = Theme.objects.originals().live().open_to_all().order_by("title")
        super().__init__(themes, required=False, empty_label=_("No choice"), **kwargs)


class CoalitionField(_TitledField):
    """One of the coalitions on behalf of which somebody may ask."""

    pages = CoalitionPage
