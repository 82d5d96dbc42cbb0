"""Who reads what of calls: every visibility for every reader, on every way in; what suits whom."""

from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.models import HomePage, Notice, OutgoingMail
from coalitions.call_documents import CallSource
from coalitions.models import Answer, Call
from coalitions.reads.matching import fitting
from coalitions.services.answers import answer_call
from coalitions.services.calls import withdraw_call
from network.enums import Role
from search.access import access_of
from search.services import drain_all, rebuild
from tests.factories import (
    CallFactory,
    CoalitionPageFactory,
    MemberFactory,
    NeighbourhoodFactory,
    OrganisationFactory,
    ParticipationFactory,
    SubjectFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
CANARY = "kanarieklank"
READERS = ("visitor", "switched off", "member", "editor", "taking part", "lead", "coordinator")
INSIDE = {"member", "editor", "taking part", "lead", "coordinator"}
OF_IT = {"taking part", "lead", "coordinator"}
MAY_READ = {"public": set(READERS), "network": INSIDE, "coalition": OF_IT}


@pytest.fixture(autouse=True)
def _site(home: HomePage, settings: Any, tmp_path: Any) -> None:
    """The front page and an index are there."""
    settings.SEARCH_INDEX_DIR = tmp_path / "search"


@pytest.fixture
def readers(account: Any) -> dict[str, Any]:
    """Everybody who may come by, around one coalition."""
    lead, part = UserFactory.create(), UserFactory.create()
    page = CoalitionPageFactory.create(facts__lead=lead)
    ParticipationFactory.create(coalition=page.coalition, user=part)
    return {
        "coalition": page.coalition,
        "visitor": None,
        "switched off": UserFactory.create(roles=[]),
        "member": UserFactory.create(),
        "editor": account(Role.EDITOR),
        "taking part": part,
        "lead": lead,
        "coordinator": account(Role.COORDINATOR),
    }


def planted(readers: dict[str, Any], visibility: str) -> Call:
    """Return a call with the canary in every word that somebody can write."""
    call: Call = CallFactory.create(
        line=f"Regel {CANARY}",
        details=f"Uitleg {CANARY}",
        occasion=f"Bij {CANARY}",
        thanks=f"Dank {CANARY}",
        coalition=readers["coalition"],
        asked_by=readers["lead"],
        visibility=visibility,
    )
    answer_call(readers["taking part"], call, uuid4(), f"Antwoord {CANARY}")
    return call


def visitor(readers: dict[str, Any], name: str) -> Client:
    client = Client()
    if readers[name]:
        client.force_login(readers[name])
    return client


def sees(client: Client, address: str) -> bool:
    return CANARY in client.get(address, follow=True).content.decode()


def finds(client: Client, call: Call | int) -> bool:
    """Whether search shows it; what was asked stands on that page anyway."""
    pk = call if isinstance(call, int) else call.pk
    found = {
        f"/vragen-en-oproepen/{pk}/" in client.get(address).content.decode()
        for address in (f"/nl/zoeken/?q={CANARY}", f"/api/search?q={CANARY}&lang=nl")
    }
    assert len(found) == 1
    return found.pop()


@pytest.mark.parametrize("visibility", MAY_READ)
def test_every_reader_reads_what_is_theirs_on_every_way_in(
    visibility: str, readers: dict[str, Any]
) -> None:
    call = planted(readers, visibility)
    rebuild()

    for name in READERS:
        client, may = visitor(readers, name), name in MAY_READ[visibility]
        assert sees(client, "/nl/vragen-en-oproepen/") == may, name
        page = client.get(f"/nl/vragen-en-oproepen/{call.pk}/")
        assert page.status_code == (200 if may else 404), name
        answering = client.get(f"/nl/vragen-en-oproepen/{call.pk}/antwoorden/")
        assert (answering.status_code != 404) == may, name
        # What only a coalition may read is in no index at all.
        found = may and visibility != "coalition"
        assert finds(client, call) == found, name


@pytest.mark.parametrize("visibility", ["network", "coalition"])
def test_no_private_word_is_on_the_front_page_in_a_feed_or_with_anybody_else(
    visibility: str, readers: dict[str, Any]
) -> None:
    planted(readers, visibility)
    drain_all()

    for name in READERS:
        client = visitor(readers, name)
        for address in ("/nl/", "/en/", "/nl/atom/"):
            assert not sees(client, address), (name, address)
    mailed = {each.recipient for each in OutgoingMail.objects.all() if CANARY in each.text}
    assert mailed == {readers["lead"]}
    told = {each.recipient for each in Notice.objects.all() if CANARY in each.line}
    assert told == set()


def test_the_front_page_is_the_same_for_everybody_and_shows_the_newest_open_public_calls(
    readers: dict[str, Any],
) -> None:
    for number in range(4):
        CallFactory.create(visibility="public", line=f"Oproep nummer {number}")
    CallFactory.create(visibility="public", line="Al beantwoord", state="answered")

    pages = {name: visitor(readers, name).get("/nl/").content.decode() for name in READERS}

    for page in pages.values():
        assert [f"Oproep nummer {number}" in page for number in range(4)] == [
            *[False],
            *[True] * 3,
        ]
        assert "Al beantwoord" not in page


@pytest.mark.parametrize("change", ["narrowed", "withdrawn", "deleted", "answer taken away"])
def test_search_forgets_what_is_no_longer_for_everybody(
    change: str, readers: dict[str, Any]
) -> None:
    call = planted(readers, "public")
    rebuild()
    client, pk = Client(), call.pk
    assert finds(client, pk)

    if change == "narrowed":
        call.visibility = "coalition"
        call.save()
    elif change == "withdrawn":
        withdraw_call(call)
    elif change == "deleted":
        call.delete()
    else:
        Call.objects.update(line="Iets", details="", occasion="", thanks="")
        given = Answer.objects.get()
        given.withdrawn_at = timezone.now()
        given.save()
    drain_all()

    assert not finds(client, pk)


def test_an_answer_that_was_not_confirmed_is_nowhere(client: Client) -> None:
    call = CallFactory.create(visibility="public")
    Answer.objects.create(call=call, key=uuid4(), text=CANARY, name=CANARY, email="a@b.example")
    rebuild()

    assert not finds(client, call)
    for address in ("/nl/", "/nl/vragen-en-oproepen/", f"/nl/vragen-en-oproepen/{call.pk}/"):
        assert not sees(client, address), address


def test_keys_of_search_are_those_of_the_rules(readers: dict[str, Any]) -> None:
    call = planted(readers, "network")
    [document] = CallSource().build([str(call.pk)])

    for name in READERS:
        user = readers[name] or AnonymousUser()
        assert bool(access_of(user) & set(document.access)) == (name in INSIDE), name


def test_members_read_names_and_others_for_which_organisation(readers: dict[str, Any]) -> None:
    asker = MemberFactory.create(user__name="Vera Vraagt")
    organisation = OrganisationFactory.create(name="Buurthuis")
    call = CallFactory.create(visibility="public", asked_by=asker.user, organisation=organisation)
    address = f"/nl/vragen-en-oproepen/{call.pk}/"

    inside = visitor(readers, "member").get(address).content.decode()
    outside = Client().get(address).content.decode()

    assert "Vera Vraagt, Buurthuis" in inside
    assert "Vera" not in outside
    assert "Buurthuis" in outside


def test_what_suits_a_member_says_why(home: HomePage) -> None:
    place = NeighbourhoodFactory.create()
    member = MemberFactory.create(
        offers="Een grote zaal op dinsdag",
        organisation=OrganisationFactory.create(offers="Vervoer met een busje"),
        neighbourhood=place,
        expertise=[SubjectFactory.create(label_nl="Rouwverwerking", label_en="Grief")],
    )
    room = CallFactory.create(line="Wie heeft zalen voor twintig mensen?", neighbourhood=place)
    ride = CallFactory.create(line="Wie regelt het vervoer?")
    grief = CallFactory.create(line="Hoe praat je over rouwverwerking?", kind="question")
    CallFactory.create(line="Wie bakt appeltaart?", neighbourhood=place)

    fits = {fit.call.pk: fit.reasons for fit in fitting(member.user)}

    assert set(fits) == {room.pk, ride.pk, grief.pk}
    assert "zaal" in fits[room.pk][0]
    assert "Overvecht" in fits[room.pk][1]
    assert "Vervoer" in fits[ride.pk][0]
    assert "Rouwverwerking" in fits[grief.pk][0]


def test_a_word_in_the_explanation_makes_nobody_an_expert(home: HomePage) -> None:
    subject = SubjectFactory.create(label_nl="Buurten en buren", label_en="Neighbours")
    member = MemberFactory.create(expertise=[subject], offers="Een bakfiets")
    CallFactory.create(line="Wie heeft een zaal?", details="Wij koken met de buurt.")
    CallFactory.create(line="Wie leent iets uit?", details="Een bakfiets of een kar.")

    assert [fit.call.line for fit in fitting(member.user)] == ["Wie leent iets uit?"]


def test_what_is_ones_own_answered_closed_or_for_others_suits_nobody() -> None:
    member = MemberFactory.create(offers="Een zaal")
    line = "Wie heeft een zaal?"
    CallFactory.create(line=line, asked_by=member.user)
    CallFactory.create(line=line, state="closed", closed_at=timezone.now())
    page = CoalitionPageFactory.create()
    CallFactory.create(line=line, visibility="coalition", coalition=page.coalition)
    answered = CallFactory.create(line=line)
    answer_call(member.user, answered, uuid4(), "Ik.")

    assert fitting(member.user) == []


def test_a_word_that_is_in_every_call_is_no_reason() -> None:
    member = MemberFactory.create(offers="Koffie en een aanhanger")
    for _number in range(14):
        CallFactory.create(line="Wie schenkt koffie?")
    CallFactory.create(line="Wie heeft een aanhanger?")

    assert [fit.call.line for fit in fitting(member.user)] == ["Wie heeft een aanhanger?"]


def test_only_members_are_told_what_suits_them(readers: dict[str, Any]) -> None:
    member = MemberFactory.create(offers="Een zaal", user=readers["member"])
    CallFactory.create(line="Wie heeft een zaal?", visibility="public")
    assert member

    assert len(visitor(readers, "member").get("/nl/vragen-en-oproepen/").context["fits"]) == 1
    assert Client().get("/nl/vragen-en-oproepen/").context["fits"] == []


def test_a_call_takes_no_more_queries_with_more_answers(
    client: Client, django_assert_max_num_queries: Any
) -> None:
    call = CallFactory.create()
    client.force_login(UserFactory.create())
    address = f"/nl/vragen-en-oproepen/{call.pk}/"
    answer_call(UserFactory.create(), call, uuid4(), "Ja.")
    client.get(address)
    with CaptureQueriesContext(connection) as one:
        client.get(address)
    for number in range(5):
        answer_call(UserFactory.create(), call, uuid4(), f"Ja, {number}.")

    with django_assert_max_num_queries(len(one)):
        client.get(address)
