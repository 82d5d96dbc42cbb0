"""Fields of the forms with which people add something."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from knowledge.models import Activity, Lesson, Practice

# Longer than anybody writes on a phone, shorter than what makes a diff slow.
LONGEST_TEXT = 5000
_MODELS = (Practice, Lesson)


def text_field(label: Any, name: str, *, required: bool = True) -> forms.CharField:
    """Return a plain field for running text; its hint is that of the page's own field."""
    model = next(each for each in _MODELS if any(one.name == name for one in each._meta.fields))
    hint: Any = model._meta.get_field(name)
    return forms.CharField(
        label=label,
        help_text=hint.help_text,
        max_length=LONGEST_TEXT,
        required=required,
        widget=forms.Textarea({"rows": 4}),
    )


class ActivityField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """An activity by its title in the language of the form; kept as its original."""

    def __init__(self, **kwargs: Any) -> None:
        found = Activity.objects.originals().live().open_to_all().order_by("title")
        super().__init__(found, required=False, empty_label=_("Not about one activity"), **kwargs)

    @cached_property
    def _titles(self) -> dict[Any, str]:
        here = Activity.objects.in_language(get_language() or settings.LANGUAGE_CODE).live()
        return dict(here.values_list("translation_key", "title"))

    def label_from_instance(self, obj: Any) -> str:
        return self._titles.get(obj.translation_key) or str(obj)
