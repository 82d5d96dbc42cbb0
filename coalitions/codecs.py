"""How coalitions, calls and action plans stand in a bundle.

People are named by address, as in the bundle's list of members, and only on the way in: an export
is a folder that is passed on. Who takes one over chooses who leads; until then the page is a draft.
"""

from typing import Any, ClassVar
from uuid import UUID

from django.db import models as db

from cms.bundle.codecs import (
    HOME,
    PageCodec,
    PageDraft,
    RowCodec,
    page_codecs,
    register_type,
    row_codecs,
)
from cms.bundle.facts import Key, Moment, Pages, Picture, facts_of, row_key
from cms.bundle.fields import Choice, Day, Field, Flag, Number, PartialDate, Words
from cms.bundle.kept import Kept
from cms.bundle.names import Ledger, Stems
from cms.bundle.relations import Row, StemLink
from cms.bundle.streams import Body
from coalitions import models
from coalitions.enums import CallState
from coalitions.models import Coalition
from coalitions.models.calls_index import CallsIndex
from network.member_codecs import Account


class PageOf(StemLink):
    """One page of a fixed type, by its stem, or none."""

    is_late: ClassVar[bool] = True


class CoalitionLink(PageOf):
    """One coalition, by the stem of its page."""

    def get(self, obj: Any, ledger: Ledger) -> UUID | None:
        return obj.coalition.translation_key if obj.coalition else None

    def put(self, obj: Any, value: UUID | None, ledger: Ledger) -> None:
        rows = Coalition.objects.get_or_create
        obj.coalition = rows(translation_key=value)[0] if value else None


class Told(Day):
    """The day on which something happened; what is new in a file was told on that day."""

    def put(self, obj: Any, value: Any, ledger: Ledger) -> None:
        super().put(obj, value, ledger)
        if obj.pk is None and value:
            Moment("told", "created_at").put(obj, value, ledger)


class Said(Moment):
    """When an answer was given; one that stands in a file is confirmed."""

    def put(self, obj: Any, value: Any, ledger: Ledger) -> None:
        super().put(obj, value, ledger)
        obj.confirmed_at = obj.confirmed_at or obj.created_at


class ToldIn(Key):
    """The update in which something was asked or moved; one that is not there is left out."""

    def get(self, obj: Any, ledger: Ledger) -> UUID | None:
        return obj.from_update.key if obj.from_update else None

    def put(self, obj: Any, value: UUID | None, ledger: Ledger) -> None:
        known = models.ProgressUpdate.objects
        obj.from_update = known.filter(key=value).first() if value else None


class Participants(Kept):
    """Who takes part; an export tells for which organisation, and of nobody else."""

    def show(self, value: tuple[dict[str, Any], ...], stems: Stems) -> list[Any]:
        return super().show(tuple(values for values in value if values["organisation"]), stems)


LESSON = PageOf("lesson", kind="lesson")
UPDATES = Kept(
    "updates",
    parts=(
        Key("key"),
        Told("on", "happened_on"),
        Words("happened"),
        Words("needed"),
        Words("helpers"),
        Choice("visibility"),
        Picture("photo"),
        Words("photo_alt"),
        LESSON,
        Account("author"),
        Row("organisation"),
        Flag("told_by_phone", "was_noted"),
        Account("noted_by"),
        Moment("withdrawn_on", "withdrawn_at"),
    ),
    required=("key", "on", "happened"),
    match=("key",),
    order=("happened_on", "pk"),
    hidden="withdrawn_on",
)
PARTICIPANTS = Participants(
    "participants",
    "participations",
    parts=(
        Row("organisation"),
        Account("account", "user"),
        Day("since", "joined_on"),
        Day("until", "left_on"),
    ),
    required=("since",),
    match=("organisation", "since"),
    order=("joined_on", "pk"),
)
FACTS: tuple[Field, ...] = (
    Choice("status"),
    Account("lead"),
    Account("deputy"),
    PartialDate("started"),
    PartialDate("ended"),
    Words("funding"),
    Day("funding_until"),
    Pages("activities", kind="activity"),
    Words("result"),
    Words("went_well"),
    Words("improvements"),
    Choice("reduces_loneliness"),
    Words("reduces_if"),
    PARTICIPANTS,
    UPDATES,
)
PAGE: tuple[Field, ...] = (
    Words("goal", translatable=True),
    Words("why_now", translatable=True),
    *facts_of("coalition", Coalition, *FACTS),
)
CALL: tuple[Field, ...] = (
    Choice("kind"),
    Words("line"),
    Words("details"),
    Choice("language"),
    Moment("asked_on", "created_at"),
    Day("until"),
    Choice("visibility"),
    Row("neighbourhood"),
    Words("occasion"),
    Account("asked_by"),
    Row("organisation"),
    Choice("state"),
    Moment("closed_on", "closed_at"),
    Words("thanks"),
    PageOf("theme", kind="theme"),
    LESSON,
    CoalitionLink("coalition", kind="coalition"),
    ToldIn("told_in", "from_update"),
    Kept(
        "answers",
        parts=(
            Key("key"),
            Said("on", "created_at"),
            Words("text"),
            Choice("language"),
            Account("author"),
            Row("organisation"),
            Moment("withdrawn_on", "withdrawn_at"),
        ),
        required=("key", "on", "text"),
        match=("key",),
        order=("created_at", "pk"),
        hidden="withdrawn_on",
    ),
)
ACTIONS = Kept(
    "actions",
    parts=(
        Number("number"),
        Words("text"),
        Choice("level"),
        Choice("scale"),
        Words("category"),
        Account("owner"),
        Row("owner_organisation"),
        Words("owner_text"),
        Day("due"),
        Words("due_text"),
        Choice("state"),
        Kept(
            "changes",
            parts=(
                Moment("on", "at"),
                Choice("from", "before"),
                Choice("to", "after"),
                Account("by"),
                Words("note"),
                ToldIn("told_in", "from_update"),
            ),
            required=("on", "from", "to"),
            match=("on", "to"),
            order=("at", "pk"),
        ),
    ),
    required=("number", "text", "level"),
    match=("number",),
    order=("number",),
)
PLAN: tuple[Field, ...] = (
    Words("nl", "title_nl"),
    Words("en", "title_en"),
    Words("introduction"),
    PartialDate("started"),
    PageOf("source", kind="source"),
    CoalitionLink("coalition", kind="coalition"),
    ACTIONS,
)


def has_lead(draft: PageDraft) -> bool:
    """Tell whether somebody leads the coalition, by the file or already."""
    led = Coalition.objects.filter(translation_key=draft.key, lead__isnull=False)
    return bool(draft.values.get("lead")) or led.exists()


def standing_calls() -> db.QuerySet[Any]:
    """Return the calls that an export writes: not those that somebody took back."""
    standing: db.QuerySet[Any] = models.Call.objects.exclude(state=CallState.WITHDRAWN)
    return standing.order_by("created_at", "key")


register_type(
    "coalition", "coalitions", models.CoalitionPage, models.CoalitionIndex, PAGE, has_lead
)
page_codecs.register(
    "index/calls",
    PageCodec("index", "indexes", CallsIndex, (Body("body"),), parent=HOME, stem="calls"),
)
row_codecs.register(
    "calls",
    RowCodec(
        "calls.yaml",
        models.Call,
        CALL,
        ("line", "asked_on"),
        code="key",
        code_field=Key,
        value=row_key,
        listed=standing_calls,
        after_pages=True,
    ),
)
row_codecs.register(
    "action plans",
    RowCodec(
        "action-plans",
        models.ActionPlan,
        PLAN,
        ("nl", "en", "actions"),
        after_pages=True,
    ),
)
