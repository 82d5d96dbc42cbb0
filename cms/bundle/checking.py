"""What only shows when the files are laid side by side, and what the models have against them."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.translation import gettext as _

from cms.bundle.codecs import PageDraft
from cms.bundle.mistakes import Mistakes, shortened
from cms.bundle.names import Ledger
from cms.bundle.reading import Bundle
from cms.bundle.relations import Children
from cms.bundle.rows import check_row
from cms.bundle.shapes import check_translation


def check(bundle: Bundle) -> None:
    """Note every mistake that reading one file could not show."""
    mistakes = bundle.mistakes
    for row in bundle.rows:
        check_row(row, mistakes)
    for draft in bundle.pages:
        _check_model(draft, mistakes)
    for draft in bundle.originals():
        for name, found, expected in draft.codec.complaints(draft):
            mistakes.add(draft.file, draft.line(name), name, found, expected)
    _check_slugs(bundle)
    _check_parents(bundle)
    originals = {draft.key: draft for draft in bundle.originals()}
    for draft in bundle.translations():
        original = originals.get(draft.key)
        if original is None:
            expected = draft.codec.path(draft.stem, "nl")
            mistakes.add(
                draft.file,
                1,
                "",
                draft.file,
                _("the original %(file)s beside it") % {"file": expected},
            )
        else:
            check_translation(draft, original, bundle)
    if bundle.site:
        bundle.site.read_values(bundle.names, mistakes)


def _check_model(draft: PageDraft, mistakes: Mistakes) -> None:
    """Ask the model what it thinks of the values that do not need the database."""
    page = draft.codec.model()
    early = {one.target: one for one in draft.codec.fields if not one.is_late}
    ours = {target for target, one in early.items() if one.name in draft.values}
    for target in ours:
        early[target].put(page, draft.values[early[target].name], Ledger())
    others = {column.name for column in draft.codec.model._meta.fields} - ours
    errors: dict[str, list[str]] = {}
    # Whether the slug is free is asked of the whole bundle, not of the page alone.
    page._check_slug_is_unique = lambda: None
    for ask in (lambda: page.clean_fields(exclude=others), page.clean):
        try:
            ask()
        except ValidationError as error:
            _merge(errors, error)
    names = {one.target: one.name for one in draft.codec.fields}
    for target, messages in errors.items():
        name = names.get(target, target if target != NON_FIELD_ERRORS else "")
        if name in draft.values or name not in draft.codec.blanks():
            _note(draft, name, messages, mistakes)
    _check_children(draft, mistakes)


def _merge(errors: dict[str, list[str]], error: ValidationError) -> None:
    found = (
        error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
    )
    for target, messages in found.items():
        errors.setdefault(target, messages)


def _note(draft: PageDraft, name: str, messages: list[str], mistakes: Mistakes) -> None:
    value = draft.values.get(name)
    found = shortened(str(value)) if value else None
    if name == "title" and found is None:
        return  # Already noted while reading.
    mistakes.add(draft.file, draft.line(name), name, found, " ".join(messages))


def _check_children(draft: PageDraft, mistakes: Mistakes) -> None:
    for one in draft.codec.fields:
        if not isinstance(one, Children):
            continue
        child = one.child(draft.codec.model)
        for values in draft.values.get(one.name, ()):
            row = child()
            early = [part for part in one.parts if not part.is_late and part.name in values]
            plain = [part for part in early if not isinstance(values[part.name], UUID)]
            for part in plain:
                part.put(row, values[part.name], Ledger())
            others = {column.name for column in child._meta.fields} - {p.target for p in plain}
            try:
                row.clean_fields(exclude=others)
            except ValidationError as error:
                for target, messages in error.message_dict.items():
                    _note_child(draft, one.name, target, values, messages, mistakes)


def _note_child(
    draft: PageDraft,
    name: str,
    part: str,
    values: dict[str, Any],
    messages: list[str],
    mistakes: Mistakes,
) -> None:
    found = str(values.get(part) or "") or None
    mistakes.add(draft.file, draft.line(name), f"{name}.{part}", found, " ".join(messages))


def _check_slugs(bundle: Bundle) -> None:
    """Two pages under one parent cannot have one address."""
    parents = {draft.key: draft.parent for draft in bundle.originals()}
    by_address: dict[tuple[Any, str, str], list[PageDraft]] = defaultdict(list)
    slugs = {draft.key: draft.values["slug"] for draft in bundle.originals()}
    for draft in bundle.pages:
        if draft.codec.parent is not None:
            slug = draft.values.get("slug") or slugs.get(draft.key, draft.stem)
            by_address[parents.get(draft.key), draft.language, slug].append(draft)
    for (_parent, _language, slug), drafts in by_address.items():
        for draft in drafts[1:]:
            expected = _("an address that %(other)s does not have") % {"other": drafts[0].file}
            bundle.mistakes.add(draft.file, draft.line("slug"), "slug", slug, expected)


def _check_parents(bundle: Bundle) -> None:
    """A page cannot stand under itself, not even by a detour."""
    drafts = {draft.key: draft for draft in bundle.originals()}
    for draft in drafts.values():
        seen = {draft.key}
        above = drafts.get(draft.parent) if draft.parent else None
        while above is not None and above.key not in seen:
            seen.add(above.key)
            above = drafts.get(above.parent) if above.parent else None
        if above is not None and above.key == draft.key:
            expected = _("a page that does not stand under this one")
            bundle.mistakes.add(draft.file, draft.line("parent"), "parent", draft.stem, expected)
