"""How trials stand in a bundle: the page by its stem, whoever told it on the way in only."""

from typing import Any, ClassVar
from uuid import UUID

from django.db import models as db

from cms.bundle.codecs import RowCodec, row_codecs
from cms.bundle.facts import Key, Moment, row_key
from cms.bundle.fields import Choice, Words
from cms.bundle.names import Ledger, Place
from cms.bundle.nodes import Node
from cms.bundle.relations import PageLink, Row, StemLink, expected_link
from knowledge.models import Trial
from network.member_codecs import Account

TRIED = ("practice", "guidance")


class TriedPage(PageLink):
    """The practice or guidance that was tried, kept by its key."""

    is_late: ClassVar[bool] = False

    def read(self, node: Node, place: Place) -> UUID | None:
        kind, _sep, stem = (node.text or "").partition(":")
        if kind not in TRIED:
            place.wrong(node.line, node.shown(), expected_link(place, "", stem))
            return None
        return super().read(node, place)

    def get(self, obj: Any, ledger: Ledger) -> UUID | None:
        found: UUID | None = obj.translation_key
        return found

    def put(self, obj: Any, value: UUID | None, ledger: Ledger) -> None:
        obj.translation_key = value


class LessonLink(StemLink):
    """The lesson that it became, or none."""

    is_late: ClassVar[bool] = True


class ToldOn(Moment):
    """When it was told, which a new row knows already."""

    is_late: ClassVar[bool] = True


def standing_trials() -> db.QuerySet[Any]:
    """Return the trials that an export writes: not those that somebody took back."""
    standing: db.QuerySet[Any] = Trial.objects.filter(withdrawn_at=None)
    return standing.order_by("created_at", "key")


row_codecs.register(
    "trials",
    RowCodec(
        "trials.yaml",
        Trial,
        (
            TriedPage("page", "translation_key"),
            ToldOn("told_on", "created_at"),
            Words("place"),
            Words("for_whom"),
            Words("changed"),
            Choice("outcome"),
            Words("tip"),
            Words("language"),
            Account("told_by", "contributor"),
            Row("organisation", "contributor_organisation"),
            LessonLink("lesson", kind="lesson"),
        ),
        ("page", "told_on", "place", "outcome"),
        code="key",
        code_field=Key,
        value=row_key,
        listed=standing_trials,
        after_pages=True,
    ),
)
