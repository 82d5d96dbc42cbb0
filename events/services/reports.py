"""The report of a gathering: begun as a draft, written by several people, published once."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.documents import get_document_model
from wagtail.models import Collection

from events.exceptions import EventError
from events.models import (
    Event,
    ReportDownload,
    ReportIndex,
    ReportPage,
    Session,
    SessionReport,
    Speaker,
)
from events.services.event_mails import tell_report
from events.services.findings import live_on

WORDS = ("summary", "format", "next_gathering", "closing")


def report_of(event: Event) -> ReportPage | None:
    """Return the report of an event in the first language, published or not."""
    if event.report_key is None:
        return None
    found: ReportPage | None = (
        ReportPage.objects.originals().filter(translation_key=event.report_key).first()
    )
    return found


@transaction.atomic
def begin_report(event: Event, user: Any) -> ReportPage:
    """Return the report of an event with a place for each of its sessions; made once.

    Raises `EventError` where there is no list of reports to put it in.
    """
    locked = Event.objects.locked(event.pk)
    page = report_of(locked)
    if page is None:
        page = _new_page(locked, user)
        locked.report_key = page.translation_key
        locked.save(update_fields=["report_key"])
    event.report_key = locked.report_key
    session_reports(locked)
    return page


def _new_page(event: Event, user: Any) -> ReportPage:
    index = ReportIndex.objects.filter(locale__language_code=settings.LANGUAGE_CODE).first()
    if index is None:
        raise EventError(_("There is no list of reports yet. Ask the coordinator to make one."))
    with override(settings.LANGUAGE_CODE):
        title = _("Report: %(title)s") % {"title": event}
    page = ReportPage(title=title, owner=user, live=False)
    index.add_child(instance=page)
    page.save_revision(user=user, log_action=True)
    return page


def session_reports(event: Event) -> list[SessionReport]:
    """Return a report for each session of the programme, and what was added beside it."""
    without = Session.objects.filter(slot__event=event, report=None)
    for number, session in enumerate(without.select_related("slot").order_by("slot", "pk")):
        SessionReport.objects.get_or_create(
            session=session,
            defaults={
                "event": event,
                "position": number,
                "title": session.title_nl,
                "host_organisation": session.host_organisation,
            },
        )
    return list(event.session_reports.select_related("session__host", "host_organisation"))


def draft_of(page: ReportPage) -> ReportPage:
    """Return a report as it was last written, published or not."""
    found: ReportPage = page.get_latest_revision_as_object()
    return found


@transaction.atomic
def keep_words(event: Event, user: Any, values: Mapping[str, Any], seen: int) -> ReportPage:
    """Keep the words of a report as a draft, and how many were there.

    `seen` is the version that was on the screen. Raises `EventError` when somebody else saved
    another one meanwhile.
    """
    locked = Event.objects.locked(event.pk)
    page = _existing(locked)
    if page.latest_revision_id != seen:
        raise EventError(
            _(
                "Somebody else saved this report while you wrote. Your words are still here: look"
                " what they changed, and save once more to keep yours."
            )
        )
    draft = draft_of(page)
    for name in WORDS:
        setattr(draft, name, values[name])
    draft.save_revision(user=user, log_action=True)
    locked.counted_present = values["counted_present"]
    locked.save(update_fields=["counted_present"])
    return draft


def _existing(event: Event) -> ReportPage:
    page = report_of(event)
    if page is None:
        raise EventError(_("Nobody began to write this report yet."))
    return page


def add_speaker(event: Event, values: Mapping[str, Any]) -> Speaker:
    """Return somebody who spoke to everybody, after who spoke before."""
    last = event.speakers.aggregate(last=Max("position"))["last"]
    same = event.speakers.filter(**values).first()
    if same is not None:
        # The same form, sent twice.
        return same
    return Speaker.objects.create(event=event, position=0 if last is None else last + 1, **values)


def add_session(event: Event, title: str) -> SessionReport:
    """Return the report of a session that was not in the programme; the same title is the same."""
    last = event.session_reports.aggregate(last=Max("position"))["last"]
    found, _made = SessionReport.objects.get_or_create(
        event=event, title=title, defaults={"position": 0 if last is None else last + 1}
    )
    return found


@transaction.atomic
def add_download(event: Event, user: Any, title: str, file: Any) -> None:
    """Put a file with the draft of a report; everybody can read it once that is published."""
    page = _existing(Event.objects.locked(event.pk))
    document = get_document_model().objects.create(
        title=title,
        file=file,
        uploaded_by_user=user,
        collection=Collection.get_first_root_node(),
    )
    draft = draft_of(page)
    draft.downloads.add(ReportDownload(document=document, sort_order=draft.downloads.count()))
    draft.save_revision(user=user, log_action=True)


@transaction.atomic
def remove_download(event: Event, user: Any, document: int) -> None:
    """Take a file away from the draft of a report."""
    draft = draft_of(_existing(Event.objects.locked(event.pk)))
    for row in draft.downloads.filter(document_id=document):
        draft.downloads.remove(row)
    draft.save_revision(user=user, log_action=True)


@transaction.atomic
def publish_report(event: Event, user: Any) -> int:
    """Publish a report, and return how many lessons and questions came of it just now.

    Twice is the same as once: what lives on already does not do so again, and who came hears of
    it the first time. Raises `EventError` where nothing was written yet.
    """
    locked = Event.objects.locked(event.pk)
    page = _existing(locked)
    _refuse_empty(locked, page)
    first = not page.live
    if first or page.has_unpublished_changes:
        # Whoever runs a gathering publishes its report, without any right in the admin.
        page.get_latest_revision().publish(user=user, skip_permission_checks=True)
        page.refresh_from_db()
    count = live_on(locked, page, user)
    if first:
        tell_report(locked)
    return count


def _refuse_empty(event: Event, page: ReportPage) -> None:
    told = event.session_reports.exclude(in_short="", about="", closing="").exists()
    if not (draft_of(page).format.strip() or told or event.findings.exists()):
        raise EventError(_("Nothing is written yet. Say at least how it went, in two sentences."))
