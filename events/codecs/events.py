"""How events stand in a bundle: the page with its facts, rounds, questions and words of mails.

Who comes is only on the way in, for a demo: an export is a folder that is passed on.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from cms.bundle.codecs import Complaint, PageDraft, register_type
from cms.bundle.fields import Choice, Field, Flag, Number, Words
from cms.bundle.kept import Kept
from cms.bundle.relations import Row, Rows
from events import models
from events.codecs.came import Answers
from events.codecs.fields import (
    Amount,
    AtHome,
    Clock,
    EventLink,
    Preset,
    event_facts,
)
from events.codecs.registrations import Registrations
from network.member_codecs import Account

SESSIONS = Kept(
    "sessions",
    parts=(
        Words("nl", "title_nl"),
        Words("en", "title_en"),
        Account("host"),
        Row("host_organisation"),
        AtHome("host_email"),
        Words("room"),
        Number("capacity"),
    ),
    required=("nl",),
    match=("nl",),
)
SLOTS = Kept(
    "slots",
    parts=(Clock("starts", "starts_at"), Clock("ends", "ends_at"), SESSIONS),
    required=("starts", "ends"),
    match=("starts",),
    order=("starts_at", "pk"),
)
QUESTIONS = Kept(
    "questions",
    parts=(
        Words("nl", "text_nl"),
        Words("en", "text_en"),
        Choice("kind"),
        Words("options"),
        Flag("required", "is_required"),
        Amount("retention_days"),
    ),
    required=("nl",),
    match=("nl",),
)
MAILS = Kept(
    "mails",
    "mail_texts",
    parts=(Choice("mail", "kind"), Choice("language"), Words("subject"), Words("text", "body")),
    required=("mail", "language", "subject", "text"),
    match=("mail", "language"),
    order=("kind", "language"),
)
FACTS: tuple[Field, ...] = (
    Preset("timezone"),
    Clock("starts", "starts_at"),
    Clock("ends", "ends_at"),
    Choice("kind"),
    EventLink("campaign", "super_event", kind="event"),
    Row("organiser"),
    Account("host"),
    Choice("status"),
    Choice("attendance_mode"),
    Words("place"),
    Words("address"),
    Row("neighbourhood"),
    Words("online_address"),
    Flag("takes_registrations"),
    Number("capacity"),
    Number("waiting_capacity"),
    Clock("registration_opens", "registration_opens_at"),
    Clock("registration_closes", "registration_closes_at"),
    Clock("cancel_until"),
    Choice("promotion"),
    Words("contact"),
    Amount("reminder_hours"),
    Amount("retention_days"),
    Flag("asks_survey"),
    Number("counted_present"),
    Rows("target_groups"),
    SLOTS,
    QUESTIONS,
    MAILS,
    Registrations("registrations"),
    Answers("answers"),
)
PAGE: tuple[Field, ...] = (Words("invitation", translatable=True), *event_facts(*FACTS))


def complaints(draft: PageDraft) -> Iterable[Complaint]:
    """Give what is wrong with an event as a whole."""
    values = draft.values
    for name in ("starts", "ends"):
        if not values[name]:
            yield name, None, _("a day and an hour such as 2027-01-21 13:30")
    yield from _reversed("ends", values)
    for slot in values["slots"]:
        yield from _reversed("slots", slot)
    titles = {session["nl"] for slot in values["slots"] for session in slot["sessions"]}
    for registration in values["registrations"]:
        for title in registration["sessions"]:
            if title not in titles:
                yield "registrations", title, _("the Dutch title of a session of this event")
    yield from _unlikely(values)


def _unlikely(values: dict[str, Any]) -> Iterator[Complaint]:
    came = sum(each["came"] for each in values["registrations"])
    if len(values["answers"]) > came:
        yield "answers", str(len(values["answers"])), _("at most one of each person who came")
    for answer in values["answers"]:
        if answer["grade"] is not None and not 1 <= answer["grade"] <= 10:
            yield "answers", str(answer["grade"]), _("a grade from 1 to 10")


def _reversed(name: str, values: dict[str, Any]) -> Iterator[Complaint]:
    starts, ends = values["starts"], values["ends"]
    # Texts of one form: the later hour is the greater text.
    if starts and ends and ends <= starts:
        yield name, ends, _("an hour after %(starts)s") % {"starts": starts}


register_type("event", "events", models.EventPage, models.EventIndex, PAGE, complaints=complaints)
