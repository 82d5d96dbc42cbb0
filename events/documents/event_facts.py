"""What search knows of an event besides its words: when, where, for whom and from whom."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils import translation

from events.models import Event, Session
from knowledge.search_facts import Found, add_themes
from search.pages import Facts

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def event_facts(originals: Sequence[Any]) -> Found:
    """Facts of events, in as many questions for a thousand as for one."""
    found: Found = defaultdict(Facts)
    pages = {page.translation_key: page.pk for page in originals}
    rows = Event.objects.filter(translation_key__in=pages).select_related(
        "organiser", "neighbourhood"
    )
    by_row = {row.pk: found[pages[row.translation_key]] for row in rows}
    for row in rows:
        _add_row(by_row[row.pk], row)
    _add_target_groups(by_row)
    _add_sessions(by_row)
    # Asked for a page without a row as well: a topic is the page's own.
    for pk in pages.values():
        found[pk].date = found[pk].date or ""
    add_themes(found)
    return found


def _add_row(facts: Facts, row: Event) -> None:
    facts.date = row.starts_at.astimezone(row.zone).date().isoformat()
    names = [row.place, row.address, str(row.organiser or "")]
    if row.neighbourhood:
        facts.facets["neighbourhood"].add(row.neighbourhood.code)
        facts.words["nl"].append(row.neighbourhood.label_nl)
        facts.words["en"].append(row.neighbourhood.label_en)
    for language in LANGUAGES:
        with translation.override(language):
            facts.words[language] += [row.get_kind_display(), *filter(None, names)]


def _add_target_groups(by_row: dict[int, Facts]) -> None:
    links = Event.target_groups.through.objects.filter(event__in=by_row).order_by("pk")
    for link in links.select_related("targetgroup"):
        facts, group = by_row[link.event_id], link.targetgroup
        facts.facets["target_group"].add(group.code)
        facts.words["nl"].append(group.label_nl)
        facts.words["en"].append(group.label_en)


def _add_sessions(by_row: dict[int, Facts]) -> None:
    sessions = Session.objects.filter(slot__event__in=by_row)
    for session in sessions.select_related("slot", "host_organisation"):
        words = by_row[session.slot.event_id].words
        words["nl"].append(session.title_nl)
        words["en"].append(session.title_en or session.title_nl)
        if session.host_organisation:
            for language in LANGUAGES:
                words[language].append(session.host_organisation.name)
