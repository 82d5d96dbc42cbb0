"""A member's profile: one question at a time, all together, and who may see what."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.models import HomePage
from network import questions
from network.enums import Background, Consent, Role
from network.models import Member, Organisation
from network.reads.reach import reach_of
from network.services.profile import confirm_organisation, skip
from tests.factories import (
    MemberFactory,
    NeighbourhoodFactory,
    OrganisationFactory,
    SubjectFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(home: HomePage, client: Client) -> Member:
    """A member, signed in."""
    made: Member = MemberFactory.create()
    client.force_login(made.user)
    return made


def tell(client: Client, question: str, view: str = "profile", **fields: Any) -> Any:
    named = {f"{question}-{name}": value for name, value in fields.items()}
    return client.post(reverse(view), {"question": question} | named)


def test_the_first_question_is_about_the_background(member: Member) -> None:
    question = questions.next_question(member)

    assert question
    assert question.name == "background"


def test_an_answer_is_kept_and_the_next_question_follows(client: Client, member: Member) -> None:
    response = tell(client, "background", "profile_question", background=Background.SPORT)

    assert response.status_code == 302
    asked = client.get(reverse("profile_question")).context["question"]
    member.refresh_from_db()
    assert (member.background, asked.name) == (Background.SPORT, "organisation")


def test_not_now_keeps_nothing_and_the_question_does_not_come_back(
    client: Client, member: Member
) -> None:
    tell(client, "background", "profile_question", background=Background.SPORT, later="x")
    client.post(reverse("profile_question"), {"question": "organisation", "later": "1"})

    member.refresh_from_db()
    asked = questions.next_question(member)
    assert asked
    assert asked.name == "neighbourhood"
    assert "organisation" in member.skipped


def test_after_the_last_question_there_is_an_end(client: Client, member: Member) -> None:
    for question in questions.QUESTIONS:
        skip(member, question.name)

    response = client.get(reverse("profile_question"))

    assert response.context["question"] is None
    assert reverse("profile") in response.content.decode()


def test_two_questions_put_off_on_two_screens_are_both_remembered(member: Member) -> None:
    other_screen = Member.objects.get(pk=member.pk)

    skip(member, "offers")
    skip(other_screen, "seeks")

    assert set(Member.objects.get(pk=member.pk).skipped) == {"offers", "seeks"}


def test_a_form_saves_its_own_field_only(member: Member) -> None:
    """What another screen saved since this one read the member stays."""
    question = questions.NAMES["offers"]
    form = question.form_for(member, {"offers-offers": "Een zaal op dinsdag."})
    Member.objects.filter(pk=member.pk).update(seeks="Vrijwilligers.")

    assert form.is_valid()
    form.save()

    kept = Member.objects.get(pk=member.pk)
    assert (kept.offers, kept.seeks) == ("Een zaal op dinsdag.", "Vrijwilligers.")


def test_a_profile_shows_what_somebody_told(client: Client, member: Member) -> None:
    neighbourhood, subject = NeighbourhoodFactory.create(), SubjectFactory.create()
    organisation = OrganisationFactory.create()
    told: dict[str, dict[str, Any]] = {
        "background": {"background": Background.CULTURE},
        "organisation": {"organisation": organisation.pk, "function": "Programmamaker"},
        "neighbourhood": {"neighbourhood": neighbourhood.pk},
        "introduction": {"introduction": "Ik houd van muziek."},
        "expertise": {"expertise": [subject.pk]},
        "interests": {"interests": [subject.pk]},
        "offers": {"offers": "Een podium."},
        "seeks": {"seeks": "Een piano."},
        "contact": {
            "phone": "030 100 00 99",
            "phone_consent": Consent.PUBLIC,
            "email_consent": Consent.NETWORK,
        },
    }
    for name, fields in told.items():
        assert tell(client, name, **fields).status_code == 302

    shown = client.get(reverse("profile")).content.decode()

    words = ("Cultuur", str(organisation), "Programmamaker", str(neighbourhood), str(subject))
    for each in (*words, "Ik houd van muziek.", "Een podium.", "Een piano.", "030 100 00 99"):
        assert each in shown
    member.refresh_from_db()
    assert list(member.expertise.all()) == list(member.interests.all()) == [subject]


def test_an_answer_that_does_not_hold_keeps_what_was_typed_and_changes_nothing(
    client: Client, member: Member
) -> None:
    Member.objects.filter(pk=member.pk).update(introduction="Ik houd van muziek.")

    response = tell(client, "introduction", introduction="x" * 301)

    assert response.status_code == 200
    assert "x" * 301 in response.content.decode()
    assert "Ik houd van muziek." in response.content.decode()
    member.refresh_from_db()
    assert member.introduction == "Ik houd van muziek."


def test_details_of_somebody_else_are_asked_about_first(client: Client, member: Member) -> None:
    response = tell(client, "offers", offers="Bel mijn buurman op 06 12345678.")

    member.refresh_from_db()
    assert (response.status_code, member.offers) == (200, "")


def test_nobody_sees_how_to_reach_a_new_member(member: Member) -> None:
    member.phone = "030 100 00 99"

    assert not reach_of(member, in_network=True)


@pytest.mark.parametrize(
    ("consent", "network", "public"),
    [(Consent.NOBODY, False, False), (Consent.NETWORK, True, False), (Consent.PUBLIC, True, True)],
)
def test_a_choice_who_may_see_it_holds_at_once_for_that_way_only(
    consent: Consent, network: bool, public: bool, client: Client, member: Member
) -> None:
    tell(
        client,
        "contact",
        phone="030 100 00 99",
        phone_consent=consent,
        email_consent=Consent.NOBODY,
    )

    member.refresh_from_db()
    inside, outside = reach_of(member, in_network=True), reach_of(member, in_network=False)
    assert (bool(inside.phone), bool(outside.phone)) == (network, public)
    assert (inside.email, outside.email) == ("", "")


def test_each_choice_says_in_a_sentence_what_it_means(member: Member) -> None:
    field = questions.NAMES["contact"].form_for(member).fields["email_consent"]
    labels = [str(label) for _value, label in field.choices]  # type: ignore[attr-defined]

    assert len(labels) == len(Consent)
    assert all(label.count(".") == 2 for label in labels)


def test_a_question_that_nobody_asks_is_not_found(client: Client, member: Member) -> None:
    for name in ("unknown", "own_organisation", "expertise"):
        assert tell(client, name).status_code == 404
        assert tell(client, name, "profile_question").status_code == 404


def test_members_change_what_their_own_organisation_offers(client: Client, member: Member) -> None:
    own = OrganisationFactory.create()
    Member.objects.filter(pk=member.pk).update(organisation=own)

    tell(client, "own_organisation", description="Muziek.", offers="Een zaal.", seeks="")

    own.refresh_from_db()
    assert (own.description, own.offers) == ("Muziek.", "Een zaal.")


def test_who_chooses_an_organisation_does_not_speak_for_it_until_somebody_confirms(
    client: Client, member: Member
) -> None:
    chosen = OrganisationFactory.create()
    tell(client, "organisation", organisation=chosen.pk, function="")
    change = "network.change_own_organisation"

    member.refresh_from_db()
    assert (member.organisation, member.organisation_claimed) == (chosen, True)
    assert not member.user.has_perm(change, chosen)
    assert tell(client, "own_organisation", offers="Gratis alles.").status_code == 404
    assert Organisation.objects.get().offers == ""

    confirm_organisation(member, chosen.pk, right=True)
    assert member.user.has_perm(change, chosen)
    assert not member.user.has_perm(change, OrganisationFactory.create())
    assert not member.user.has_perm(change)


def test_saving_the_same_organisation_again_asks_no_new_confirmation(
    client: Client, member: Member
) -> None:
    own = OrganisationFactory.create()
    Member.objects.filter(pk=member.pk).update(organisation=own)

    tell(client, "organisation", organisation=own.pk, function="Bestuurslid")

    member.refresh_from_db()
    assert (member.function, member.organisation_claimed) == ("Bestuurslid", False)


@pytest.mark.parametrize(("answer", "stays"), [("right", True), ("wrong", False)])
def test_the_coordinator_says_whether_it_is_right(
    answer: str, stays: bool, home: HomePage, client: Client, account: Any
) -> None:
    claim = MemberFactory.create(
        organisation=OrganisationFactory.create(), organisation_claimed=True
    )
    client.force_login(account(Role.COORDINATOR))
    address = reverse("organisation_claim", args=[claim.pk])
    assert claim in client.get(reverse("applications")).context["claims"]

    client.post(address, {"organisation": claim.organisation_id, "answer": answer})

    claim.refresh_from_db()
    assert (claim.organisation is not None) is stays
    assert not claim.organisation_claimed
    assert client.post(address, {"answer": answer}).status_code == 404


def test_a_confirmation_of_an_organisation_that_was_left_does_not_hold_for_the_next(
    home: HomePage, client: Client, account: Any
) -> None:
    claim = MemberFactory.create(
        organisation=OrganisationFactory.create(), organisation_claimed=True
    )
    client.force_login(account(Role.COORDINATOR))

    client.post(
        reverse("organisation_claim", args=[claim.pk]),
        {"organisation": OrganisationFactory.create().pk, "answer": "right"},
    )

    claim.refresh_from_db()
    assert claim.organisation_claimed


def test_a_member_confirms_no_organisation(client: Client, member: Member) -> None:
    Member.objects.filter(pk=member.pk).update(
        organisation=OrganisationFactory.create(), organisation_claimed=True
    )

    response = client.post(reverse("organisation_claim", args=[member.pk]), {"answer": "right"})

    assert response.status_code == 404
    assert Member.objects.get(pk=member.pk).organisation_claimed


@pytest.mark.parametrize("address", ["me", "profile", "profile_question", "pledges"])
def test_own_pages_are_for_who_takes_part(
    address: str, home: HomePage, client: Client, django_user_model: Any
) -> None:
    anonymous = client.get(reverse(address))
    assert anonymous.status_code == 302
    assert anonymous.headers["Location"].startswith(reverse("account_login"))

    client.force_login(UserFactory.create(roles=[]))
    assert client.get(reverse(address)).status_code == 404
    client.force_login(django_user_model.objects.create_superuser("nood@schakel.example"))
    assert client.get(reverse(address)).status_code == 404
    assert not Member.objects.exists()


@pytest.mark.parametrize("role", list(Role))
def test_an_account_with_a_role_gets_a_place_when_it_is_first_needed(
    role: Role, home: HomePage, client: Client, account: Any
) -> None:
    user = account(role)
    client.force_login(user)

    assert client.get(reverse("me")).status_code == 200
    assert client.get(reverse("profile")).status_code == 200

    assert Member.objects.get().user == user
