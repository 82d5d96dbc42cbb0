"""Who finds whom in the network, and what they see of each other."""

from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from cms.models import HomePage
from network.enums import Background, Consent
from network.forms.directory import DirectoryForm, MemberDirectoryForm
from network.models import Member
from network.reads.directory import found_members, found_organisations
from network.reads.reach import reach_of
from search.documents import sources
from tests.factories import (
    ActivityFactory,
    MemberFactory,
    NeighbourhoodFactory,
    OrganisationFactory,
    SeatFactory,
    SubjectFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(home: HomePage, client: Client) -> Client:
    """A member who is signed in."""
    client.force_login(MemberFactory.create(user__name="Zz Lezer").user)
    return client


def names(ids: list[int]) -> list[str]:
    found = Member.objects.select_related("user").in_bulk(ids)
    return [found[pk].user.name for pk in ids]


def page(client: Client, name: str, *args: Any, language: str = "nl", query: str = "") -> Any:
    with translation.override(language):
        address = reverse(name, args=args)
    return client.get(f"{address}{query}")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("ozdemir", True),
        ("OZDEMIR", True),
        ("gülcan özdemir", True),
        ("kade", True),
        ("CAFÉ", True),
        ("cafe taal", True),
        ("huiskamer", True),
        ("stoelen", True),
        ("rouw", True),
        ("gastvrouw", True),
        ("cafe voetbal", False),
        ("gulcan@", False),
        ("5557", False),
    ],
)
def test_words_are_found_with_or_without_accents_and_capitals(typed: str, found: bool) -> None:
    member = MemberFactory.create(
        user__name="Gülcan Özdemir",
        user__email="gulcan@schakel.example",
        organisation=OrganisationFactory.create(name="Aan de Kade"),
        function="gastvrouw",
        introduction="Ik schenk koffie in het Taalcafé.",
        offers="Een huiskamer.",
        seeks="Stoelen.",
        phone="030 5557",
    )
    member.expertise.add(SubjectFactory.create(label_nl="Rouw en verlies", label_en="Grief"))
    MemberFactory.create(user__name="Iemand Anders")

    with translation.override("nl"):
        assert (found_members(typed, []) == [member.pk]) is found


def test_expertise_is_found_by_its_label_in_the_language_of_the_reader() -> None:
    member = MemberFactory.create()
    member.expertise.add(SubjectFactory.create(label_nl="Rouw", label_en="Grief"))

    with translation.override("en"):
        assert found_members("grief", []) == [member.pk]
        assert found_members("rouw", []) == []


def test_names_are_in_order_whatever_their_accents() -> None:
    for name in ("Zoë", "Özlem", "Piet", "anna", "Çiğdem"):
        MemberFactory.create(user__name=name)

    assert names(found_members("", [])) == ["anna", "Çiğdem", "Özlem", "Piet", "Zoë"]


@pytest.mark.parametrize(
    "query",
    [
        {"background": "care"},
        {"expertise": "rouw"},
        {"neighbourhood": "west"},
        {"has": ["offers"]},
        {"has": ["offers", "seeks"], "q": "stoel"},
    ],
)
def test_a_choice_leaves_only_who_meets_it(query: dict[str, Any]) -> None:
    right = MemberFactory.create(
        background=Background.CARE,
        neighbourhood=NeighbourhoodFactory.create(code="west"),
        offers="Een stoel",
        seeks="Een tafel",
    )
    right.expertise.add(SubjectFactory.create(code="rouw"), SubjectFactory.create(code="taal"))
    other = MemberFactory.create(
        background=Background.CULTURE, neighbourhood=NeighbourhoodFactory.create(code="oost")
    )
    other.expertise.add(SubjectFactory.create(code="muziek"))
    form = MemberDirectoryForm(query)

    assert found_members(form.words, form.conditions()) == [right.pk]


def test_an_organisation_without_neighbourhoods_works_in_all() -> None:
    west, oost = NeighbourhoodFactory.create(code="west"), NeighbourhoodFactory.create(code="oost")
    everywhere, here = OrganisationFactory.create(name="A"), OrganisationFactory.create(name="B")
    here.neighbourhoods.add(west)
    OrganisationFactory.create(name="C").neighbourhoods.add(oost)
    form = DirectoryForm({"neighbourhood": "west"})

    assert found_organisations("", form.conditions()) == [everywhere.pk, here.pk]


def test_a_choice_that_does_not_exist_is_said_so_and_filters_nothing(reader: Client) -> None:
    MemberFactory.create(user__name="Piet Paal")

    shown = page(reader, "directory", query="?background=ruimtevaart")

    assert "Piet Paal" in shown.text
    assert "ruimtevaart" in shown.text


def test_who_was_switched_off_is_gone_everywhere(reader: Client) -> None:
    organisation = OrganisationFactory.create()
    gone = MemberFactory.create(
        user__name="Weg Gegaan",
        user__is_active=False,
        organisation=organisation,
        phone="030 100 00 99",
        phone_consent=Consent.PUBLIC,
    )
    SeatFactory.create(member=gone)

    assert page(reader, "directory_member", gone.pk).status_code == 404
    assert "Weg Gegaan" not in page(reader, "directory").text
    assert "Weg Gegaan" not in page(reader, "directory_organisation", organisation.code).text
    assert "Weg Gegaan" not in page(reader, "steering_group").text


@pytest.mark.parametrize(
    ("consent", "in_network", "outside"),
    [(Consent.PUBLIC, True, True), (Consent.NETWORK, True, False), (Consent.NOBODY, False, False)],
)
def test_each_way_to_reach_somebody_is_seen_by_whom_they_chose(
    consent: Consent, in_network: bool, outside: bool
) -> None:
    phone = MemberFactory.create(phone="030", phone_consent=consent)
    mail = MemberFactory.create(user__email="a@schakel.example", email_consent=consent)
    organisation = OrganisationFactory.create(
        phone="030", phone_consent=consent, email="o@schakel.example", email_consent=consent
    )

    for inside, seen in ((True, in_network), (False, outside)):
        assert bool(reach_of(phone, inside).phone) is seen
        assert reach_of(phone, inside).email == ""
        assert bool(reach_of(mail, inside).email) is seen
        assert bool(reach_of(organisation, inside).phone) is seen
        assert bool(reach_of(organisation, inside).email) is seen


@pytest.mark.parametrize("consent", Consent)
def test_no_page_shows_what_its_owner_keeps(reader: Client, consent: Consent) -> None:
    organisation = OrganisationFactory.create()
    member = MemberFactory.create(
        user__email="canary@schakel.example",
        email_consent=consent,
        phone="030 987",
        phone_consent=consent,
        organisation=organisation,
    )
    SeatFactory.create(member=member)
    seen = consent != Consent.NOBODY

    for shown in (
        page(reader, "directory"),
        page(reader, "directory_member", member.pk),
        page(reader, "directory_organisation", organisation.code),
        page(reader, "steering_group"),
    ):
        assert ("canary@schakel.example" in shown.text) is seen
        assert ("030 987" in shown.text) is seen


def test_somebody_without_a_name_is_not_shown_by_their_address(reader: Client) -> None:
    member = MemberFactory.create(user__name="", user__email="canary@schakel.example")
    SeatFactory.create(member=member)

    for name, args in (("directory", ()), ("directory_member", (member.pk,))):
        assert "canary" not in page(reader, name, *args).text
    assert "canary" not in page(reader, "steering_group").text


def test_an_organisation_names_only_people_of_whom_that_is_confirmed(reader: Client) -> None:
    organisation = OrganisationFactory.create(code="kade")
    MemberFactory.create(user__name="Echt Waar", organisation=organisation)
    claims = MemberFactory.create(
        user__name="Zegt Maar", organisation=organisation, organisation_claimed=True
    )
    SeatFactory.create(member=claims)

    shown = page(reader, "directory_organisation", "kade").text

    assert "Echt Waar" in shown
    assert "Zegt Maar" not in shown
    assert organisation.name not in page(reader, "steering_group").text


def test_nothing_found_leads_on(reader: Client) -> None:
    MemberFactory.create(offers="Muziekles")

    shown = page(reader, "directory", query="?q=muziek&background=sport", language="en")

    assert "?q=muziek#results" in shown.text
    assert "1 found" in shown.text
    assert reverse_in("en", "directory") in shown.text


def reverse_in(language: str, name: str) -> str:
    with translation.override(language):
        return reverse(name)


def test_the_next_page_keeps_words_and_choices(reader: Client) -> None:
    for _number in range(25):
        MemberFactory.create(offers="Muziekles", background=Background.CULTURE)

    query = "?q=muziek&background=culture"
    first, second = (
        page(reader, "directory", query=query),
        page(reader, "directory", query=f"{query}&page=2"),
    )

    assert f'href="{query}&page=2"' in unescape(first.text)
    assert len(first.context["results"].object_list) == 20
    assert len(second.context["results"].object_list) == 5


@pytest.mark.parametrize("name", ["directory", "directory_organisations"])
def test_ten_times_as_many_need_no_more_queries(reader: Client, name: str) -> None:
    def grow(number: int) -> None:
        subject = SubjectFactory.create()
        for _count in range(number):
            organisation = OrganisationFactory.create(offers="Muziek")
            organisation.neighbourhoods.add(NeighbourhoodFactory.create())
            member = MemberFactory.create(
                offers="Muziek",
                organisation=organisation,
                neighbourhood=NeighbourhoodFactory.create(),
            )
            member.expertise.add(subject)

    def queries() -> int:
        with CaptureQueriesContext(connection) as counted:
            shown = page(reader, name, query="?q=muziek")
        assert "Muziek" in shown.text
        return len(counted)

    grow(3)
    queries()  # what is read once and kept
    few = queries()
    grow(30)
    assert 0 < queries() == few


@pytest.mark.parametrize(
    ("name", "args"),
    [
        ("directory", []),
        ("directory_member", [1]),
        ("directory_organisations", []),
        ("directory_organisation", ["kade"]),
    ],
)
def test_the_directory_is_for_members(
    home: HomePage, client: Client, name: str, args: list[Any]
) -> None:
    shown = page(client, name, *args)

    assert shown.status_code == 302
    assert shown.headers["Location"].startswith(reverse_in("nl", "account_login"))


def test_outside_the_network_a_seat_has_a_name_only_where_its_holder_wants_that(
    home: HomePage, client: Client
) -> None:
    kept = OrganisationFactory.create(name="De Kade")
    SeatFactory.create(
        name_nl="Namens de haven",
        member=MemberFactory.create(
            user__name="Stil Gebleven",
            user__email="stil@schakel.example",
            function="kapitein",
            organisation=kept,
            email_consent=Consent.NETWORK,
        ),
    )
    SeatFactory.create(
        name_nl="Namens de stad",
        member=MemberFactory.create(
            user__name="Bel Maar", phone="030 123", phone_consent=Consent.PUBLIC
        ),
    )
    SeatFactory.create(name_nl="Namens de jeugd", member=None)

    shown = page(client, "steering_group").text

    assert "Namens de haven" in shown
    assert "De Kade" in shown
    assert "Bel Maar" in shown
    assert "030 123" in shown
    assert "Namens de jeugd" in shown
    for private in ("Stil Gebleven", "stil@", "kapitein", "/deelnemers/"):
        assert private not in shown


def test_a_seat_is_called_by_its_name_in_the_language_of_the_page(
    english_home: HomePage, client: Client
) -> None:
    SeatFactory.create(name_nl="Namens de haven", name_en="For the harbour", member=None)

    shown = page(client, "steering_group", language="en").text

    assert "For the harbour" in shown
    assert "Vacant" in shown
    assert "Namens de haven" not in shown


def test_nothing_that_a_member_said_is_in_what_is_searched(home: HomePage) -> None:
    organisation = OrganisationFactory.create(name="De Kade", offers="kanarie")
    activity = ActivityFactory.create(title="Kanovaren")
    activity.providers.add(organisation)
    activity.save_revision().publish()
    member = MemberFactory.create(
        user__name="Kanarie Geel",
        user__email="kanarie@schakel.example",
        organisation=organisation,
        **dict.fromkeys(("function", "introduction", "offers", "seeks", "phone"), "kanarie"),
    )
    member.expertise.add(SubjectFactory.create(label_nl="kanarie", label_en="kanarie"))

    documents = [str(document) for source in sources for document in source.build([*source.keys()])]

    # From documents come results, the API and suggestions; there is nothing else.
    assert any("Kanovaren" in document for document in documents)
    assert not any("kanarie" in document.lower() for document in documents)
