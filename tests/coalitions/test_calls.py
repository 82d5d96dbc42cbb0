"""Asking: in two fields, once, for whom it is meant; changing, closing, and what waits."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.desk import desk
from cms.models import Notice
from cms.notices.following import follow
from coalitions.enums import CallKind, CallState, Visibility
from coalitions.exceptions import CoalitionError
from coalitions.models import Call
from coalitions.services import calls as services
from network.enums import Role
from tests.factories import (
    CallFactory,
    CoalitionPageFactory,
    NeighbourhoodFactory,
    ParticipationFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]


def post(client: Client, name: str, *args: Any, **fields: Any) -> Any:
    with override("nl"):
        return client.post(reverse(name, args=args), fields)


def new(**fields: Any) -> dict[str, Any]:
    values = {"key": uuid4(), "kind": "call", "line": "Wie heeft een zaal?"}
    return values | {"visibility": "network"} | fields


def yesterday() -> Any:
    return timezone.localdate() - timedelta(days=1)


def test_two_fields_are_in_sight_and_the_rest_is_folded(client: Client, member: Any) -> None:
    call = client.get("/nl/vragen-en-oproepen/nieuw/").context["form"]
    question = client.get("/nl/vragen-en-oproepen/nieuw/?kind=question").context["form"]

    assert [field.name for field in call.first_fields if not field.is_hidden] == ["line", "until"]
    assert [field.name for field in question.first_fields if not field.is_hidden] == ["line"]
    assert not call.is_unfolded


def test_a_call_is_open_for_the_network_and_speaks_for_the_organisation(
    client: Client, member: Any
) -> None:
    until = timezone.localdate() + timedelta(days=9)

    response = post(client, "call_new", **new(until=until.isoformat()))

    made = Call.objects.get()
    assert response.headers["Location"] == f"/nl/vragen-en-oproepen/{made.pk}/"
    assert (made.until, made.state, made.visibility) == (until, "open", "network")
    assert (made.asked_by, str(made.organisation), made.language) == (member, "Buurthuis", "nl")


def test_a_question_has_no_last_day(client: Client, member: Any) -> None:
    post(client, "call_new", **new(kind="question", until="2099-01-01"))

    made = Call.objects.get()
    assert (made.kind, made.until) == (CallKind.QUESTION, None)


def test_the_same_form_sent_twice_is_one_call(client: Client, member: Any) -> None:
    fields = new()

    first = post(client, "call_new", **fields)
    second = post(client, "call_new", **fields)

    assert first.headers["Location"] == second.headers["Location"]
    assert Call.objects.count() == 1


def test_another_question_under_the_same_key_is_kept_on_the_screen_and_not_lost(
    client: Client, member: Any
) -> None:
    fields = new()
    post(client, "call_new", **fields)

    response = post(client, "call_new", **fields | {"line": "Wie heeft een keuken?"})

    assert "Wie heeft een keuken?" in response.content.decode()
    renewed = response.context["form"]["key"].value()
    post(client, "call_new", **fields | {"line": "Wie heeft een keuken?", "key": renewed})
    assert Call.objects.count() == 2


def test_the_form_of_somebody_else_opens_nothing(client: Client, member: Any) -> None:
    fields = new()
    CallFactory.create(key=fields["key"], asked_by=UserFactory.create(), line="Geheim")

    response = post(client, "call_new", **fields)

    assert response.status_code == 200
    assert "Geheim" not in response.content.decode()


def test_a_past_day_keeps_what_was_typed(client: Client, member: Any) -> None:
    response = post(client, "call_new", **new(until=yesterday().isoformat()))

    assert "Wie heeft een zaal?" in response.content.decode()
    assert not Call.objects.exists()


def test_details_of_a_person_are_asked_about_once(client: Client, member: Any) -> None:
    line = "Wie belt mevrouw op 06 12345678?"
    fields = new(line=line)

    warned = post(client, "call_new", **fields)
    assert line in warned.content.decode()
    assert not Call.objects.exists()

    post(client, "call_new", **fields, not_about_somebody_else="on")
    assert Call.objects.get().line == line


def test_only_for_a_coalition_in_which_somebody_takes_part() -> None:
    user = UserFactory.create()
    coalition = CoalitionPageFactory.create().coalition
    values: dict[str, Any] = {"kind": "call", "line": "Wie rijdt?", "coalition": coalition}

    with pytest.raises(CoalitionError):
        services.open_call(user, key=uuid4(), **values)
    ParticipationFactory.create(coalition=coalition, user=user)
    made = services.open_call(user, key=uuid4(), **values, visibility=Visibility.COALITION)

    assert made.coalition == coalition


def test_for_a_coalition_only_needs_a_coalition() -> None:
    with pytest.raises(CoalitionError):
        services.open_call(
            UserFactory.create(),
            key=uuid4(),
            kind="call",
            line="Wie?",
            visibility=Visibility.COALITION,
        )


def test_followers_of_the_coalition_and_the_theme_hear_of_it_once() -> None:
    page, theme = CoalitionPageFactory.create(), ThemeFactory.create()
    asker, follower, left = UserFactory.create(), UserFactory.create(), UserFactory.create()
    for user in (asker, follower, left):
        follow(user, page)
        follow(user, theme)
    left.groups.clear()
    ParticipationFactory.create(coalition=page.coalition, user=asker)

    made = services.open_call(
        asker, key=uuid4(), kind="call", line="Wie?", coalition=page.coalition, theme=theme
    )

    assert [notice.recipient for notice in Notice.objects.all()] == [follower]
    services.withdraw_call(made)
    assert not Notice.objects.exists()


def test_nobody_hears_of_what_only_the_coalition_may_read() -> None:
    page, lead = CoalitionPageFactory.create(), UserFactory.create()
    page.coalition.lead = lead
    page.coalition.save()
    follow(UserFactory.create(), page)

    services.open_call(
        lead,
        key=uuid4(),
        kind="call",
        line="Wie?",
        coalition=page.coalition,
        visibility=Visibility.COALITION,
    )

    assert not Notice.objects.exists()


def test_what_becomes_of_the_coalition_alone_is_taken_back_from_the_news() -> None:
    page, lead = CoalitionPageFactory.create(), UserFactory.create()
    page.coalition.lead = lead
    page.coalition.save()
    follow(UserFactory.create(), page)
    made = services.open_call(lead, key=uuid4(), kind="call", line="Wie?", coalition=page.coalition)
    assert Notice.objects.exists()

    asked = services.Asked("call", "Wie?", coalition=page.coalition, visibility="coalition")
    services.change_call(lead, made, asked)

    assert not Notice.objects.exists()


def test_words_that_were_taken_out_of_a_call_are_in_no_notice_any_more() -> None:
    page, lead = CoalitionPageFactory.create(), UserFactory.create()
    readers = [UserFactory.create(language=language) for language in ("nl", "en")]
    for reader in readers:
        follow(reader, page)
    page.coalition.lead = lead
    page.coalition.save()
    made = services.open_call(
        lead, key=uuid4(), kind="call", line="Wie helpt Truus?", coalition=page.coalition
    )

    asked = services.Asked("question", "Wie helpt een buur?", coalition=page.coalition)
    services.change_call(lead, made, asked)

    lines = dict(Notice.objects.values_list("recipient__language", "line"))
    assert lines == {"nl": "Vraag: Wie helpt een buur?", "en": "Question: Wie helpt een buur?"}


def test_the_mail_does_not_say_that_closed_what_is_open_again(member: Any) -> None:
    made = CallFactory.create(until=yesterday(), asked_by=member)
    services.close_past_calls()
    assert Notice.objects.filter(recipient=member).exists()

    services.change_call(member, made, services.Asked("call", made.line))

    assert not Notice.objects.filter(recipient=member).exists()


@pytest.mark.parametrize(("days", "closed"), [(-1, True), (0, False)])
def test_the_day_after_the_last_one_it_closes_and_says_so(
    client: Client, member: Any, days: int, closed: bool
) -> None:
    until = timezone.localdate() + timedelta(days=days)
    made = CallFactory.create(until=until, asked_by=member)

    assert services.close_past_calls() == closed
    assert services.close_past_calls() == 0

    made.refresh_from_db()
    assert (made.state == CallState.CLOSED) == closed
    assert Notice.objects.filter(recipient=member).count() == closed
    page = client.get(f"/en/calls-and-questions/{made.pk}/").content.decode()
    assert ("Closed: the last day was" in page) == closed


def test_a_past_call_counts_as_closed_before_the_night(client: Client, member: Any) -> None:
    CallFactory.create(until=yesterday(), line="Voorbij")

    assert "Voorbij" in client.get("/nl/vragen-en-oproepen/?state=closed").content.decode()
    assert "Voorbij" not in client.get("/nl/vragen-en-oproepen/?state=open").content.decode()


def test_a_call_that_ran_out_opens_again_with_a_later_day(client: Client, member: Any) -> None:
    made = CallFactory.create(until=yesterday(), asked_by=member)
    services.close_past_calls()
    later = timezone.localdate() + timedelta(days=5)

    post(client, "call_edit", made.pk, **new(key=made.key, until=later.isoformat()))

    made.refresh_from_db()
    assert (made.state, made.closed_at, made.until) == (CallState.OPEN, None, later)


def test_what_was_closed_by_hand_cannot_be_changed() -> None:
    user = UserFactory.create()
    made = services.close_call(user, CallFactory.create(asked_by=user))

    with pytest.raises(CoalitionError):
        services.change_call(user, made, services.Asked("call", "Anders"))


def test_taken_back_nobody_sees_it(client: Client, member: Any) -> None:
    made = CallFactory.create(asked_by=member)

    post(client, "call_edit", made.pk, action="withdraw")
    post(client, "call_edit", made.pk, action="withdraw")

    assert client.get(f"/nl/vragen-en-oproepen/{made.pk}/").status_code == 404
    assert services.withdraw_call(made).state == CallState.WITHDRAWN


def test_only_who_keeps_it_changes_and_closes(client: Client, member: Any) -> None:
    made = CallFactory.create(asked_by=UserFactory.create())

    assert client.get(f"/nl/vragen-en-oproepen/{made.pk}/veranderen/").status_code == 404
    assert post(client, "call_close", made.pk).status_code == 404
    made.refresh_from_db()
    assert made.state == CallState.OPEN


def test_a_consultation_brings_in_a_question_a_line_once(client: Client, account: Any) -> None:
    user = account(Role.COORDINATOR)
    client.force_login(user)
    fields = {
        "key": uuid4(),
        "occasion": "Wijkgesprek",
        "lines": "1. Hoe bereik je jongeren?\n\n- Wie kent een zaal?\nWie kent een zaal?\n",
        "neighbourhood": NeighbourhoodFactory.create().pk,
        "visibility": "public",
    }

    post(client, "calls_bring_in", **fields)
    post(client, "calls_bring_in", **fields)

    assert sorted(Call.objects.values_list("line", "kind", "occasion", "visibility")) == [
        ("Hoe bereik je jongeren?", "question", "Wijkgesprek", "public"),
        ("Wie kent een zaal?", "question", "Wijkgesprek", "public"),
    ]


def test_a_question_of_a_consultation_that_is_too_long_is_named(
    client: Client, account: Any
) -> None:
    client.force_login(account(Role.COORDINATOR))
    lines = "Kort?\n" + "Lang" * 60

    response = post(
        client, "calls_bring_in", key=uuid4(), occasion="Daar", lines=lines, visibility="network"
    )

    assert "LangLang" in str(response.context["form"].errors)
    assert not Call.objects.exists()


def test_a_member_brings_in_no_consultation(client: Client, member: Any) -> None:
    assert client.get("/nl/vragen-en-oproepen/inbrengen/").status_code == 404


def test_the_desk_lists_what_waits_for_an_answer_longer_than_two_weeks(account: Any) -> None:
    now = timezone.now()
    CallFactory.create(line="Oud", created_at=now - timedelta(days=15))
    CallFactory.create(line="Nieuw", created_at=now - timedelta(days=13))
    CallFactory.create(line="Beantwoord", created_at=now - timedelta(days=15), state="answered")

    items = desk["calls"].items(account(Role.COORDINATOR))

    assert [item.line for item in items] == ["Oud"]
