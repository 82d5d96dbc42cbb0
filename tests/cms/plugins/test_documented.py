"""Every hook of a plugin is written down where whoever writes one reads it."""

import re
from dataclasses import fields
from pathlib import Path

from wagtail.models import Task

from cms.plugins.defaults import default_workflows
from cms.plugins.discovery import GROUP
from cms.plugins.loading import FILES
from cms.plugins.plugin import Plugin, plugins
from cms.plugins.steps import GroupTask, ReviewTask

PAGE = Path(__file__).parents[3] / "docs" / "plugins.md"
# Wagtail's own, which a step answers for a plugin.
_ANSWERED = {"start", "on_action", "get_actions", "get_form_for_action"} | {
    "get_task_states_user_can_moderate",
    "task_state_class",
    "Meta",
    "MultipleObjectsReturned",
    "DoesNotExist",
    "NotUpdated",
}


def _named(heading: str) -> set[str]:
    """Return the names in the first column of the table below a heading."""
    section = PAGE.read_text("utf-8").partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (`.*?) \|", section, flags=re.M)
    return {name for row in rows for name in re.findall(r"`(\w+(?:\.py)?)", row)}


def test_every_field_of_a_plugin_is_documented_and_no_other() -> None:
    assert _named("What `Plugin` takes") == {field.name for field in fields(Plugin)}


def test_every_file_that_is_loaded_is_documented() -> None:
    wanted = {f"{name}.py" for name in (*FILES, "plugin", "models", "urls")}

    assert _named("Files") == wanted


def test_every_hook_of_a_step_is_documented_and_no_other() -> None:
    own = {
        name
        for model in (ReviewTask, GroupTask)
        for name in vars(model)
        if not name.startswith("_")
        and not name.startswith("admin_form")
        and (name not in vars(Task) or callable(vars(model)[name]))
    }
    hooks = {
        name
        for name in own - _ANSWERED
        if not hasattr(vars(ReviewTask).get(name, vars(GroupTask).get(name)), "field")
    }

    assert _named("What a step says") == hooks


def test_every_plugin_of_the_house_is_documented() -> None:
    text = PAGE.read_text("utf-8")

    assert _named("Plugins of the house") == set(plugins.names())
    assert GROUP in text
    assert len(default_workflows) == 3
    assert "| the list of " in text
