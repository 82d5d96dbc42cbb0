"""The bundle knows every field that an editor of knowledge can fill."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.db import models as db

from cms.bundle.codecs import PageCodec, page_codecs
from cms.bundle.fields import Choice, Codes
from cms.bundle.relations import Children

DOCUMENT = (Path(__file__).parents[2] / "docs" / "bundle.md").read_text()
TYPES = [codec for codec in page_codecs if codec.model._meta.app_label in {"knowledge", "cms"}]
# Wagtail's own housekeeping, and what belongs to an account or to the site rather than to content.
NOT_CONTENT = {
    "owner",
    "go_live_at",
    "expire_at",
    "first_published_at",
    "content_type",
    "locale",
    "contributor",
    "document",
}


def editable(model: type[db.Model]) -> set[str]:
    columns = [*model._meta.get_fields()]
    return {
        column.name
        for column in columns
        if getattr(column, "editable", False)
        and not column.auto_created
        and not getattr(column.remote_field, "parent_link", False)
    } - {*NOT_CONTENT, "path", "depth", "numchild", "tags"}


@pytest.mark.parametrize("codec", TYPES, ids=lambda codec: f"{codec.name}-{codec.stem}")
def test_no_field_of_a_page_is_left_out_of_its_file(codec: PageCodec) -> None:
    assert editable(codec.model) - {one.target for one in codec.fields} == set()


@pytest.mark.parametrize("codec", TYPES, ids=lambda codec: f"{codec.name}-{codec.stem}")
def test_every_field_in_a_file_is_described_in_the_document(codec: PageCodec) -> None:
    described = set(re.findall(r"`(\w+)`", DOCUMENT))
    ranges = {"forms", "causes", "risk_themes", "working_elements", "target_groups"}
    assert {one.name for one in codec.fields} - described - ranges == set()


def vocabularies() -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for codec in TYPES:
        parts = [(one, codec.model) for one in codec.fields]
        for one, model in list(parts):
            if isinstance(one, Children):
                parts += [(part, one.child(model)) for part in one.parts]
        for one, model in parts:
            column: Any = one.column(model) if isinstance(one, (Choice, Codes)) else None
            if isinstance(one, Codes):
                found[one.name] = [str(code) for code in column.vocabulary.values]
            elif isinstance(one, Choice):
                found[one.name] = [str(code) for code, _label in column.choices if code]
    return sorted(found.items())


@pytest.mark.parametrize(("name", "codes"), vocabularies())
def test_the_document_lists_the_codes_of_every_vocabulary(name: str, codes: list[str]) -> None:
    row = re.search(rf"^\| `(?:evidence\.)?{name}` \| (.*) \|$", DOCUMENT, re.MULTILINE)
    inline = re.search(rf"`{name}` \(([^)]*)\)", DOCUMENT)
    listed = row or inline
    if listed is None:  # A yes-or-no fact shares the list of its neighbours.
        assert codes == ["yes", "no", "unknown"]
    else:
        assert listed.group(1).split(", ") == codes
