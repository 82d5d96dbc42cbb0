"""Rows of plain tables: vocabularies, organisations, accounts."""

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from cms.bundle.codecs import RowCodec
from cms.bundle.fields import Mapped
from cms.bundle.mistakes import Mistakes
from cms.bundle.names import Ledger, Names, Place
from cms.bundle.nodes import BrokenYaml, Node, parse_yaml

NOBODY = UUID(int=0)


@dataclass(slots=True)
class RowDraft:
    """A row as a file has it."""

    codec: RowCodec
    file: str
    code: str
    node: Node
    values: dict[str, Any]

    def read_values(self, names: Names, mistakes: Mistakes) -> None:
        """Read the values once every code of the bundle is known."""
        place = Place(self.file, "", self.codec.model, names, mistakes, NOBODY)
        fields = (
            (self.codec.code_field(self.codec.code), *self.codec.fields)
            if self.codec.is_list
            else self.codec.fields
        )
        values = Mapped(fields, self.codec.required).read(self.node, place, self.codec.model) or {}
        self.values = {**values, self.codec.code: self.code}

    def write(self, ledger: Ledger) -> bool:
        """Make or change the row. Returns whether anything changed."""
        rows: Any = self.codec.model._default_manager
        row = rows.filter(**{self.codec.code: self.codec.value(self.code)}).first()
        made = row is None
        if made:
            row = self.codec.new(self.code)
        elif not self.codec.exported or self.equals(row, ledger):
            return False
        for one in sorted(self.codec.fields, key=lambda one: one.is_late):
            if one.is_late and row.pk is None:
                row.save()
            one.put(row, self.values[one.name], ledger)
        row.save()
        return True

    def equals(self, row: Any, ledger: Ledger) -> bool:
        return all(
            one.same(self.values[one.name], one.get(row, ledger)) for one in self.codec.fields
        )


def read_row_file(
    codec: RowCodec, file: str, text: str, names: Names, mistakes: Mistakes
) -> list[RowDraft]:
    """Return the rows in a file; their codes are known from here on."""
    try:
        root = parse_yaml(text)
    except BrokenYaml as error:
        mistakes.add(file, error.line, "", error.found, error.expected)
        return []
    if codec.is_list:
        items = _coded(codec, file, root, mistakes)
    else:
        items = [(PurePosixPath(file).stem, root)]
    known = names.rows.setdefault(codec.model, set())
    for code, node in items:
        if code in known:
            mistakes.add(file, node.line, codec.code, code, _("each one once"))
        known.add(code)
    return [RowDraft(codec, file, code, node, {}) for code, node in items]


def _coded(codec: RowCodec, file: str, root: Node, mistakes: Mistakes) -> list[tuple[str, Node]]:
    if not isinstance(root.value, list):
        if root.value:
            mistakes.add(file, root.line, "", root.shown(), _("a list: a line with “- ” for each"))
        return []
    items: list[tuple[str, Node]] = []
    for node in root.value:
        code = node.value.get(codec.code) if isinstance(node.value, dict) else None
        if code is None or not code.text:
            mistakes.add(file, node.line, codec.code, None, _("a value"))
        else:
            items.append((code.text, node))
    return items


def write_rows(codec: RowCodec, drafts: list[RowDraft], ledger: Ledger) -> int:
    """Make or change the rows of one table. Returns how many changed."""
    if codec.writer:
        return codec.writer(drafts, ledger)
    return sum(draft.write(ledger) for draft in drafts)


def check_row(draft: RowDraft, mistakes: Mistakes) -> None:
    """Note what the model itself has against the row."""
    row = draft.codec.new(draft.code)
    early = [one for one in draft.codec.fields if not one.is_late]
    for one in early:
        one.put(row, draft.values.get(one.name, one.blank(draft.codec.model)), Ledger())
    ours = {one.target: one for one in early}
    concrete = {column.name for column in draft.codec.model._meta.fields}
    try:
        row.clean_fields(exclude=concrete - {*ours, draft.codec.code})
    except ValidationError as error:
        lines: Any = draft.node.value if isinstance(draft.node.value, dict) else {}
        for target, messages in error.message_dict.items():
            name = ours[target].name if target in ours else draft.codec.code
            line = lines[name].line if name in lines else draft.node.line
            found = str(draft.values.get(name) or "") or None
            mistakes.add(draft.file, line, name, found, " ".join(messages))
