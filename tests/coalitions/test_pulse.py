"""The pulse: once a month, without signing in, for one coalition, once."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.models import OutgoingMail
from cms.notices.reads import what_waits
from cms.notices.weekly import write_round
from cms.privacy.providers import providers
from cms.views.desk import heaps_for
from coalitions.models import Coalition, ProgressUpdate, Pulse
from coalitions.services.calls import own_coalitions
from coalitions.services.pulse import address_of, ask
from network.enums import Role
from tests.factories import (
    CallFactory,
    CoalitionPageFactory,
    ProgressUpdateFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def in_dutch() -> Iterator[None]:
    with override("nl"):
        yield


@pytest.fixture
def coalition(home: Any) -> Any:
    page = CoalitionPageFactory(
        title="Buren koken", facts__lead=UserFactory(), facts__deputy=UserFactory()
    )
    return page.coalition


@pytest.fixture
def pulse(coalition: Any) -> Pulse:
    made = ask(coalition, coalition.lead, timezone.now())
    assert made
    return made


def path_of(pulse: Pulse) -> str:
    address = address_of(pulse)
    return address[address.index("/nl/") :]


def form(**more: Any) -> dict[str, Any]:
    today = timezone.localdate().isoformat()
    base = {"key": str(uuid4()), "visibility": "network", "happened_on": today}
    return base | {"happened": "Wij kookten."} | more


def test_the_link_posts_in_the_name_of_who_got_it_without_signing_in(pulse: Pulse) -> None:
    client = Client()

    answer = client.post(path_of(pulse), form(), follow=True)

    update = ProgressUpdate.objects.get()
    assert (update.author, update.coalition) == (pulse.user, pulse.coalition)
    assert update.was_noted is False
    assert "_auth_user_id" not in client.session
    assert answer.status_code == 410
    pulse.refresh_from_db()
    assert pulse.used_at


def test_scanners_of_mail_that_open_the_link_do_not_use_it_up(pulse: Pulse) -> None:
    for _time in range(3):
        assert Client().get(path_of(pulse)).status_code == 200
        assert Client().head(path_of(pulse)).status_code == 200

    pulse.refresh_from_db()
    assert pulse.used_at is None
    assert not ProgressUpdate.objects.exists()


def test_the_form_sent_twice_is_one_update_and_twice_a_thank_you(pulse: Pulse) -> None:
    sent, script = form(), Client(headers={"accept": "application/json"})
    # Once: the link holds the second in which it was made.
    address = path_of(pulse)

    answers = [script.post(address, sent).json() for _time in range(2)]

    assert ProgressUpdate.objects.count() == 1
    assert answers[0] == answers[1] == {"address": address}


def test_a_used_link_says_so_kindly_and_posts_nothing_more(pulse: Pulse) -> None:
    Client().post(path_of(pulse), form())

    shown = Client().get(path_of(pulse))
    again = Client().post(path_of(pulse), form(happened="Nog iets."))

    assert shown.status_code == 410
    assert reverse("update_new", args=[pulse.coalition_id]) in shown.content.decode()
    assert "Nog iets." in again.content.decode(), "what was typed is still on the screen"
    assert ProgressUpdate.objects.count() == 1


def test_after_posting_the_page_thanks_and_does_not_speak_of_a_link_that_fails(
    pulse: Pulse,
) -> None:
    shown = Client().post(path_of(pulse), form(), follow=True).content.decode()

    assert "Your update has been posted" in shown or "Je bericht is geplaatst" in shown
    assert "This link is closed" not in shown
    assert "Deze link werkt niet meer" not in shown
    assert f'href="{pulse.coalition.page.get_url()}"' in shown


@pytest.mark.parametrize("why", ["old", "no lead", "no member", "not active"])
def test_a_link_that_is_too_old_or_not_theirs_any_more_posts_nothing(
    why: str, pulse: Pulse
) -> None:
    if why == "old":
        Pulse.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    if why == "no lead":
        Coalition.objects.update(lead=UserFactory())
    if why == "no member":
        pulse.user.groups.clear()
    if why == "not active":
        pulse.user.is_active = False
        pulse.user.save()

    assert Client().get(path_of(pulse)).status_code == 410
    Client().post(path_of(pulse), form())

    assert not ProgressUpdate.objects.exists()


@pytest.mark.parametrize(
    "token",
    [
        "abc",
        "1:2:3",
        pytest.param(signing.dumps(1, salt="cms.notices.stop"), id="link of another kind"),
    ],
)
def test_a_link_that_was_never_sent_shows_nothing(token: str, pulse: Pulse) -> None:
    assert Client().get(reverse("pulse", args=[token])).status_code == 404
    assert Client().post(reverse("pulse", args=[token]), form()).status_code == 404


def test_a_link_lives_forty_five_days(coalition: Any) -> None:
    pulse = ask(coalition, coalition.lead, TUESDAY)

    assert pulse
    assert pulse.expires_at == TUESDAY + timedelta(days=45)
    assert ask(coalition, coalition.lead, TUESDAY) is None


def test_the_link_shows_nothing_but_the_form_and_the_name_of_the_coalition(pulse: Pulse) -> None:
    ProgressUpdateFactory(coalition=pulse.coalition, happened="Het woord is kaneel.")
    CallFactory(coalition=pulse.coalition, line="Wie heeft peper?")

    answer = Client().get(path_of(pulse))

    page = answer.content.decode()
    assert "Buren koken" in page
    assert "kaneel" not in page
    assert "peper" not in page
    assert pulse.user.name not in page
    assert pulse.user.email not in page
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"


def test_the_coordinators_choice_of_whose_words_is_not_behind_the_link(pulse: Pulse) -> None:
    assert "noted_for" not in Client().get(path_of(pulse)).context["form"].fields


def test_a_personal_detail_does_not_use_the_link_up(pulse: Pulse) -> None:
    Client().post(path_of(pulse), form(happened="Bel mevrouw Jansen op 06 12345678."))

    pulse.refresh_from_db()
    assert pulse.used_at is None


# The weekly mail


def mailed_links(user: Any) -> list[str]:
    texts = OutgoingMail.objects.filter(recipient=user).values_list("text", flat=True)
    return re.findall(r"\S+/nl/bericht/\S+", "\n".join(texts))


@pytest.fixture
def round_on(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, int], None]:
    """Write the weekly mail on a Tuesday of 2026, with the clock at that moment."""

    def write(month: int, day: int) -> None:
        moment = datetime(2026, month, day, 9, tzinfo=timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda: moment)
        write_round(moment)

    return write


def test_lead_and_deputy_each_get_a_link_of_their_own(coalition: Any, round_on: Any) -> None:
    round_on(11, 3)

    [[own], [other]] = [mailed_links(user) for user in coalition.leads]

    assert own != other
    assert own.startswith("http")
    for link, user in ((own, coalition.lead), (other, coalition.deputy)):
        Client().post(link[link.index("/nl/") :], form(happened_on="2026-11-03"))
        assert ProgressUpdate.objects.filter(author=user).count() == 1


def test_nobody_is_asked_twice_in_a_month(coalition: Any, round_on: Any) -> None:
    round_on(11, 3)
    round_on(11, 10)
    assert len(mailed_links(coalition.lead)) == 1

    round_on(12, 1)
    assert len(set(mailed_links(coalition.lead))) == 2


def test_who_told_something_this_month_is_not_asked(coalition: Any) -> None:
    ProgressUpdateFactory(coalition=coalition, happened_on=timezone.localdate())

    write_round(TUESDAY)

    assert mailed_links(coalition.lead) == []
    assert what_waits(coalition.lead) == []


def test_who_told_this_month_of_the_last_one_is_not_asked(coalition: Any, round_on: Any) -> None:
    ProgressUpdateFactory(
        coalition=coalition,
        happened_on=date(2026, 10, 31),
        created_at=datetime(2026, 11, 1, 0, 30, tzinfo=timezone.get_default_timezone()),
    )

    round_on(11, 3)

    assert mailed_links(coalition.lead) == []


def test_nobody_is_asked_about_a_coalition_whose_page_was_removed(
    coalition: Any, account: Any
) -> None:
    Coalition.objects.update(created_on=timezone.localdate() - timedelta(days=90))
    coalition.page.delete()

    write_round(TUESDAY)

    assert not Pulse.objects.exists()
    lines = [item.line for heap in heaps_for(account(Role.COORDINATOR)) for item in heap.first]
    assert not [line for line in lines if str(coalition.translation_key) in line]
    assert coalition not in own_coalitions(coalition.lead)


@pytest.mark.parametrize("status", ["paused", "completed"])
def test_nobody_is_asked_about_a_coalition_that_rests(status: str, coalition: Any) -> None:
    Coalition.objects.update(status=status)

    write_round(TUESDAY)

    assert not Pulse.objects.exists()


def test_on_ones_own_page_stands_the_form_itself_and_no_link_is_made(
    coalition: Any,
) -> None:
    client = Client()
    client.force_login(coalition.lead)

    page = client.get(reverse("me")).content.decode()

    assert reverse("update_new", args=[coalition.pk]) in page
    assert not Pulse.objects.exists()


# Silence


def test_after_sixty_days_the_coordinator_reads_it_and_nobody_else(
    coalition: Any, account: Any
) -> None:
    coordinator = account(Role.COORDINATOR)
    ProgressUpdateFactory(
        coalition=coalition, happened_on=timezone.localdate() - timedelta(days=61)
    )

    lines = [item.line for heap in heaps_for(coordinator) for item in heap.first]

    assert [line for line in lines if "Buren koken" in line]
    client = Client()
    client.force_login(coalition.lead)
    assert client.get(reverse("desk")).status_code == 404
    ProgressUpdateFactory(coalition=coalition)
    lines = [item.line for heap in heaps_for(coordinator) for item in heap.first]
    assert not [line for line in lines if "Buren koken" in line]


# Privacy


def test_who_was_asked_is_forgotten_ninety_days_later(pulse: Pulse) -> None:
    minimise = providers["coalitions"].minimise
    asked = pulse.expires_at - timedelta(days=45)

    minimise(asked + timedelta(days=89), False)
    assert Pulse.objects.exists()
    assert sum(thinned.count for thinned in minimise(asked + timedelta(days=91), True)) == 1
    assert Pulse.objects.exists()
    minimise(asked + timedelta(days=91), False)
    assert not Pulse.objects.exists()
