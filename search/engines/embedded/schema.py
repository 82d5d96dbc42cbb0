"""How documents are laid out in tantivy."""

import hashlib
import json
from importlib.metadata import version
from pathlib import Path

import tantivy

import search.analysis
from search.documents import IndexDocument, number
from search.facets import KIND, facets
from search.texts import FIELDS

TOKENIZER = "words"
# Raise when a document is written differently with the same fields.
_LAYOUT = 1


def facet_field(name: str) -> str:
    """Return the field in which the codes of a facet are kept."""
    return f"facet_{name}"


def build() -> tantivy.Schema:
    """Return the schema; terms come ready-made, so tantivy only cuts at spaces."""
    builder = tantivy.SchemaBuilder()
    for name in ("key", "origin", "entity", "language", "access"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in facets.names():
        builder.add_text_field(
            facet_field(name), tokenizer_name="raw", index_option="basic", fast=True
        )
    builder.add_unsigned_field("group", indexed=True, fast=True)
    for name in ("lead", "primary"):
        builder.add_boolean_field(name, indexed=True, fast=True)
    for name in FIELDS:
        builder.add_text_field(f"{name}_s", tokenizer_name=TOKENIZER, index_option="position")
        builder.add_text_field(f"{name}_p", tokenizer_name=TOKENIZER, index_option="freq")
    for name in ("spellings", "title_spellings"):
        builder.add_text_field(name, tokenizer_name=TOKENIZER, index_option="basic")
    for name in ("card", "shown", "words", "offsets"):
        builder.add_bytes_field(name, stored=True)
    return builder.build()


def fingerprint() -> str:
    """Return a name that changes with the fields, their layout and the language analysis."""
    digest = hashlib.sha256(json.dumps([version("tantivy"), _LAYOUT, facets.names()]).encode())
    for path in sorted(Path(search.analysis.__file__).parent.glob("*.*")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def prepare(document: IndexDocument, schema: tantivy.Schema) -> tantivy.Document:
    """Return `document` as tantivy takes it."""
    analysed = document.text.analysed
    fields: dict[str, object] = {
        "key": document.key,
        "origin": document.origin,
        "entity": str(document.entity),
        "language": document.language,
        "access": list(document.access),
        facet_field(KIND): document.entity.kind,
        "group": number(document.group or document.key),
        "lead": document.is_lead,
        "primary": document.is_primary,
        "spellings": analysed.spellings,
        "title_spellings": analysed.title_spellings,
        "card": _card(document),
        "shown": analysed.marked.text.encode(),
        "words": analysed.marked.words.encode(),
        "offsets": analysed.marked.offsets,
    }
    for name, values in document.facets.items():
        fields[facet_field(name)] = list(values)
    for name in FIELDS:
        fields[f"{name}_s"] = analysed.wholes[name]
        fields[f"{name}_p"] = analysed.parts[name]
    return tantivy.Document.from_dict(fields, schema)


def _card(document: IndexDocument) -> bytes:
    """Return what a list of results needs without the text itself."""
    return json.dumps(
        {
            "key": document.key,
            "version": document.version,
            "kind": document.entity.kind,
            "language": document.language,
            "title": document.text.title,
            "url": document.url,
            "addresses": dict(document.addresses),
            "date": document.date,
        }
    ).encode()
