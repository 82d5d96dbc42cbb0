"""The same question on the form of a page in the admin.

The editor saves by itself every half second or so, and a preview is a stored copy of the form as
well. So the form is simply not valid while it holds what was not there before and nobody ticked
the box: saving by itself, the preview, "Save draft", "Publish" and "Submit" all keep nothing, and
the editor keeps the text on the screen. Whoever presses a button sees the message and the box.

Only what is new is asked about. What a stored version already holds was ticked by somebody, or
belongs there; without this the box would come back with every later edit of the same page.
"""

import html
import json
import re
from collections.abc import Iterator
from typing import Any, ClassVar

from django import forms
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import Panel
from wagtail.blocks import StreamValue
from wagtail.rich_text import get_text_for_indexing

from cms.detector.detect import find
from cms.detector.findings import Kind
from cms.detector.forms import CONFIRMATION, confirmation, refusal
from cms.detector.wording import note_words

_CONTACT_LINK = re.compile(r'href=\\?"(?:mailto|tel):([^"\\]{1,300})')
_NO_PROSE = (forms.EmailField, forms.URLField, forms.SlugField)


def words_of(value: Any) -> str:
    """Return what a person reads in the value of a field, with where its links write or call."""
    if isinstance(value, StreamValue):
        texts = value.stream_block.get_searchable_content(value)
        stored = json.dumps(value.get_prep_value(), ensure_ascii=False)
    elif isinstance(value, str):
        texts = [get_text_for_indexing(value) if "</" in value else value]
        stored = value
    else:
        return ""
    links = [html.unescape(link) for link in _CONTACT_LINK.findall(stored)]
    return "\n".join([*map(str, texts), *links])


def _details(value: Any) -> Iterator[tuple[Kind, str]]:
    """Give each kind with what matched, for a comparison in memory and for nothing else."""
    text = words_of(value)
    for finding in find(text):
        yield finding.kind, text[finding.start : finding.end]


class ThirdPersonPageForm(WagtailAdminPageForm):
    """The form of a page, which asks about new personal details in its text.

    A page class names in `contact_fields` the fields that are there for the details of an
    organisation.
    """

    not_about_somebody_else = confirmation()
    asks = False

    def _prose(self) -> Iterator[str]:
        contact = getattr(self._meta.model, "contact_fields", ())
        for name, field in self.fields.items():
            if isinstance(field, forms.BooleanField | forms.ChoiceField) or name in contact:
                continue
            if not isinstance(field, _NO_PROSE):
                yield name

    def full_clean(self) -> None:
        super().full_clean()
        if not self.is_bound or not hasattr(self, "cleaned_data"):
            return
        names = list(self._prose())
        for name in names:
            note_words(words_of(self.cleaned_data.get(name)), words_of(self.initial.get(name)))
        known = {detail for name in names for detail in _details(self.initial.get(name))}
        found = {
            name: [kind for kind, matched in _details(value) if (kind, matched) not in known]
            for name in names
            if (value := self.cleaned_data.get(name))
        }
        self.asks = any(found.values())
        if self[CONFIRMATION].data:
            return
        for name, kinds in found.items():
            if kinds:
                self.add_error(name, refusal(kinds))


class ConfirmationPanel(Panel):
    """The tick box at the top of a page's form, once the form asks."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "cms/panels/third_person.html"

        def is_shown(self) -> bool:
            return bool(getattr(self.form, "asks", False))

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "box": self.form[CONFIRMATION]}

    def get_form_options(self) -> dict[str, Any]:
        return {"fields": [CONFIRMATION]}


class AskingPage:
    """A page whose form asks; a mixin before `wagtail.models.Page`."""

    contact_fields: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def get_edit_handler(cls) -> Any:
        """Return Wagtail's panels, with the tick box before the first one."""
        handler: Any = super().get_edit_handler()  # type: ignore[misc]  # Page's, which caches it
        panels = handler.children[0].children
        if not any(isinstance(panel, ConfirmationPanel) for panel in panels):
            panels.insert(0, ConfirmationPanel().bind_to_model(cls))
        return handler
