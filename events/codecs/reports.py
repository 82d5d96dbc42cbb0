"""How the report of a gathering stands in a bundle: its page, speakers, sessions and findings."""

from collections.abc import Iterable
from typing import Any, ClassVar
from uuid import UUID

from django.db import models as db
from django.utils.translation import gettext as _

from cms.bundle.codecs import Complaint, PageDraft, register_type
from cms.bundle.facts import Fact, Key, Moment, Pages, row_key
from cms.bundle.fields import Choice, Day, Field, Number, Words
from cms.bundle.kept import Kept
from cms.bundle.names import Ledger, Place
from cms.bundle.nodes import Node
from cms.bundle.relations import Row, Rows
from coalitions.codecs import CoalitionLink, PageOf
from coalitions.models import Call
from events import models
from events.codecs.fields import AtHome, EventLink, row_for
from events.models import Event, Session, Speaker
from network.member_codecs import Account


class EventOfReport(EventLink):
    """The gathering that a report is about."""

    def column(self, model: type[db.Model]) -> Any:
        return Event._meta.get_field("report_key")

    def put(self, obj: Any, value: UUID | None, ledger: Ledger) -> None:
        if value == self.get(obj, ledger):
            return
        Event.objects.filter(report_key=obj.translation_key).update(report_key=None)
        if value:
            event = row_for(value)
            Event.objects.filter(pk=event.pk).update(report_key=obj.translation_key)


class QuestionAsked(Key):
    """The question that lives on, by its key in `calls.yaml`, where it is written afterwards."""

    is_late: ClassVar[bool] = True

    def read(self, node: Node, place: Place) -> UUID | None:
        found = super().read(node, place)
        in_bundle = {row_key(code) for code in place.names.rows.get(Call, set())}
        if found and found not in in_bundle and not Call.objects.filter(key=found).exists():
            place.wrong(node.line, node.shown(), _("the key of a question in calls.yaml"))
        return found

    def get(self, obj: Any, ledger: Ledger) -> UUID | None:
        return obj.call.key if obj.call else None

    def put(self, obj: Any, value: UUID | None, ledger: Ledger) -> None:
        obj.call = Call.objects.get_or_create(key=value)[0] if value else None


class SaidBy(Words):
    """Who of the speakers said it, in the words in which the list of speakers has them."""

    is_late: ClassVar[bool] = True

    def limit(self, model: type[db.Model]) -> int | None:
        return super().limit(Speaker)

    def get(self, obj: Any, ledger: Ledger) -> str:
        return obj.speaker.who if obj.speaker else ""

    def put(self, obj: Any, value: str, ledger: Ledger) -> None:
        obj.speaker = obj.event.speakers.filter(who=value).first() if value else None


class SessionOf(Words):
    """The session of the programme that a report is about, by its title in Dutch."""

    is_late: ClassVar[bool] = True

    def limit(self, model: type[db.Model]) -> int | None:
        return None

    def get(self, obj: Any, ledger: Ledger) -> str:
        return obj.session.title_nl if obj.session else ""

    def put(self, obj: Any, value: str, ledger: Ledger) -> None:
        known = Session.objects.filter(slot__event=obj.event, title_nl=value)
        obj.session = known.first() if value else None


class Noted(Moment):
    """When it was written down; left out, that stays as it is."""

    def same(self, said: Any, current: Any) -> bool:
        return not said or bool(said == current)

    def put(self, obj: Any, value: Any, ledger: Ledger) -> None:
        if value:
            super().put(obj, value, ledger)


class SessionFindings(Kept):
    """What one session brought."""

    def fill(self, row: Any, values: dict[str, Any], ledger: Ledger) -> None:
        row.event = row.session_report.event
        super().fill(row, values, ledger)


class EventFindings(Kept):
    """What was found when everybody was together."""

    def rows(self, obj: Any) -> list[Any]:
        return [row for row in super().rows(obj) if row.session_report_id is None]


IN_ORDER = ("position", "pk")
FINDING: tuple[Field, ...] = (
    Key("key"),
    Choice("kind"),
    Words("text"),
    Choice("language"),
    Noted("on", "created_at"),
    SaidBy("speaker"),
    CoalitionLink("coalition", kind="coalition"),
    Account("owner"),
    Row("owner_organisation"),
    AtHome("owner_text"),
    Day("due"),
    Choice("promise_state"),
    PageOf("lesson", kind="lesson"),
    QuestionAsked("question", "call"),
    Pages("activities", kind="activity"),
    Rows("organisations"),
)
NEEDED = ("key", "kind", "text")
SPEAKERS = Kept(
    "speakers",
    parts=(Words("who"), Row("organisation"), Words("message")),
    match=("who", "organisation"),
    order=IN_ORDER,
)
SESSIONS = Kept(
    "session_reports",
    parts=(
        Words("title"),
        SessionOf("session"),
        AtHome("host", "host_text"),
        Row("host_organisation"),
        Number("present"),
        Words("about"),
        Words("in_short"),
        Words("closing"),
        Choice("language"),
        Moment("handed_in", "handed_in_at"),
        SessionFindings("findings", parts=FINDING, required=NEEDED, match=("key",), order=IN_ORDER),
    ),
    required=("title",),
    match=("title",),
    order=IN_ORDER,
)
FINDINGS = EventFindings("findings", parts=FINDING, required=NEEDED, match=("key",), order=IN_ORDER)


class ReportFact(Fact):
    """Rows of the gathering in the file of its report."""

    def get(self, obj: Any, ledger: Ledger) -> Any:
        return super().get(obj, ledger) if obj.event else self.inner.blank(Event)

    def put(self, obj: Any, value: Any, ledger: Ledger) -> None:
        self.inner.put(obj.event, value, ledger)


PAGE: tuple[Field, ...] = (
    Words("format", translatable=True),
    Words("next_gathering", translatable=True),
    Words("closing", translatable=True),
    EventOfReport("event", kind="event"),
    *(
        ReportFact(one.name, one.attribute, inner=one, row="event", model=Event)
        for one in (SPEAKERS, SESSIONS, FINDINGS)
    ),
)


def complaints(draft: PageDraft) -> Iterable[Complaint]:
    """Give what is wrong with a report as a whole."""
    values = draft.values
    if not values["event"]:
        yield "event", None, _("the gathering it is about")
    within = [one for report in values["session_reports"] for one in report["findings"]]
    findings = [*values["findings"], *within]
    keys = [finding["key"] for finding in findings]
    who = {speaker["who"] for speaker in values["speakers"]}
    for finding in findings:
        if finding["key"] and keys.count(finding["key"]) > 1:
            yield "findings", finding["text"], _("a key that no other finding has")
        if finding["speaker"] and finding["speaker"] not in who:
            yield "findings", finding["speaker"], _("one of the speakers, in the same words")


register_type(
    "report", "reports", models.ReportPage, models.ReportIndex, PAGE, complaints=complaints
)
