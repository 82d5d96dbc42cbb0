"""Keeping what was typed where a form could not be done."""

from typing import Any
from uuid import uuid4

from django import forms

from events.exceptions import EventError


def refused(form: forms.Form, error: EventError) -> None:
    """Keep what was typed under a new key: nothing was made under the old one."""
    form.add_error(None, str(error))
    data: Any = form.data
    data = data.copy()
    data["key"] = str(uuid4())
    form.data = data
