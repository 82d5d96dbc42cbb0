"""Who came and what they answered afterwards, for a demo: only ever made, never exported."""

from datetime import timedelta
from typing import Any, ClassVar
from uuid import uuid5

from django.db import models as db

from cms.bundle.fields import Field, Flag, Mapped, Number, Words, read_list
from cms.bundle.names import Ledger, Place
from cms.bundle.nodes import Node
from events.models import CheckIn, Event, Registration, SurveyInvitation, SurveyResponse
from events.services.links import hashed, new_token

Values = dict[str, Any]
LATER = timedelta(minutes=5)


class Came(Flag):
    """Whether somebody was checked in at the door."""

    def blank(self, model: type[db.Model]) -> bool:
        return False


def check_in(event: Event, people: list[Registration]) -> None:
    """Check these people in, a few minutes after the event began."""
    CheckIn.objects.bulk_create(
        CheckIn(
            registration=each, at=event.starts_at + LATER, client_id=uuid5(each.key, "checked in")
        )
        for each in people
    )


class Answers(Field):
    """What people answered when they were asked how it was; nothing says whose an answer is."""

    is_late: ClassVar[bool] = True
    PARTS: ClassVar[Mapped] = Mapped(
        (Number("grade"), Words("take_home"), Words("change")), ("grade",)
    )

    @property
    def travels(self) -> bool:
        return False

    def blank(self, model: type[db.Model]) -> tuple[Any, ...]:
        return ()

    def read(self, node: Node, place: Place) -> tuple[Any, ...]:
        items = read_list(node, place)
        found = [self.PARTS.read(item, place, SurveyResponse) for item in items]
        return tuple(values for values in found if values)

    def get(self, obj: Any, ledger: Ledger) -> int:
        return int(obj.survey_responses.count())

    def same(self, said: tuple[Values, ...], current: int) -> bool:
        # Once people answer by themselves, or answers were forgotten, nothing is added.
        return not said or current > 0

    def put(self, obj: Event, value: tuple[Values, ...], ledger: Ledger) -> None:
        if obj.survey_responses.exists():
            return
        came = list(obj.registrations.filter(check_ins__isnull=False).distinct().order_by("pk"))
        SurveyInvitation.objects.bulk_create(
            SurveyInvitation(
                registration=each, token_hash=hashed(new_token()), is_answered=number < len(value)
            )
            for number, each in enumerate(came)
        )
        SurveyResponse.objects.bulk_create(
            SurveyResponse(id=uuid5(obj.translation_key, f"answer {number}"), event=obj, **one)
            for number, one in enumerate(value)
        )
