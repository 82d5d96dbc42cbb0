"""System checks about what plugins bring."""

from typing import Any

from django.apps import apps
from django.core.checks import CheckMessage, Error, register
from wagtail.models import Task

from cms.plugins.plugin import plugins
from cms.plugins.steps import ReviewTask


@register
def steps_of_plugins(**_: Any) -> list[CheckMessage]:
    """Every step that a plugin names is there, and every step there is belongs to a plugin."""
    named = {label: loaded for loaded in plugins for label in loaded.plugin.tasks}
    steps = {model._meta.label for model in apps.get_models() if issubclass(model, ReviewTask)}
    tasks = {model._meta.label for model in apps.get_models() if issubclass(model, Task)}
    missing = [
        Error(f"{loaded!r} brings {label}, which is no step of a workflow.", id="cms.E010")
        for label, loaded in named.items()
        if label not in tasks
    ]
    forgotten = [
        Error(f"No plugin names the step {label} among its tasks.", id="cms.E011")
        for label in sorted(steps - named.keys())
    ]
    return [*missing, *forgotten]
