"""One mail a week, with what waits first; nothing to say is no mail; stopped halfway it goes on."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core import mail as django_mail
from django.utils import timezone

from cms import desk
from cms.desk import WaitingItem, WaitingList
from cms.mailing.sending import send_due
from cms.models import MailChoice, Notice, OutgoingMail, WeeklyRound
from cms.notices import reads, weekly
from cms.notices.following import CHANGED
from cms.notices.services import choose, tell
from cms.notices.weekly import week_of, write_round
from cms.registry import Registry
from network.enums import Role
from network.models import User
from tests.factories import ThemeFactory

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def nel(account: Any) -> User:
    made: User = account(Role.MEMBER)
    return made


@pytest.fixture
def waits(monkeypatch: pytest.MonkeyPatch) -> list[WaitingItem]:
    """What waits for everybody; the test fills it."""
    items: list[WaitingItem] = []
    own: Registry[WaitingList] = Registry("list of what waits")
    own.register("test", WaitingList(label="Beloftes", items=lambda user: items, order=1))
    monkeypatch.setattr(desk, "waiting", own)
    monkeypatch.setattr(reads, "waiting", own)
    return items


def told(user: User, line: str = "“Samen eten” is aangepast.", **options: Any) -> None:
    tell(CHANGED, [user], key=line, line=line, address="/nl/samen-eten/", **options)


@pytest.mark.parametrize(
    ("now", "week"),
    [
        (datetime(2026, 11, 24, 7, 59, tzinfo=UTC), ""),
        (datetime(2026, 11, 24, 8, 0, tzinfo=UTC), "2026-W48"),
        # In summer time it is an hour earlier in the world.
        (datetime(2026, 6, 23, 7, 0, tzinfo=UTC), "2026-W26"),
        (datetime(2026, 11, 26, 23, 0, tzinfo=UTC), "2026-W48"),
        # Four days late is too late: the next one comes on Tuesday.
        (datetime(2026, 11, 28, 12, 0, tzinfo=UTC), ""),
        # The first week of 2027 begins on 4 January; this Tuesday is still of 2026.
        (datetime(2026, 12, 29, 12, 0, tzinfo=UTC), "2026-W53"),
    ],
)
def test_a_week_is_written_from_tuesday_nine_o_clock_for_three_days(
    now: datetime, week: str
) -> None:
    assert week_of(now) == week


def test_the_mail_says_first_what_waits_then_what_is_new_and_why(
    nel: User, waits: list[WaitingItem]
) -> None:
    waits.append(WaitingItem("Bel de buurvrouw van nummer 3", "/nl/mijn-pagina/"))
    told(nel)

    assert write_round(TUESDAY) == 1
    send_due()

    (mail,) = django_mail.outbox
    assert mail.subject == "Wat wacht er op jou, en wat is er nieuw"
    text = str(mail.body)
    assert text.index("Bel de buurvrouw") < text.index("“Samen eten” is aangepast.")
    assert "http://127.0.0.1:8000/nl/samen-eten/" in text
    assert "omdat je de pagina volgt" in text
    assert mail.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = mail.extra_headers["List-Unsubscribe"].strip("<>")
    assert address in text
    assert "&quot;" not in text
    assert Notice.objects.get().mailed_at


def test_nothing_to_say_is_no_mail(nel: User, waits: list[WaitingItem]) -> None:
    assert write_round(TUESDAY) == 0
    assert not OutgoingMail.objects.exists()
    # And nothing comes in the middle of the week either.
    told(nel)
    assert write_round(TUESDAY.replace(day=25)) == 0


def test_a_round_is_written_once_and_next_week_has_its_own(
    nel: User, waits: list[WaitingItem]
) -> None:
    waits.append(WaitingItem("Iets", "/nl/"))

    assert [write_round(TUESDAY), write_round(TUESDAY)] == [1, 0]
    WeeklyRound.objects.all().delete()
    assert write_round(TUESDAY) == 0
    assert write_round(TUESDAY.replace(day=1, month=12)) == 1


def test_a_round_that_was_stopped_halfway_goes_on_where_it_was(
    account: Any, waits: list[WaitingItem], monkeypatch: pytest.MonkeyPatch
) -> None:
    waits.append(WaitingItem("Iets", "/nl/"))
    for role in (Role.MEMBER, Role.LEAD, Role.ADVISER):
        account(role)
    write_to = weekly.write_to
    calls: list[User] = []

    def killed_at_the_second(user: User, *rest: Any) -> bool:
        calls.append(user)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return write_to(user, *rest)

    monkeypatch.setattr(weekly, "write_to", killed_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        write_round(TUESDAY)
    assert not WeeklyRound.objects.exists()

    assert write_round(TUESDAY) == 2
    assert OutgoingMail.objects.count() == 3
    assert WeeklyRound.objects.get().week == "2026-W48"


def test_one_recipient_for_whom_it_fails_holds_up_nobody_and_is_tried_again(
    account: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = account(Role.MEMBER), account(Role.LEAD)

    def items(user: User) -> list[WaitingItem]:
        if user == bad:
            raise ValueError
        return [WaitingItem("Iets", "/nl/")]

    own: Registry[WaitingList] = Registry("list of what waits")
    own.register("test", WaitingList(label="Test", items=items, order=1))
    monkeypatch.setattr(reads, "waiting", own)

    assert write_round(TUESDAY) == 1
    assert OutgoingMail.objects.get().recipient == good
    assert not WeeklyRound.objects.exists()


def test_who_stopped_it_left_or_takes_no_part_gets_none(
    account: Any, waits: list[WaitingItem]
) -> None:
    waits.append(WaitingItem("Iets", "/nl/"))
    choose(account(Role.MEMBER), weekly=False)
    User.objects.filter(pk=account(Role.LEAD).pk).update(is_active=False)
    User.objects.create_user("zonder@schakel.example")

    assert write_round(TUESDAY) == 0


def test_what_somebody_may_no_longer_open_is_left_out_when_the_mail_is_written(
    home: Any, nel: User, waits: list[WaitingItem]
) -> None:
    page = ThemeFactory.create()
    told(nel, page=page)
    page.unpublish()

    assert write_round(TUESDAY) == 0
    assert MailChoice.objects.of(nel).weekly


def test_many_lines_of_one_kind_are_counted_not_listed(nel: User, waits: list[WaitingItem]) -> None:
    for number in range(23):
        told(nel, f"Pagina {number} is aangepast.")

    write_round(TUESDAY)

    text = OutgoingMail.objects.get().text
    assert text.count("is aangepast.") == 20
    assert "En nog 3, op je eigen pagina." in text
    assert not Notice.objects.unmailed().exists()


def test_each_recipient_takes_a_bounded_number_of_queries(
    waits: list[WaitingItem], django_assert_max_num_queries: Any
) -> None:
    from django.contrib.auth.models import Group

    waits.append(WaitingItem("Iets", "/nl/"))
    users = [User(email=f"{number}@schakel.example", language="nl") for number in range(40)]
    User.objects.bulk_create(users)
    Group.objects.get(name=Role.MEMBER.value).user_set.add(*users)

    with django_assert_max_num_queries(40 * 12 + 8):
        assert write_round(TUESDAY) == 40
