"""Finds personal details of a third person in free text, in Dutch and English.

The platform holds no record about somebody that other people worry about. Whoever types such
details into a form is asked about it before anything is saved. The detector is pure: it writes no
log line, keeps nothing, and what it answers says where and of what kind, never what was there.
"""

from cms.detector.detect import find
from cms.detector.findings import Finding, Kind

__all__ = ["Finding", "Kind", "find"]
