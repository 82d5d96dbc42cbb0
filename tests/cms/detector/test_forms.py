"""A form that asks before it keeps what looks like somebody's details."""

from typing import Any

import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation

from cms.detector.forms import CONFIRMATION, ThirdPersonMixin

ADDRESS = "buurvrouw@voorbeeld.example"


class Note(ThirdPersonMixin, forms.Form):
    free_text = ("why", "more")

    name = forms.CharField()
    why = forms.CharField()
    more = forms.CharField(required=False)
    last = forms.CharField(required=False)


class OwnClean(Note):
    """A form whose own check does not call the one above it."""

    def clean(self) -> dict[str, Any]:
        return self.cleaned_data


def filled(form: type[Note] = Note, /, *, ticked: bool = False, **data: str) -> Note:
    tick = {CONFIRMATION: "on"} if ticked else {}
    return form({"name": "Iemand", "why": "Ik kook graag", **data, **tick})


def shown(form: Note) -> str:
    return render_to_string("cms/components/form_fields.html", {"form": form})


def test_a_form_without_details_has_no_tick_box() -> None:
    form = filled()
    assert form.is_valid()
    assert CONFIRMATION not in shown(form)
    assert CONFIRMATION not in shown(Note())


@pytest.mark.parametrize("form", [Note, OwnClean])
def test_details_are_refused_at_their_own_field_with_a_tick_box_under_it(form: type[Note]) -> None:
    refused = filled(form, why=f"Bel mijn buurvrouw: {ADDRESS}")
    assert not refused.is_valid()
    assert list(refused.errors) == ["why"]
    assert list(refused.fields) == ["name", "why", CONFIRMATION, "more", "last"]
    html = shown(refused)
    assert 'type="checkbox"' in html
    assert f'value="Bel mijn buurvrouw: {ADDRESS}"' in html


def test_the_message_names_the_kind_and_not_what_was_found() -> None:
    with translation.override("en"):
        message = filled(why=ADDRESS).errors["why"][0]
    assert "an e-mail address" in message
    assert ADDRESS not in message


def test_a_ticked_box_lets_the_same_text_through() -> None:
    form = filled(why=ADDRESS, ticked=True)
    assert form.is_valid()
    assert form.cleaned_data["why"] == ADDRESS
    assert CONFIRMATION not in form.cleaned_data


def test_the_box_stays_ticked_when_the_form_is_refused_for_something_else() -> None:
    form = filled(why=ADDRESS, name="", ticked=True)
    assert list(form.errors) == ["name"]
    assert "checked" in shown(form)


def test_a_field_that_is_not_named_is_not_read() -> None:
    assert filled(name=ADDRESS, last=ADDRESS).is_valid()


def test_a_form_with_a_prefix_reads_its_own_tick_box() -> None:
    data = {"a-name": "Iemand", "a-why": ADDRESS}
    assert not Note(data, prefix="a").is_valid()
    assert Note({**data, f"a-{CONFIRMATION}": "on"}, prefix="a").is_valid()
