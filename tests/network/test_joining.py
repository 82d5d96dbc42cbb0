"""Asking to take part, and being welcomed or declined."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from cms.desk import desk
from cms.mailing.sending import send_due
from cms.models import HomePage, OutgoingMail
from network.enums import ApplicationState, Background, Role
from network.exceptions import NetworkError
from network.models import Application, Member, Organisation, User
from network.services import joining
from network.services.joining import Place
from tests.factories import ApplicationFactory, MemberFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db
FILLED = {
    "name": "Nora Nieuw",
    "email": "nora@schakel.example",
    "organisation": "",
    "sentence": "Ik wil koken met mensen uit de straat.",
}


@pytest.fixture(autouse=True)
def _rested(home: HomePage) -> None:
    """The front page is there, and nobody sent anything before."""
    cache.clear()


@pytest.fixture
def coordinator(client: Client, account: Any) -> User:
    """A coordinator, signed in."""
    user: User = account(Role.COORDINATOR)
    client.force_login(user)
    return user


def ask(client: Client, language: str = "nl", **fields: str) -> Any:
    with override(language):
        return client.post(reverse("join"), FILLED | fields)


def accepting(**fields: str) -> dict[str, str]:
    return {f"accept-{name}": value for name, value in fields.items()}


@pytest.mark.parametrize(
    ("language", "address"), [("nl", "/nl/meedoen/"), ("en", "/en/take-part/")]
)
def test_four_questions_of_which_one_may_stay_empty(
    language: str, address: str, client: Client
) -> None:
    with override(language):
        assert reverse("join") == address

    fields = client.get(address).context["form"].fields

    assert {name: field.required for name, field in fields.items()} == {
        "name": True,
        "email": True,
        "organisation": False,
        "sentence": True,
    }


def test_a_wish_is_kept_and_confirmed_in_the_language_of_the_page(client: Client) -> None:
    response = ask(client, "en", email="Nora@Schakel.example")

    assert response.status_code == 302
    assert response.headers["Location"] == "/en/take-part/thank-you/"
    application = Application.objects.get()
    assert (application.email, application.language) == ("nora@schakel.example", "en")
    send_due()
    assert [message.to for message in mail.outbox] == [["nora@schakel.example"]]
    assert "within a week" in mail.outbox[0].body


def test_the_thanks_page_says_what_comes_next(client: Client) -> None:
    response = client.get(reverse("join_thanks"))

    assert response.status_code == 200
    assert b"<ol>" in response.content


def test_bad_input_keeps_everything_that_was_typed(client: Client) -> None:
    response = ask(client, email="geen adres")

    assert response.status_code == 200
    for typed in ("Nora Nieuw", "geen adres", FILLED["sentence"]):
        assert typed in response.content.decode()
    assert not Application.objects.exists()


def test_details_of_somebody_are_asked_about_once_and_then_let_through(client: Client) -> None:
    sentence = "Ik wil iets doen, bel me op 06 12345678."

    warned = ask(client, sentence=sentence)
    assert sentence in warned.content.decode()
    assert not Application.objects.exists()

    ask(client, sentence=sentence, not_about_somebody_else="on")
    assert Application.objects.get().sentence == sentence


def test_sent_twice_is_one_application_and_one_mail(client: Client) -> None:
    ask(client)
    ask(client, email="NORA@schakel.example", sentence="Iets anders.")

    assert Application.objects.get().sentence == FILLED["sentence"]
    assert OutgoingMail.objects.count() == 1


def test_the_confirmation_comes_again_on_another_day(client: Client) -> None:
    ask(client)
    yesterday = timezone.localdate() - timedelta(days=1)
    OutgoingMail.objects.update(key=f"application:{Application.objects.get().pk}:{yesterday}")

    ask(client)

    assert OutgoingMail.objects.count() == 2


def test_the_answer_does_not_tell_whether_somebody_takes_part(client: Client) -> None:
    UserFactory.create(email="lid@schakel.example", name="Mieke")

    known, unknown = ask(client, email="LID@schakel.example"), ask(client)

    assert known.status_code == unknown.status_code
    assert known.headers["Location"] == unknown.headers["Location"]
    assert [application.email for application in Application.objects.all()] == [FILLED["email"]]
    to_member = OutgoingMail.objects.get(to="lid@schakel.example")
    assert reverse("account_login") in to_member.text
    ask(client, email="lid@schakel.example")
    assert OutgoingMail.objects.filter(to="lid@schakel.example").count() == 1


def test_who_asks_too_often_is_told_to_wait_and_loses_nothing(client: Client) -> None:
    statuses = [ask(client).status_code for _try in range(6)]
    last = ask(client)

    assert statuses == [302] * 5 + [429]
    assert last.status_code == 429
    assert FILLED["sentence"] in last.content.decode()


def test_a_meeting_on_one_wireless_network_can_sign_up(client: Client) -> None:
    statuses = {ask(client, email=f"n{number}@schakel.example").status_code for number in range(40)}

    assert statuses == {302}
    assert ask(client, email="n40@schakel.example").status_code == 429


def test_the_coordinator_sees_who_waits_longest_first(client: Client, coordinator: User) -> None:
    late = ApplicationFactory.create(created_at=timezone.now())
    early = ApplicationFactory.create(created_at=timezone.now() - timedelta(days=3))
    ApplicationFactory.create(declined=True)

    response = client.get(reverse("applications"))

    assert list(response.context["waiting"]) == [early, late]
    items = desk["applications"].items(coordinator)
    assert [item.address for item in items] == [
        reverse("application", args=[early.pk]),
        reverse("application", args=[late.pk]),
    ]


def test_whoever_is_welcomed_gets_an_account_a_place_and_three_steps(
    client: Client, coordinator: User
) -> None:
    application = ApplicationFactory.create(
        name="Nora", email="nora@schakel.example", language="en", organisation="Garden Club"
    )

    client.post(
        reverse("application_accept", args=[application.pk]),
        accepting(new_organisation="Garden Club", background=Background.RESIDENTS),
    )

    member = Member.objects.get(user__email="nora@schakel.example")
    assert (member.user.name, member.user.language) == ("Nora", "en")
    assert not member.user.has_usable_password()
    assert member.user.has_perm("network.keep_profile")
    assert member.background == Background.RESIDENTS
    assert member.organisation
    assert (member.organisation.name, member.organisation.code) == ("Garden Club", "garden-club")
    application.refresh_from_db()
    assert (application.state, application.decided_by) == (ApplicationState.ACCEPTED, coordinator)
    welcome = OutgoingMail.objects.get(to="nora@schakel.example")
    for address in ("/en/account/login/", "/en/me/", "/en/search/"):
        assert address in welcome.text
    assert "1. Sign in" in welcome.text


def test_a_known_organisation_is_filled_in_and_not_made_twice(
    client: Client, coordinator: User
) -> None:
    known = OrganisationFactory.create(name="Buurthuis De Kade", background=Background.CARE)
    application = ApplicationFactory.create(organisation="buurthuis de kade")

    form = client.get(reverse("application", args=[application.pk])).context["accept"]
    assert form.initial == {
        "organisation": known,
        "new_organisation": "",
        "background": Background.CARE,
    }

    member = joining.accept(application, Place(new_organisation="BUURTHUIS DE KADE"), coordinator)
    assert member.organisation == known
    assert Organisation.objects.count() == 1


def test_a_new_organisation_gets_a_code_of_its_own(coordinator: User) -> None:
    OrganisationFactory.create(code="de-kade", name="De Kade in Zuid")
    OrganisationFactory.create(code="de-kade-2", name="De Kade in Noord")

    member = joining.accept(
        ApplicationFactory.create(), Place(new_organisation="De Kade!"), coordinator
    )

    assert member.organisation
    assert member.organisation.code == "de-kade-3"


def test_choosing_an_organisation_and_naming_a_new_one_is_refused(
    client: Client, coordinator: User
) -> None:
    application = ApplicationFactory.create()
    chosen = OrganisationFactory.create()

    response = client.post(
        reverse("application_accept", args=[application.pk]),
        accepting(organisation=str(chosen.pk), new_organisation="Nog een"),
    )

    assert response.context["accept"].errors
    assert not Member.objects.exists()


def test_two_coordinators_or_two_taps_welcome_somebody_once(
    client: Client, coordinator: User
) -> None:
    application = ApplicationFactory.create()
    address = reverse("application_accept", args=[application.pk])

    first, second = client.post(address, follow=True), client.post(address, follow=True)

    assert Member.objects.count() == 1
    assert OutgoingMail.objects.count() == 1
    assert [str(message.level_tag) for message in first.context["messages"]] == ["success"]
    assert [str(message.level_tag) for message in second.context["messages"]] == ["error"]


def test_what_was_accepted_is_not_declined_any_more(coordinator: User) -> None:
    application = ApplicationFactory.create()
    joining.accept(application, Place(), coordinator)

    with pytest.raises(NetworkError):
        joining.decline(application, "Te laat.", coordinator)

    assert Application.objects.get().state == ApplicationState.ACCEPTED
    assert OutgoingMail.objects.count() == 1


def test_an_account_with_this_address_is_used_and_nothing_of_it_overwritten(
    coordinator: User,
) -> None:
    own = OrganisationFactory.create()
    known = MemberFactory.create(
        user__email="Nora@schakel.example",
        user__name="Nora van Toen",
        user__roles=[],
        organisation=own,
        background=Background.SPORT,
    )
    application = ApplicationFactory.create(email="nora@schakel.example", name="Nora Nu")

    member = joining.accept(
        application, Place(OrganisationFactory.create(), background=Background.CARE), coordinator
    )

    assert member == known
    assert (member.organisation, member.background) == (own, Background.SPORT)
    user = User.objects.get(email__iexact="nora@schakel.example")
    assert user.name == "Nora van Toen"
    assert user.has_perm("network.keep_profile")


def test_an_account_that_was_switched_off_is_not_opened_by_the_way(coordinator: User) -> None:
    off = UserFactory.create(email="uit@schakel.example", is_active=False, roles=[])
    application = ApplicationFactory.create(email="uit@schakel.example")

    with pytest.raises(NetworkError):
        joining.accept(application, Place(), coordinator)

    application.refresh_from_db()
    assert application.state == ApplicationState.WAITING
    assert not off.groups.exists()


@pytest.mark.parametrize(("tell", "mails"), [("yes", 1), ("no", 0)])
def test_who_is_declined_hears_why_or_nothing(
    tell: str, mails: int, client: Client, coordinator: User
) -> None:
    application = ApplicationFactory.create()

    client.post(
        reverse("application_decline", args=[application.pk]),
        {"decline-tell": tell, "decline-reason": "Dit is een netwerk van de stad."},
    )

    application.refresh_from_db()
    assert application.state == ApplicationState.DECLINED
    assert not User.objects.filter(email=application.email).exists()
    assert [
        "Dit is een netwerk van de stad." in each.text for each in OutgoingMail.objects.all()
    ] == [True] * mails


def test_a_mail_without_a_reason_is_refused(client: Client, coordinator: User) -> None:
    application = ApplicationFactory.create()

    response = client.post(
        reverse("application_decline", args=[application.pk]), {"decline-tell": "yes"}
    )

    assert response.context["decline"].errors
    assert Application.objects.get().state == ApplicationState.WAITING


def test_declining_can_be_taken_back(client: Client, coordinator: User) -> None:
    application = ApplicationFactory.create(declined=True)

    client.post(reverse("application_reopen", args=[application.pk]))

    application.refresh_from_db()
    assert (application.state, application.decided_at) == (ApplicationState.WAITING, None)
    with pytest.raises(NetworkError):
        joining.reopen(application)


def test_who_asked_again_since_is_not_put_back_a_second_time(coordinator: User) -> None:
    declined = ApplicationFactory.create(declined=True, email="nora@schakel.example")
    ApplicationFactory.create(email="nora@schakel.example")

    with pytest.raises(NetworkError):
        joining.reopen(declined)

    assert Application.objects.waiting().count() == 1


@pytest.mark.parametrize("role", [Role.MEMBER, Role.LEAD, Role.EDITOR])
def test_who_may_not_decide_finds_nothing_there(role: Role, client: Client, account: Any) -> None:
    application = ApplicationFactory.create()
    client.force_login(account(role))

    statuses = {
        client.get(reverse("applications")).status_code,
        client.get(reverse("application", args=[application.pk])).status_code,
        *(
            client.post(reverse(f"application_{verb}", args=[application.pk])).status_code
            for verb in ("accept", "decline", "reopen")
        ),
    }

    assert statuses == {404}
    assert Application.objects.get().state == ApplicationState.WAITING


def test_nobody_decides_by_following_a_link(client: Client, coordinator: User) -> None:
    application = ApplicationFactory.create()

    statuses = {
        client.get(reverse(f"application_{verb}", args=[application.pk])).status_code
        for verb in ("accept", "decline", "reopen")
    }

    assert statuses == {405}
