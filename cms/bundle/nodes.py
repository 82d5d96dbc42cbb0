"""YAML in and out: in with the line of every value, out in one fixed form.

A scalar keeps the text as it was written, so that `phone: 030` is not octal, `yes` stays a word and
`2019-09` is not arithmetic; each field decides what it reads in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml
from django.utils.translation import gettext as _


class BrokenYaml(Exception):
    """The text is not YAML, or not the part of it that a bundle uses."""

    def __init__(self, line: int, found: str, expected: str) -> None:
        self.line, self.found, self.expected = line, found, expected
        super().__init__(f"{line}: {found}; {expected}")


@dataclass(frozen=True, slots=True)
class Node:
    """A value as it stands in the file: a text, a list, a mapping, or nothing (None)."""

    value: "str | list[Node] | dict[str, Node] | None"
    line: int

    @property
    def text(self) -> str | None:
        """The scalar; an empty one is an empty text, a list or mapping is None."""
        if self.value is None:
            return ""
        return self.value if isinstance(self.value, str) else None

    def shown(self) -> str:
        """Return the value in a form for a message."""
        if isinstance(self.value, list):
            return "[" + ", ".join(item.shown() for item in self.value) + "]"
        if isinstance(self.value, dict):
            return "{" + ", ".join(f"{k}: {v.shown()}" for k, v in self.value.items()) + "}"
        return self.value or ""


def parse_yaml(text: str, first_line: int = 1) -> Node:
    """Return the one document in `text`. Raises `BrokenYaml`."""
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + first_line
        lines = text.splitlines()
        found = lines[mark.line].strip() if mark and mark.line < len(lines) else text[:40]
        raise BrokenYaml(
            line, found, _("YAML (%(problem)s)") % {"problem": error.problem}
        ) from error
    except yaml.YAMLError as error:
        raise BrokenYaml(first_line, str(error), _("YAML")) from error
    return Node({}, first_line) if root is None else _node(root, first_line)


def _node(raw: yaml.Node, first_line: int) -> Node:
    line = raw.start_mark.line + first_line
    if isinstance(raw, yaml.SequenceNode):
        return Node([_node(item, first_line) for item in raw.value], line)
    if isinstance(raw, yaml.MappingNode):
        return Node(dict(_entries(raw, first_line)), line)
    return Node(None if raw.tag.endswith(":null") else str(raw.value), line)


def _entries(raw: yaml.MappingNode, first_line: int) -> Iterator[tuple[str, Node]]:
    seen: set[str] = set()
    for key, value in raw.value:
        line = key.start_mark.line + first_line
        name = str(key.value)
        if name in seen:
            raise BrokenYaml(line, name, _("each key once"))
        seen.add(name)
        node = _node(value, first_line)
        # The line of the key: that is where somebody looks.
        yield name, Node(node.value, line)


class Word(str):
    """A code that is written without quotes, also where YAML 1.1 sees a yes or a no in it."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _represent_list(dumper: _Dumper, data: Sequence[Any]) -> yaml.Node:
    nested = any(isinstance(item, Mapping) for item in data)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=not nested)


def _represent_word(dumper: _Dumper, data: Word) -> yaml.Node:
    tag = dumper.resolve(yaml.ScalarNode, str(data), (True, False))  # type: ignore[no-untyped-call]
    return dumper.represent_scalar(tag, str(data))


def _represent_text(dumper: _Dumper, data: str) -> yaml.Node:
    # Indented, so that no line of a text can be taken for a fence or a heading.
    style = "|" if "\n" in data else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", data, style=style)


_Dumper.add_representer(str, _represent_text)
_Dumper.add_representer(list, _represent_list)
_Dumper.add_representer(tuple, _represent_list)
_Dumper.add_representer(Word, _represent_word)


def dump_yaml(data: Any) -> str:
    """Return `data` as YAML: keys in the order given, a list of plain values on one line."""
    return yaml.dump(
        data,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=10_000_000,
        default_flow_style=False,
    )


def partial_date(text: str) -> Any:
    """Return what YAML writes without quotes for `2019`, `2019-09` or `2019-09-24`."""
    if len(text) == len("2019"):
        return int(text)
    return date.fromisoformat(text) if len(text) == len("2019-09-24") else text
