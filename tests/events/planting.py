"""Somebody who is in every text field of this floor, for the tests of what becomes of that."""

from typing import Any
from uuid import uuid4

from django.utils import timezone

from events.enums import FindingKind
from events.models import (
    CheckIn,
    Event,
    EventIndex,
    EventPage,
    Finding,
    Link,
    MailText,
    Question,
    QuestionAnswer,
    Registration,
    ReportIndex,
    ReportPage,
    SessionReport,
    Speaker,
    SurveyInvitation,
    SurveyResponse,
)
from network.models import User
from tests.factories import (
    SessionFactory,
    SlotFactory,
    UserFactory,
)

NAME = "Kanarina Vogelsnavel"
ADDRESS = "kanarina@volierenest.example"
OTHER_ADDRESS = "vogel@volierenest.example"
PHONE = "06-98 76 12 34"
MARKS = ("kanarina", "vogelsnavel", "volierenest", "98761234", "98 76 12 34")
MENTION = f"Vraag het {NAME} ({ADDRESS}, {PHONE})."
WEB = "https://voliere.example/kanarina-vogelsnavel"


def plant_programme(event: Event, user: User) -> None:
    SessionFactory.create(
        slot=SlotFactory.create(event=event),
        title_nl=f"Koken met {NAME}",
        title_en=f"Cooking with {NAME}",
        room=f"Kamer van {NAME}",
        host=user,
        host_email=OTHER_ADDRESS.upper(),
    )
    Question.objects.create(
        event=event, text_nl=f"Kent u {NAME}?", text_en=f"Met {NAME}?", options=f"Ja\n{NAME}"
    )
    for language in ("nl", "en"):
        words = {"subject": f"Groet van {NAME}", "body": MENTION}
        MailText.objects.create(event=event, kind="registered", language=language, **words)


def plant_registrations(event: Event, user: User) -> None:
    other = UserFactory.create(name="Iemand Anders")
    values: dict[str, Any] = {"event": event, "confirmed_at": timezone.now()}
    mine = Registration.objects.create(key=uuid4(), user=user, queue_number=1, **values)
    # With another address of theirs, before they had an account; and written down for others.
    unsigned = Registration.objects.create(
        key=uuid4(),
        name=NAME,
        email=OTHER_ADDRESS,
        phone=PHONE,
        organisation_text=f"Stichting {NAME}",
        made_by=user,
        **values,
    )
    theirs = Registration.objects.create(key=uuid4(), user=other, made_by=user, **values)
    for each in (mine, unsigned, theirs):
        QuestionAnswer.objects.create(
            registration=each, question=event.questions.get(), text=MENTION
        )
        CheckIn.objects.create(registration=each, client_id=uuid4(), by=user)
        Link.objects.create(registration=each, purpose="manage", token_hash=uuid4().hex)
        SurveyInvitation.objects.create(registration=each, token_hash=uuid4().hex, is_answered=True)
        SurveyResponse.objects.create(event=event, grade=8, take_home=MENTION, change=NAME)


def plant_report(event: Event, user: User) -> None:
    speaker = Speaker.objects.create(event=event, who=NAME, message=MENTION)
    texts = {"about": MENTION, "in_short": MENTION, "closing": MENTION}
    told = SessionReport.objects.create(
        event=event, title=f"Wat {NAME} zei", host_text=NAME, link_hash=uuid4().hex, **texts
    )
    Finding.objects.create(
        event=event,
        session_report=told,
        speaker=speaker,
        kind=FindingKind.PROMISE,
        text=MENTION,
        owner_text=NAME,
        owner=user,
        noted_by=user,
    )
    index = EventPage.objects.get(translation_key=event.translation_key).get_parent().get_parent()
    EventIndex.objects.update(summary=MENTION)
    reports = index.add_child(
        instance=ReportIndex(title="Verslagen", slug="verslagen", summary=MENTION)
    )
    page = ReportPage(title=f"Verslag van {NAME}", slug="verslag", summary=MENTION)
    page.format, page.next_gathering, page.closing = MENTION, MENTION, MENTION
    reports.add_child(instance=page)
    page.save_revision(user=user).publish()
    Event.objects.filter(pk=event.pk).update(report_key=page.translation_key)
