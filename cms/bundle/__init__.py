"""A network's content as a folder of Markdown files; the form is described in docs/bundle.md."""

from cms.bundle.exporting import export_bundle
from cms.bundle.importing import check_bundle, import_bundle
from cms.bundle.mistakes import BundleInvalid, BundleRefused
from cms.bundle.writing import ImportResult

__all__ = [
    "BundleInvalid",
    "BundleRefused",
    "ImportResult",
    "check_bundle",
    "export_bundle",
    "import_bundle",
]
