"""Forms with a key: one thing however often it is sent."""

from typing import Any
from uuid import uuid4

from django import forms


class KeyedForm(forms.Form):
    """A form that is one thing however often it is sent."""

    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, initial: Any = None, **kwargs: Any) -> None:
        super().__init__(data, initial={"key": uuid4(), **(initial or {})}, **kwargs)


def refused(form: forms.Form, error: Exception) -> None:
    """Say why, and keep what was typed under a new key: nothing was made under the old one."""
    form.add_error(None, str(error))
    data: Any = form.data
    data = data.copy()
    data["key"] = str(uuid4())
    form.data = data
