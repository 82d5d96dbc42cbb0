"""What this floor adds to the forms of pages below it."""

from cms.facts import FactsNotice
from cms.models import PlainPage
from knowledge.models.links import SOURCE_PANEL

# Every claim names its source, also on a page such as "Over ons".
PlainPage.content_panels[:] = [FactsNotice(), *PlainPage.content_panels, SOURCE_PANEL]
