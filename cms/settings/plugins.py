"""The plugins of this site: those that come with the house, and those installed beside it.

Take one out here to do without it, before its first migration.
"""

from cms.plugins.discovery import installed

BUILT_IN = [
    "cms.builtin.peer_review",
    "cms.builtin.owner_approval",
    "cms.builtin.privacy_check",
    "cms.builtin.translation_check",
    "knowledge.evidence_check",
    "coalitions.lead_approval",
]
PLUGINS = [*BUILT_IN, *installed()]
