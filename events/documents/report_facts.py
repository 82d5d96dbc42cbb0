"""What search knows of a report besides its own words: when it was, and what sessions told."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from events.documents.event_facts import LANGUAGES
from events.models import Event, SessionReport, Speaker
from knowledge.search_facts import Found, add_themes
from search.documents import Entity
from search.fanout import depend
from search.pages import Facts

REPORT = "report"


def report_facts(originals: Sequence[Any]) -> Found:
    """Facts of reports, in as many questions for a thousand as for one."""
    found: Found = defaultdict(Facts)
    pages = {page.translation_key: page.pk for page in originals}
    rows = list(Event.objects.filter(report_key__in=pages).select_related("organiser"))
    by_row = {row.pk: found[pages[row.report_key]] for row in rows}
    for row in rows:
        facts = by_row[row.pk]
        facts.date = row.starts_at.astimezone(row.zone).date().isoformat()
        for language in LANGUAGES:
            facts.words[language] += filter(None, [row.place, str(row.organiser or "")])
    for told in SessionReport.objects.filter(event__in=by_row):
        words = [told.title, told.about, told.in_short, told.closing]
        by_row[told.event_id].words[told.language] += filter(None, words)
    for spoken in Speaker.objects.filter(event__in=by_row).select_related("organisation"):
        words = [spoken.who, str(spoken.organisation or ""), spoken.message]
        for language in LANGUAGES:
            by_row[spoken.event_id].words[language] += filter(None, words)
    # Asked for what has no row as well: a topic is the page's own.
    for pk in pages.values():
        found[pk].date = found[pk].date or ""
    add_themes(found)
    return found


def _report_of(event: Event) -> list[Entity]:
    """Return the report of an event, where one was begun."""
    return [Entity(REPORT, str(event.report_key))] if event.report_key else []


def keep_fresh() -> None:
    """Tell search which changes a report shows."""
    depend(SessionReport, lambda told: _report_of(told.event))
    depend(Speaker, lambda spoken: _report_of(spoken.event))
