"""The canary of this floor: who is in every text field is nowhere after leaving, or in time.

A field that is added later and not planted here fails the first test: it is read from the models.
"""

import io
import logging
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.apps import apps
from django.core.cache import cache
from django.db import connection, models
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from cms.enums import ErasedBy
from cms.models import Erasure, OutgoingMail
from cms.privacy.export import export_of
from cms.privacy.services import erase, finish_erasures, minimise
from events.enums import RegistrationSource, RegistrationStatus
from events.models import (
    CheckIn,
    Event,
    Finding,
    Link,
    Question,
    Registration,
    Session,
    SurveyInvitation,
    SurveyResponse,
)
from events.reads.figures import figures_of
from events.services.links import hashed
from events.services.promoting import cancel
from events.services.registering import Person, Wish, confirm, register
from events.services.survey import asks_from, send_surveys
from network.models import User
from search.services import drain_all, rebuild
from tests.events.planting import (
    ADDRESS,
    MARKS,
    MENTION,
    NAME,
    OTHER_ADDRESS,
    PHONE,
    WEB,
    plant_programme,
    plant_registrations,
    plant_report,
)
from tests.factories import (
    EventPageFactory,
    MemberFactory,
    OrganisationFactory,
    SessionFactory,
    SlotFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


# Not typed by anybody: drawn, or counted.
DRAWN = {
    "events_event.timezone",
    "events_registration.code",
    "events_link.token_hash",
    "events_sessionreport.link_hash",
    "events_surveyinvitation.token_hash",
}


@pytest.fixture
def folders(settings: Any, tmp_path: Path) -> Path:
    """Uploads, index and ledger in one folder, so that all of it can be looked through."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    settings.VAR_DIR = tmp_path / "var"
    return tmp_path


def text_columns() -> set[str]:
    """Return every column of this floor in which somebody can type."""
    found = set()
    for model in apps.get_app_config("events").get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.CharField | models.TextField) and not field.choices:
                found.add(f"{model._meta.db_table}.{field.column}")
    return found - DRAWN


def marked(text: str) -> bool:
    low = text.lower()
    return any(mark in low for mark in MARKS)


def readable(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("latin-1")
    return str(value)


def in_database() -> set[str]:
    """Return every table and column that holds a mark, read as raw rows."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            columns = [each[0] for each in cursor.description or ()]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    if marked(readable(value)):
                        found.add(f"{table}.{column}")
    return found


def everywhere(folder: Path) -> set[str]:
    """Return every place with a mark: rows, files, search, the cache."""
    found = in_database()
    for path in folder.rglob("*"):
        if path.is_file() and marked(path.read_bytes().decode("latin-1")):
            found.add(path.name)
    told = Client().get("/api/search", {"q": "soep", "lang": "nl"}).content.decode()
    if marked(told):
        found.add("search")
    if marked(str(cache.get("a-page"))):
        found.add("cache")
    return found


def unpacked(user: Any) -> str:
    with zipfile.ZipFile(io.BytesIO(export_of(user))) as opened:
        return "".join(opened.read(name).decode() for name in opened.namelist())


def over(event: Event, days: int = 1) -> Event:
    """Return the event as if it ended so many days ago."""
    ends = timezone.now() - timedelta(days=days)
    Event.objects.filter(pk=event.pk).update(starts_at=ends - timedelta(hours=2), ends_at=ends)
    found: Event = Event.objects.get(pk=event.pk)
    return found


# Who leaves.


@pytest.fixture
def canary(folders: Path, home: Any) -> User:
    """Somebody whose name, address and number stand in every field of this floor."""
    place = OrganisationFactory.create(name="Buurthuis De Hoek")
    user: User = MemberFactory.create(
        user__email=ADDRESS, user__name=NAME, organisation=place, phone=PHONE
    ).user
    EmailAddress.objects.create(user=user, email=OTHER_ADDRESS, verified=True)
    page = EventPageFactory.create(
        title=f"Soep met {NAME}",
        slug="soep-met-kanarina-vogelsnavel",
        summary=f"{NAME} kookt soep.",
        invitation=MENTION,
        facts__host=user,
    )
    page.save_revision().publish()
    event = page.event
    contact = f"{NAME}, {PHONE}"
    facts = {"place": f"Bij {NAME}", "address": MENTION, "contact": contact, "online_address": WEB}
    Event.objects.filter(pk=event.pk).update(**facts)
    plant_programme(event, user)
    plant_registrations(event, user)
    plant_report(event, user)
    cache.set("a-page", MENTION)
    rebuild()
    return user


def test_every_field_in_which_somebody_can_type_is_planted(canary: User, folders: Path) -> None:
    found = everywhere(folders)

    assert text_columns() - found == set()
    assert {"search", "cache", "wagtailcore_page.title", "wagtailcore_revision.content"} <= found


def test_who_leaves_is_nowhere_in_events_and_the_numbers_stay(
    canary: User,
    folders: Path,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Any,
) -> None:
    caplog.set_level(logging.INFO)
    event = over(Event.objects.get())
    before = figures_of(event)
    assert (before.registered, before.attended, before.answered, before.grade) == (3, 3, 3, 8.0)

    with django_capture_on_commit_callbacks(execute=True):
        erase(canary, by=ErasedBy.OWNER)
    with django_capture_on_commit_callbacks(execute=True):
        finish_erasures()
    drain_all()

    assert everywhere(folders) == set()
    assert not marked(caplog.text)
    assert Erasure.objects.get().traces == {}
    assert figures_of(event) == before
    # What somebody else is registered for, and what was promised, stays.
    assert Registration.objects.filter(user__name="Iemand Anders").count() == 1
    assert Finding.objects.get().owner is None


def test_without_the_search_for_traces_the_canary_is_found(
    canary: User, folders: Path, django_capture_on_commit_callbacks: Any
) -> None:
    """The control: removing the account alone leaves most of it."""
    with django_capture_on_commit_callbacks(execute=True):
        canary.delete()

    left = everywhere(folders)
    for place in (
        *("events_event.contact", "events_sessionreport.host_text", "events_finding.text"),
        *("events_surveyresponse.take_home", "events_mailtext.body", "events_speaker.who"),
    ):
        assert place in left


def test_who_leaves_before_it_frees_the_place_and_gets_no_mail_any_more(
    folders: Path, home: Any, django_capture_on_commit_callbacks: Any
) -> None:
    event = EventPageFactory.create(title="Soep", facts__capacity=1).event
    user = UserFactory.create(email=ADDRESS, name=NAME)
    person, waits = Person(name=NAME, email=ADDRESS), Person(name="Bep", email="b@buren.example")
    source = RegistrationSource.ORGANISER
    register(event, Wish(uuid4(), person, source=source))
    next_one = register(event, Wish(uuid4(), waits, source=source))
    assert next_one.status == RegistrationStatus.WAITLISTED

    with django_capture_on_commit_callbacks(execute=True):
        erase(user, by=ErasedBy.OWNER)
        finish_erasures()

    next_one.refresh_from_db()
    assert next_one.status == RegistrationStatus.REGISTERED
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {"b@buren.example"}
    assert everywhere(folders) == set()


def test_what_somebody_gave_is_in_their_own_data_and_in_nobody_elses(canary: User) -> None:
    mine = unpacked(canary)

    for word in (NAME, OTHER_ADDRESS, "Soep met", "Koken met", "Vraag het"):
        assert word in mine, word
    stranger = UserFactory.create()
    assert not marked(unpacked(stranger))


# Who is forgotten in time, without having asked for it.


@pytest.fixture
def visited(folders: Path, home: Any) -> Event:
    """A gathering to which somebody without an account registered, came, and told how it was."""
    event: Event = EventPageFactory.create(title="Soep", facts__capacity=5).event
    session = SessionFactory.create(slot=SlotFactory.create(event=event))
    asked = Question.objects.create(event=event, text_nl="Wat eet u niet?")
    person = Person(name=NAME, email=ADDRESS, phone=PHONE, organisation_text=f"Stichting {NAME}")
    sent = Wish(uuid4(), person, sessions=[session], answers={asked: f"{NAME} eet geen noten"})
    registration = confirm(register(event, sent))
    CheckIn.objects.create(registration=registration, client_id=uuid4())
    for number in range(3):
        other = Person(name=f"{NAME} {number}", email=f"{number}{ADDRESS}")
        found = confirm(register(event, Wish(uuid4(), other)))
        if number == 0:
            cancel(found)
    never = Person(name=NAME, email=f"never-{ADDRESS}")
    register(event, Wish(uuid4(), never))
    event = over(event)
    send_surveys(asks_from(event))
    for grade in (7, 8, 9):
        SurveyResponse.objects.create(event=event, grade=grade, take_home=MENTION, change=NAME)
    session.host_email = ADDRESS
    session.save()
    return event


def sent_all(now: Any) -> None:
    OutgoingMail.objects.update(sent_at=now)


def test_in_time_everybody_is_forgotten_and_the_numbers_stay(
    visited: Event, folders: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    sent_all(timezone.now())
    before = figures_of(visited)
    planted = everywhere(folders)
    for place in (
        *("events_registration.name", "events_registration.email", "events_registration.phone"),
        *("events_registration.organisation_text", "events_questionanswer.text"),
        *("cms_outgoingmail.to", "cms_outgoingmail.text", "events_session.host_email"),
        *("events_surveyresponse.take_home", "events_surveyresponse.change"),
    ):
        assert place in planted

    minimise(visited.ends_at + timedelta(days=366))

    assert everywhere(folders) == set()
    assert not marked(caplog.text)
    assert not Link.objects.exists()
    assert figures_of(visited) == before
    assert (before.registered, before.attended, before.cancelled, before.grade) == (3, 1, 1, 8.0)


def test_each_is_forgotten_when_its_own_time_has_come_and_not_before(visited: Event) -> None:
    def left(days: float) -> set[str]:
        minimise(visited.ends_at + timedelta(days=days))
        tables = ("events_questionanswer.text", "events_registration.email")
        return in_database() & {*tables, "events_surveyresponse.take_home"}

    assert "events_questionanswer.text" in left(6.9)
    assert "events_questionanswer.text" not in left(7.1)
    assert "events_registration.email" in left(89.9)
    assert "events_registration.email" not in left(90.1)
    assert "events_surveyresponse.take_home" in left(364.9)
    assert left(365.1) == set()


def test_a_dry_run_counts_what_would_go_and_changes_nothing(visited: Event) -> None:
    before = in_database()
    moment = visited.ends_at + timedelta(days=366)

    with override("en"):
        counted = {str(each.what): each.count for each in minimise(moment, dry_run=True)}

    assert in_database() == before
    assert counted["registrations of events that are long over, made nameless"] == 5
    assert counted["addresses of hosts of sessions"] == 1


def test_what_is_printed_in_an_old_mail_leads_nowhere_any_more(visited: Event) -> None:
    [token] = [
        word.split("/")[-2]
        for word in OutgoingMail.objects.get(key__contains=":survey:").text.split()
        if "/hoe-was-het/" in word
    ]
    known = set(Registration.objects.values_list("code", "calendar_uid", "key"))
    minimise(visited.ends_at + timedelta(days=91))

    kept = set(Registration.objects.values_list("code", "calendar_uid", "key"))
    flat = {value for row in kept for value in row} & {value for row in known for value in row}
    assert flat == set()
    assert len({code for code, _uid, _key in kept}) == len(kept)
    assert not SurveyInvitation.objects.filter(token_hash=hashed(token)).exists()


def test_no_place_in_a_session_or_a_number_tells_a_name(visited: Event) -> None:
    """The rows that stay are of nobody: no account, no way to reach them, no answer."""
    minimise(visited.ends_at + timedelta(days=91))

    for each in Registration.objects.all():
        assert (each.name, each.email, each.phone, each.organisation_text) == ("", "", "", "")
        assert each.user is None
        assert each.made_by is None
        assert each.anonymised_at is not None
    assert not Session.objects.exclude(host_email="").exists()
