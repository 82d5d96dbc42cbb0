"""What mails of an event say: by themselves, or as its organiser wants it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone
from django.utils.translation import override

from cms.models import OutgoingMail
from events.enums import MailKind, RegistrationSource
from events.exceptions import EventError
from events.mails.words import Source, compose, default_source, known_in, named_in
from events.models import Event, MailText, Registration
from events.services.event_mails import tell_called_off, tell_moved, tell_report
from events.services.mail_texts import check, keep_text, reset_text, source_of
from events.services.promoting import cancel
from events.services.registering import Person, Wish, register
from tests.factories import (
    EventPageFactory,
    RegistrationFactory,
    SessionFactory,
    SlotFactory,
)

pytestmark = pytest.mark.django_db
EACH = [(kind, language) for kind in MailKind for language in ("nl", "en")]


def registered(event: Event, name: str = "Noor Visser", **more: Any) -> Registration:
    person = Person(name=name, email=f"{uuid4().hex[:8]}@example.org")
    source = more.pop("source", RegistrationSource.ORGANISER)
    return register(event, Wish(key=uuid4(), person=person, source=source, **more))


def newest() -> OutgoingMail:
    return OutgoingMail.objects.latest("pk")


@pytest.mark.parametrize(("kind", "language"), EACH)
def test_every_mail_has_words_of_its_own_that_can_be_filled_in(
    kind: MailKind, language: str
) -> None:
    source = default_source(kind, language)

    check(kind, source)
    values = {name: f"<{name}>" for name in known_in(kind)}
    words = compose(source, values)
    assert "<event>" in words.subject
    assert not named_in(words.text + words.html)


def test_who_registers_reads_when_where_their_sessions_and_their_code() -> None:
    page = EventPageFactory(title="Samen eten", facts__place="De Brug")
    session = SessionFactory(slot=SlotFactory(event=page.event), title_nl="Wandelen", room="Zaal 2")

    registration = registered(page.event, sessions=[session])

    mail = newest()
    for words in ("Noor Visser", "Samen eten", "De Brug", "Wandelen (Zaal 2)", registration.code):
        assert words in mail.text
        assert words in mail.html
    assert "**" not in mail.text
    assert f"{page.event.starts_at.astimezone(page.event.zone):%H:%M}" in mail.text
    assert 'class="go"' in mail.html


def test_a_line_that_has_nothing_to_say_is_left_out() -> None:
    registered(EventPageFactory().event)

    assert "{sessions}" not in newest().text
    with override("nl"):
        source = Source("x", "Hallo {name},\n\nJe gaat naar:\n{sessions}\n\n{event}\n{where}\nToe")
    words = compose(source, {"name": "Noor", "event": "Feest", "sessions": [], "where": ""})

    assert words.text == "Hallo Noor,\n\nFeest\nToe\n"


def test_a_name_is_shown_as_it_is_and_opens_nothing() -> None:
    registered(EventPageFactory().event, name="[Klik](x) <b>**Jan** _de_ 1. #Wit</b>")

    mail = newest()
    assert "[Klik](x) <b>**Jan** _de_ 1. #Wit</b>" in mail.text
    assert "[Klik](x) &lt;b&gt;**Jan** _de_ 1. #Wit&lt;/b&gt;" in mail.html


@pytest.mark.parametrize("name", ["www.fout.example", "Win nu http://fout.example/x", "a@b.nl"])
def test_an_address_as_a_name_is_not_mailed_to_anybody(name: str) -> None:
    registered(EventPageFactory().event, name=name, source=RegistrationSource.PUBLIC)

    assert name not in newest().text + newest().html


def test_the_words_of_the_organiser_go_out_in_the_language_of_who_reads() -> None:
    event = EventPageFactory().event
    keep_text(
        event, MailKind.REGISTERED, "nl", Source("Fijn, {name}", "Neem **brood** mee. {link}")
    )

    registered(event)
    dutch = newest()
    with override("en"):
        registered(event)
    english = newest()

    assert dutch.subject == "Fijn, Noor Visser"
    assert dutch.text.startswith("Neem brood mee. http")
    assert "<strong>brood</strong>" in dutch.html
    assert english.subject.startswith("You are registered for")


def test_what_stands_below_every_mail_is_there_whatever_the_organiser_writes() -> None:
    event = EventPageFactory().event
    keep_text(event, MailKind.REGISTERED, "nl", Source("Fijn", "{link}"))

    registered(event)

    assert "http" in newest().text.rpartition("\n\n")[2]


@pytest.mark.parametrize(
    ("kind", "body", "said"),
    [
        (MailKind.REGISTERED, "Hallo {naam} {link}", "{naam}"),
        (MailKind.REGISTERED, "Hallo {name}", "{link}"),
        (MailKind.REGISTERED, "{link} {position}", "{position}"),
    ],
)
def test_words_that_cannot_be_filled_in_are_refused_with_the_reason(
    kind: MailKind, body: str, said: str
) -> None:
    event = EventPageFactory().event

    with pytest.raises(EventError) as refused:
        keep_text(event, kind, "nl", Source("Onderwerp", body))

    assert said in str(refused.value)
    assert not MailText.objects.exists()


def test_the_words_a_mail_has_by_itself_are_not_kept_and_can_be_gone_back_to() -> None:
    event = EventPageFactory().event
    own = default_source(MailKind.REMINDER, "nl")

    keep_text(event, MailKind.REMINDER, "nl", own)
    assert not MailText.objects.exists()

    keep_text(event, MailKind.REMINDER, "nl", Source("Tot morgen", "{link}"))
    assert source_of(event, MailKind.REMINDER, "nl").subject == "Tot morgen"
    reset_text(event, MailKind.REMINDER, "nl")
    assert source_of(event, MailKind.REMINDER, "nl") == own


def test_a_mail_without_a_link_can_say_goodbye() -> None:
    check(MailKind.CALLED_OFF, Source("Het gaat niet door", "Jammer, {name}."))


def calendar_in(mail: OutgoingMail) -> str:
    return mail.attachments[0]["type"] if mail.attachments else ""


def test_only_who_has_a_place_gets_it_in_their_calendar() -> None:
    event = EventPageFactory(facts__capacity=1).event

    first = registered(event)
    assert calendar_in(newest()) == "text/calendar; method=REQUEST"
    second = registered(event)
    assert calendar_in(newest()) == ""
    cancel(second)
    assert calendar_in(newest()) == ""
    cancel(first)
    assert calendar_in(newest()) == "text/calendar; method=CANCEL"


def test_everybody_hears_once_that_an_event_was_moved_and_what_is_different() -> None:
    page = EventPageFactory(facts__capacity=1, facts__place="De Brug")
    event = page.event
    for _number in range(2):
        registered(event)
    registered(event, source=RegistrationSource.PUBLIC)
    before = Event.objects.get(pk=event.pk)
    event.place, event.calendar_sequence = "De Sluis", 1

    assert tell_moved(event, before) == 2
    assert tell_moved(event, before) == 0

    moved = OutgoingMail.objects.filter(key__contains=":moved:").order_by("pk")
    assert [calendar_in(each) for each in moved] == ["text/calendar; method=REQUEST", ""]
    assert all("De Brug" in each.text and "De Sluis" in each.text for each in moved)


def test_everybody_hears_once_that_an_event_is_called_off_and_why() -> None:
    event = EventPageFactory().event
    registered(event)

    assert tell_called_off(event, "De zaal heeft waterschade.") == 1
    assert tell_called_off(event, "De zaal heeft waterschade.") == 0

    assert "De zaal heeft waterschade." in newest().text
    assert calendar_in(newest()) == "text/calendar; method=CANCEL"


def test_somebody_without_an_address_is_not_mailed() -> None:
    event = EventPageFactory().event
    person = Person(name="Noor", phone="020 123 45 67")
    register(event, Wish(key=uuid4(), person=person, source=RegistrationSource.ORGANISER))

    assert tell_called_off(event) == 0
    assert not OutgoingMail.objects.exists()


def test_nobody_whose_name_was_forgotten_is_told_of_a_report() -> None:
    event = EventPageFactory().event
    registration = registered(event)
    event.registrations.update(email="", name="", anonymised_at=registration.created_at)

    assert tell_report(event) == 0


def test_what_many_mails_share_is_looked_up_once(django_assert_max_num_queries: Any) -> None:
    event = EventPageFactory().event
    for number in range(20):
        RegistrationFactory(event=event, queue_number=number + 1)
    event = Event.objects.get(pk=event.pk)
    tell_moved(event)
    event.calendar_sequence += 1

    # For each the link, and the mail with a savepoint around it.
    with django_assert_max_num_queries(20 * 4 + 12):
        assert tell_moved(event) == 20


def test_an_address_that_nobody_proved_theirs_gets_no_fourth_mail_in_an_hour() -> None:
    """Whatever the form lets through."""
    person = Person(name="Noor", email="noor@example.org")

    def ask() -> Registration:
        return register(EventPageFactory().event, Wish(key=uuid4(), person=person))

    for _number in range(3):
        ask()
    with pytest.raises(EventError):
        ask()

    assert OutgoingMail.objects.count() == Registration.objects.count() == 3
    OutgoingMail.objects.update(created_at=timezone.now() - timedelta(minutes=61))
    assert ask().status == "unconfirmed"
