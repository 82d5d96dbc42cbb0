"""The import: everything is read and checked, then everything is written in one transaction."""

from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.bundle.checking import check
from cms.bundle.codecs import HOME, row_codecs
from cms.bundle.contactpoints import write_points
from cms.bundle.mistakes import BundleRefused
from cms.bundle.names import Ledger, page_key
from cms.bundle.quiet import indexed_at_the_end
from cms.bundle.reading import Bundle, read_bundle
from cms.bundle.rows import write_rows
from cms.bundle.sitefile import write_navigation
from cms.bundle.translating import Translator, locales
from cms.bundle.writing import ImportResult, PageWriter, Report, in_tree_order, write_site_root


class TreeBroken(Exception):
    """The page tree is not sound after the import; nothing was kept."""


def silent(_line: str) -> None:
    """Report nothing."""


def check_bundle(path: Path, report: Report = silent) -> Bundle:
    """Read the bundle and check all of it. Raises `BundleInvalid` or `BundleRefused`."""
    if not path.is_dir():
        raise BundleRefused(_("There is no folder %(path)s.") % {"path": path})
    report(_("Reading %(path)s") % {"path": path})
    bundle = read_bundle(path, Ledger())
    check(bundle)
    bundle.mistakes.raise_if_any()
    return bundle


def import_bundle(path: Path, report: Report = silent) -> ImportResult:
    """Make the database say what the bundle says; all of it or nothing.

    Raises `BundleInvalid` with every mistake, before anything is written.
    """
    bundle = check_bundle(path, report)
    with transaction.atomic():
        with indexed_at_the_end():
            result = _write(bundle, report)
        if any(Page.find_problems()):
            raise TreeBroken(
                _(
                    "The page tree is damaged; nothing was imported."
                    " Run “manage.py fixtree” and try again."
                )
            )
    return result


def _write(bundle: Bundle, report: Report) -> ImportResult:
    ledger, result = bundle.names.ledger, ImportResult()
    others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    original, rest = locales(settings.LANGUAGE_CODE, others)
    result.rows += _write_rows(bundle, after_pages=False)
    result.pictures = sum(picture.write(ledger) for picture in bundle.pictures)
    ledger.refresh()
    drafts = in_tree_order(bundle.originals())
    written = PageWriter(ledger, result, report, original).write(drafts)
    home = page_key(*HOME)
    if ledger.has_page(home):
        write_site_root(ledger.page_id(home))
    for locale in rest:
        translations = {
            draft.key: draft
            for draft in bundle.translations()
            if draft.language == locale.language_code
        }
        Translator(ledger, locale, written, result, report).write(drafts, translations)
    result.rows += _write_rows(bundle, after_pages=True)
    if bundle.site:
        write_points(bundle.site, original, rest)
        write_navigation(bundle.site, ledger)
    return result


def _write_rows(bundle: Bundle, *, after_pages: bool) -> int:
    ledger, changed = bundle.names.ledger, 0
    for codec in row_codecs:  # in order of registration: one table may point at an earlier one
        if codec.after_pages == after_pages:
            ledger.refresh()
            changed += write_rows(codec, [row for row in bundle.rows if row.codec is codec], ledger)
    return changed
