"""Events, registrations and reports in a bundle: all of it, and nobody's name on the way out."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from cms.bundle import BundleInvalid, check_bundle, export_bundle, import_bundle
from coalitions.models import Call
from events import models

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).parents[2]

WEEK = """---
title: Week van de tuin
kind: campaign
starts: 2026-10-25 00:00
ends: 2026-11-01 23:00
takes_registrations: false
---
"""
SUBMITTED = """---
title: Zaaien met de buren
kind: campaign_activity
campaign: week
starts: 2026-10-25 02:30+0100
ends: 2026-10-25 05:00
host: tuin@schakel.example
published: false
---
"""
EVENING = """---
title: Soepavond
invitation: |-
  Neem een kom mee.

  Wij hebben lepels.
starts: 2027-03-27 19:00
ends: 2027-03-28 03:30
campaign: week
organiser: kade
host: spade@schakel.example
place: De Kas
address: Kade 1
neighbourhood: oost
capacity: 2
waiting_capacity: 5
registration_opens: 2027-01-01 09:00
registration_closes: 2027-03-26 12:00
cancel_until: 2027-03-26 18:00
promotion: offer
contact: 030 100 00 98
reminder_hours: none
target_groups: [ouderen]
slots:
  - starts: 2027-03-27 19:30
    ends: 2027-03-27 20:30
    sessions:
      - {nl: Pompoen, en: Pumpkin, host: spade@schakel.example, room: Keuken, capacity: 1}
      - {nl: Prei, host_organisation: kade, host_email: prei@example.org}
questions:
  - {nl: "Wat eet je niet?", en: "What do you not eat?", retention_days: 3}
mails:
  - {mail: reminder, language: nl, subject: Tot morgen, text: "Dag {name}, tot morgen. {link}"}
registrations:
  - {account: tuin@schakel.example, on: 2027-01-02, sessions: [Pompoen], source: member}
  - {name: Kees Komkom, email: kees@example.org, on: 2027-01-03, sessions: [Prei], came: true}
  - {name: Loes Lepel, phone: 030 100 00 99, on: 2027-01-04, status: waitlisted, source: organiser}
  - {name: Ties Terug, email: ties@example.org, on: 2027-01-05, status: cancelled}
answers:
  - {grade: 9, take_home: Een recept., change: Meer lepels.}
---
"""
TRANSLATION = """---
title: Soup night
invitation: |-
  Bring a bowl.

  We have spoons.
---
"""
REPORT = """---
title: Verslag van de soepavond
event: soepavond
format: We begonnen met een rondje.
next_gathering: In het najaar.
closing: Tot dan.
speakers:
  - {who: kok van de kade, organisation: kade, message: Soep verbindt.}
findings:
  - key: beloofd
    kind: promise
    text: Wij lenen onze pan uit.
    "on": 2027-03-28
    speaker: kok van de kade
    owner: spade@schakel.example
    owner_organisation: kade
    due: 2027-05-01
session_reports:
  - title: Pompoen
    session: Pompoen
    host: een kok
    host_organisation: kade
    present: 7
    about: Over pompoenen.
    in_short: Lang koken.
    closing: Lekker.
    handed_in: 2027-03-29
    findings:
      - {key: les, kind: lesson, text: Zet het hek laag., lesson: laag-hek, activities: [moestuin],
         organisations: [kade]}
      - {key: vraag, kind: question, text: "Hoe heet is heet?", question: hoe-heet}
---
"""
CALLS = """- key: hoe-heet
  kind: question
  line: Hoe heet is heet?
  asked_on: 2027-03-27
  occasion: Soepavond
"""
SUBMISSIONS = "- {event: zaaien, by: spade@schakel.example}\n"
FILES = {
    "events/week.nl.md": WEEK,
    "events/zaaien.nl.md": SUBMITTED,
    "events/soepavond.nl.md": EVENING,
    "events/soepavond.en.md": TRANSLATION,
    "reports/soepavond.nl.md": REPORT,
    "indexes/events.nl.md": "---\ntitle: Agenda\n---\n",
    "indexes/reports.nl.md": "---\ntitle: Verslagen\n---\n",
    "calls.yaml": CALLS,
    "submissions.yaml": SUBMISSIONS,
}


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def bundle(tmp_path: Path, settings: Any) -> Path:
    """The small bundle with a week, two events, a report and a draft that waits."""
    settings.MEDIA_ROOT = tmp_path / "media"
    folder = Path(shutil.copytree(ROOT / "tests" / "bundles" / "small", tmp_path / "bundle"))
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def edit(bundle: Path) -> Callable[[str, str, str], None]:
    def change(file: str, old: str, new: str) -> None:
        text = (bundle / file).read_text()
        assert old in text
        (bundle / file).write_text(text.replace(old, new, 1))

    return change


def page(slug: str) -> Any:
    return models.EventPage.objects.get(slug=slug, locale__language_code="nl")


def everything() -> dict[str, list[Any]]:
    """Return all rows of this floor as they are in the database."""
    kinds = (
        *(models.Event, models.Slot, models.Session, models.Question, models.MailText),
        *(models.Registration, models.SessionChoice, models.Speaker, models.SessionReport),
        *(models.Finding, Call),
    )
    return {kind.__name__: list(kind.objects.order_by("pk").values()) for kind in kinds}


def test_an_import_makes_an_event_with_its_programme(bundle: Path) -> None:
    import_bundle(bundle)
    event = page("soepavond").event
    assert f"{event.starts_at:%d %H:%M}" == "27 18:00"  # UTC, an hour before the night of summer
    assert f"{event.ends_at:%d %H:%M}" == "28 01:30"  # and two hours after it
    assert event.super_event == page("week").event
    assert (event.organiser.code, event.host.email) == ("kade", "spade@schakel.example")
    assert (event.reminder_hours, event.retention_days) == (None, 90)
    slot = event.slots.get()
    pumpkin, leek = slot.sessions.order_by("pk")
    assert (pumpkin.title_en, pumpkin.capacity, pumpkin.host) == ("Pumpkin", 1, event.host)
    assert (leek.host_organisation.code, leek.host_email) == ("kade", "prei@example.org")
    assert event.questions.get().retention_days == 3
    assert event.mail_texts.get().body == "Dag {name}, tot morgen. {link}"
    english = models.EventPage.objects.get(locale__language_code="en", title="Soup night")
    assert (english.event, english.live) == (event, True)
    assert english.invitation.startswith("Bring a bowl.")


def test_who_comes_stands_in_the_order_of_the_file(bundle: Path) -> None:
    import_bundle(bundle)
    event = page("soepavond").event
    rows = list(event.registrations.order_by("queue_number"))
    assert [row.called for row in rows] == [
        "Tuin Testpersoon",
        "Kees Komkom",
        "Loes Lepel",
        "Ties Terug",
    ]
    assert [row.status for row in rows] == ["registered", "registered", "waitlisted", "cancelled"]
    assert [row.queue_number for row in rows] == [1, 2, 3, 4]
    assert event.queue_counter == 4
    assert rows[0].choices.get().session.title_nl == "Pompoen"
    assert rows[3].cancelled_at


def test_who_came_is_counted_and_an_answer_is_nobodys(bundle: Path) -> None:
    import_bundle(bundle)
    event = page("soepavond").event
    came = models.CheckIn.objects.get()
    assert (came.registration.name, came.session, came.at > event.starts_at) == (
        "Kees Komkom",
        None,
        True,
    )
    answer = event.survey_responses.get()
    assert (answer.grade, answer.take_home, answer.change) == (9, "Een recept.", "Meer lepels.")
    assert models.SurveyInvitation.objects.get().is_answered


def test_a_report_has_its_sessions_and_findings_with_what_they_live_on_as(bundle: Path) -> None:
    import_bundle(bundle)
    report = models.ReportPage.objects.get(locale__language_code="nl")
    event = page("soepavond").event
    assert (report.event, report.live) == (event, True)
    told = event.session_reports.get()
    assert (told.session.title_nl, told.present, told.host_text) == ("Pompoen", 7, "een kok")
    lesson, question = told.findings.order_by("pk")
    assert (lesson.event, lesson.lesson.slug) == (event, "laag-hek")
    assert [each.slug for each in lesson.activities.all()] == ["samen-tuinieren"]
    assert [each.code for each in lesson.organisations.all()] == ["kade"]
    # Calls are written after pages: what the file of calls says is in it all the same.
    assert (question.call.line, question.call.occasion) == ("Hoe heet is heet?", "Soepavond")
    promise = event.findings.promises_open().get()
    assert (promise.speaker.who, promise.owner.email) == (
        "kok van de kade",
        "spade@schakel.example",
    )


def test_a_draft_that_was_sent_in_waits_for_who_reviews_it(bundle: Path) -> None:
    import_bundle(bundle)
    draft = page("zaaien")
    assert not draft.live
    assert draft.workflow_in_progress
    assert draft.owner.email == "spade@schakel.example"
    draft.current_workflow_state.cancel()
    import_bundle(bundle)
    assert not page("zaaien").workflow_in_progress


def test_importing_twice_changes_nothing(bundle: Path) -> None:
    import_bundle(bundle)
    before = everything()
    result = import_bundle(bundle)
    assert (result.created, result.changed, result.rows, result.translated) == (0, 0, 0, 0)
    assert everything() == before


def test_a_round_trip_loses_nothing_and_names_nobody(bundle: Path, tmp_path: Path) -> None:
    import_bundle(bundle)
    before = everything()
    export_bundle(tmp_path / "first")
    result = import_bundle(tmp_path / "first")
    assert (result.created, result.changed, result.rows) == (0, 0, 0)
    assert everything() == before
    export_bundle(tmp_path / "second")
    assert not (tmp_path / "first" / "submissions.yaml").exists()
    for name in (*(name for name in FILES if name.endswith(".md")), "calls.yaml"):
        text = (tmp_path / "first" / name).read_text()
        assert text == (tmp_path / "second" / name).read_text(), name
        assert "@" not in text
        for somebody in ("Kees", "Loes", "een kok", "\nregistrations"):
            assert somebody not in text
    said = (tmp_path / "first" / "events" / "zaaien.nl.md").read_text()
    assert "starts: 2026-10-25 02:30+0100" in said  # the second half past two of that night


def test_an_import_leaves_alone_what_was_added_since(bundle: Path) -> None:
    import_bundle(bundle)
    event = page("soepavond").event
    models.Session.objects.create(slot=event.slots.get(), title_nl="Wortel")
    models.Finding.objects.create(event=event, kind="lesson", text="Nieuw")
    event.registrations.filter(email="kees@example.org").update(status="cancelled")
    before = everything()
    result = import_bundle(bundle)
    assert (result.changed, result.rows) == (0, 0)
    assert everything() == before


def test_an_import_mends_what_the_file_says_otherwise(
    bundle: Path, edit: Callable[[str, str, str], None]
) -> None:
    import_bundle(bundle)
    edit("events/soepavond.nl.md", "starts: 2027-03-27 19:00", "starts: 2027-03-27 18:30")
    edit("events/soepavond.nl.md", "room: Keuken", "room: Zolder")
    edit("reports/soepavond.nl.md", "text: Zet het hek laag.", "text: Zet het hek lager.")
    result = import_bundle(bundle)
    assert (result.changed, result.rows) == (2, 0)
    assert f"{page('soepavond').event.starts_at:%H:%M}" == "17:30"
    assert models.Session.objects.get(title_nl="Pompoen").room == "Zolder"
    assert models.Finding.objects.get(kind="lesson").text == "Zet het hek lager."


def test_who_registered_by_themselves_is_not_registered_again(
    bundle: Path, edit: Callable[[str, str, str], None]
) -> None:
    import_bundle(bundle)
    event = page("soepavond").event
    models.Registration.objects.create(
        event=event, key="7d6c7a86-2f39-4b8c-8e8e-3a3f2f7f8a11", email="zus@example.org", name="Zus"
    )
    new = "registrations:\n  - {name: Zus, email: zus@example.org, on: 2027-01-06}"
    edit("events/soepavond.nl.md", "registrations:", new)
    import_bundle(bundle)
    assert event.registrations.filter(email="zus@example.org").count() == 1


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("events/soepavond.nl.md", "starts: 2027-03-27 19:00\n", "", "1 starts: missing"),
        ("events/soepavond.nl.md", "2027-03-27 19:00", "zaterdag", "7 starts: found “zaterdag”"),
        ("events/soepavond.nl.md", "2027-03-27 19:00", "2027-03-27", "7 starts: found “2027-03-27"),
        ("events/soepavond.nl.md", "2027-03-28 03:30", "2027-03-27 18:00", "8 ends: found"),
        ("events/soepavond.nl.md", "2027-03-27 20:30", "2027-03-27 19:30", "slots: found"),
        ("events/soepavond.nl.md", "campaign: week", "campaign: maand", "9 campaign: found"),
        ("events/soepavond.nl.md", "promotion: offer", "promotion: loterij", "promotion: found"),
        ("events/soepavond.nl.md", "place: De Kas", "timezone: Mars/Olympus", "timezone: found"),
        ("events/soepavond.nl.md", "place: De Kas", "online_address: hier", "online_address: f"),
        ("events/soepavond.nl.md", "[Prei]", "[Ui]", "registrations: found “Ui”"),
        ("events/soepavond.nl.md", "ties@", "kees@", "registrations: found “kees@example.org”"),
        ("events/soepavond.nl.md", "grade: 9", "grade: 11", "answers: found “11”"),
        ("events/soepavond.nl.md", "came: true", "came: false", "answers: found “1”"),
        ("events/soepavond.nl.md", "came: true", "came: soms", "registrations.came: found “soms”"),
        ("events/soepavond.nl.md", "mail: reminder", "mail: groet", "mails.mail: found “groet”"),
        ("reports/soepavond.nl.md", "event: soepavond", "event: feest", "3 event: found “feest”"),
        ("reports/soepavond.nl.md", "event: soepavond\n", "", "1 event: missing"),
        ("reports/soepavond.nl.md", "kind: promise", "kind: eed", "findings.kind: found “eed”"),
        ("reports/soepavond.nl.md", "speaker: kok van", "speaker: bok van", "findings: found"),
        ("reports/soepavond.nl.md", "key: vraag", "key: beloofd", "findings: found"),
        ("reports/soepavond.nl.md", "question: hoe", "question: zo", "findings.question: found"),
        ("submissions.yaml", "event: zaaien", "event: maaien", "event: found “maaien”"),
        ("submissions.yaml", "by: spade@", "by: iemand@", "by: found “iemand@"),
    ],
)
def test_a_mistake_is_named_by_file_line_and_field(
    bundle: Path,
    edit: Callable[[str, str, str], None],
    file: str,
    old: str,
    new: str,
    expected: str,
) -> None:
    edit(file, old, new)
    with pytest.raises(BundleInvalid) as refused:
        check_bundle(bundle)
    lines = str(refused.value).splitlines()
    assert any(line.startswith(file) and expected in line for line in lines), lines
