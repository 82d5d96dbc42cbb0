"""Members come in as previewed or not at all."""

from typing import Any

import pytest
from django.core import mail

from cms.mailing.sending import send_due
from cms.models import OutgoingMail
from network.enums import Background, Consent, Role
from network.exceptions import NetworkError
from network.exchange import services
from network.exchange.kinds import MEMBERS, ORGANISATIONS
from network.models import Member, Subject, User
from tests.factories import (
    MemberFactory,
    NeighbourhoodFactory,
    OrganisationFactory,
    SubjectFactory,
    UserFactory,
)
from tests.network.exchanging import SESSION, bring_in, everything, looked_at, mistakes, plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


def test_somebody_new_gets_a_place_a_members_role_and_no_password_and_no_mail(
    coordinator: User,
) -> None:
    organisation = OrganisationFactory.create(name="Buurthuis De Hoek")
    wijk = NeighbourhoodFactory.create(code="overvecht", label_nl="Overvecht")
    garden, music = SubjectFactory.create(code="tuin"), SubjectFactory.create(code="muziek")

    bring_in(
        coordinator,
        "E-mailadres;Naam;Taal;Achtergrond;Organisatie;Functie;Wijk;Over;Telefoon;Weet veel van;"
        "Lid sinds\n"
        "Zoe@Schakel.example;Zoë Test;English;care;buurthuis de hoek;vrijwilliger;OVERVECHT;"
        "Ik kook.;0302345678;tuin | muziek;01-03-2024\n",
    )

    member = Member.objects.get(user__email="zoe@schakel.example")
    user = member.user
    assert (user.name, user.language) == ("Zoë Test", "en")
    assert not user.has_usable_password()
    assert [group.name for group in user.groups.all()] == [Role.MEMBER]
    assert (member.organisation, member.neighbourhood) == (organisation, wijk)
    assert member.background == Background.CARE
    assert (member.function, member.introduction) == ("vrijwilliger", "Ik kook.")
    assert set(member.expertise.all()) == {garden, music}
    assert member.since.isoformat() == "2024-03-01"
    assert not OutgoingMail.objects.exists()


def test_what_is_new_to_reach_somebody_is_hidden_until_its_owner_shows_it(
    coordinator: User,
) -> None:
    MemberFactory.create(user__email="oud@schakel.example", open=True)
    text = "e-mail;naam;telefoon\n"
    text += "oud@schakel.example;;030 200 00 00\nnieuw@schakel.example;Nieuw;030 300 00 00\n"

    bring_in(coordinator, text)

    for member in Member.objects.filter(phone__in=["030 200 00 00", "030 300 00 00"]):
        assert member.phone_consent == Consent.NOBODY
    assert Member.objects.get(user__email="nieuw@schakel.example").email_consent == Consent.NOBODY
    assert Member.objects.get(user__email="oud@schakel.example").email_consent == Consent.NETWORK


def test_the_same_number_written_otherwise_is_no_change_and_stays_as_open_as_it_was(
    coordinator: User,
) -> None:
    MemberFactory.create(user__email="oud@schakel.example", open=True)

    found = plan(coordinator, "e-mail;telefoon\noud@schakel.example;301000099\n")

    assert (found.same, found.changed) == (1, [])


def test_numbers_that_a_spreadsheet_bit_are_mended(coordinator: User) -> None:
    text = "e-mail;naam;telefoon\na@schakel.example;A;302345678\nb@schakel.example;B;31302345678\n"

    bring_in(coordinator, text)

    numbers = (
        Member.objects.exclude(phone="").order_by("user__name").values_list("phone", flat=True)
    )
    assert list(numbers) == ["0302345678", "+31302345678"]


def test_the_welcome_mail_goes_to_who_is_new_when_it_is_asked_for(coordinator: User) -> None:
    MemberFactory.create(user__email="oud@schakel.example", function="bakker")
    text = "e-mail;naam;functie\noud@schakel.example;;slager\nnieuw@schakel.example;Nieuw;kok\n"

    bring_in(coordinator, text, welcome=True)
    send_due()

    assert [message.to for message in mail.outbox] == [["nieuw@schakel.example"]]


def test_a_preview_says_field_by_field_what_changes_and_writes_nothing(coordinator: User) -> None:
    MemberFactory.create(user__email="oud@schakel.example", user__name="Oud", function="bakker")
    MemberFactory.create(user__email="zelfde@schakel.example", user__name="Zelfde")
    before = everything()

    found = plan(
        coordinator,
        "e-mail;name;function\n"
        "OUD@schakel.example;Anders;slager\nzelfde@schakel.example;Zelfde;\n"
        "nieuw@schakel.example;Nieuw;kok\n",
    )

    assert [(row.number, row.label) for row in found.new] == [(4, "Nieuw")]
    assert [(each.heading, each.old, each.new) for each in found.changed[0].changes] == [
        ("name", "Oud", "Anders"),
        ("function", "bakker", "slager"),
    ]
    assert found.same == 1
    assert everything() == before


def test_columns_that_are_not_there_and_cells_that_are_empty_leave_things_alone(
    coordinator: User,
) -> None:
    member = MemberFactory.create(
        user__email="oud@schakel.example", function="bakker", offers="brood"
    )

    bring_in(coordinator, "e-mail;function;seeks\noud@schakel.example;;meel\n")

    member.refresh_from_db()
    assert (member.function, member.offers, member.seeks) == ("bakker", "brood", "meel")


def test_a_dash_makes_something_empty_but_not_what_is_needed(coordinator: User) -> None:
    subject = SubjectFactory.create()
    organisation = OrganisationFactory.create()
    member = MemberFactory.create(
        user__email="oud@schakel.example",
        function="bakker",
        organisation=organisation,
        expertise=[subject],
    )
    text = "e-mail;function;organisation;knows much about\noud@schakel.example;-;-;-\n"

    bring_in(coordinator, text)
    found = plan(coordinator, "e-mail;name\noud@schakel.example;-\n")

    member.refresh_from_db()
    assert (member.function, member.organisation) == ("", None)
    assert not member.expertise.exists()
    assert mistakes(found) == [(2, "name", "This cannot be made empty.")]


def test_every_mistake_is_named_by_row_and_column_and_one_is_enough_to_write_nothing(
    coordinator: User,
) -> None:
    OrganisationFactory.create(name="Buurthuis De Hoek")
    NeighbourhoodFactory.create(code="overvecht")
    before = everything()
    text = (
        "e-mail;name;organisation;neighbourhood;phone;member since;background\n"
        "goed@schakel.example;Goed;;;;;\n"
        "geen-adres;A;Buurthuis de Hoeg;overvegt;bel maar;gisteren;sportt\n"
        ";Zonder adres;;;;;\n"
        "GOED@schakel.example;Nog eens;;;;;\n"
        "naamloos@schakel.example;;;;;;\n"
    )

    found = plan(coordinator, text)

    where = [(number, heading) for number, heading, _text in mistakes(found)]
    assert where == [
        *((3, heading) for heading in ("e-mail", "background", "organisation")),
        *((3, heading) for heading in ("neighbourhood", "phone", "member since")),
        (4, "e-mail"),
        (5, "e-mail"),
        (6, "name"),
    ]
    texts = " ".join(text for _number, _heading, text in mistakes(found))
    assert "Did you mean “Buurthuis De Hoek”?" in texts
    assert "Did you mean “Overvecht”?" in texts
    assert "Did you mean “Sport”?" in texts
    with pytest.raises(services.PlanChanged):
        bring_in(coordinator, text)
    assert everything() == before


@pytest.mark.parametrize(
    ("headings", "said"),
    [
        ("e-mail;naam;naam", "two columns"),
        ("e-mail;naam;e-mailadres", "two columns"),
        ("e-mail;schoenmaat", "schoenmaat"),
        ("e-mail;nam", "Did you mean “name”"),
        ("naam;wijk", "no column “e-mail” or “number”"),
        ("e-mail;;naam", "Column 2 has no heading"),
        ("e-mail;role", "role"),
        ("e-mail;phone_consent", "phone_consent"),
        ("e-mail;is_superuser", "is_superuser"),
    ],
)
def test_headings_that_we_cannot_use_are_named(coordinator: User, headings: str, said: str) -> None:
    with pytest.raises(NetworkError, match=said):
        looked_at(coordinator, f"{headings}\na;b\n")


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.EDITOR, Role.ADMINISTRATOR, None])
def test_accounts_that_manage_the_site_are_never_changed(
    coordinator: User, role: Role | None
) -> None:
    boss = MemberFactory.create(
        user__email="baas@schakel.example", user__roles=[role] if role else []
    )
    if role is None:
        User.objects.filter(pk=boss.user.pk).update(is_superuser=True)

    same = plan(coordinator, f"e-mail;name\nbaas@schakel.example;{boss.user.name}\n")
    other = plan(coordinator, "e-mail;name\nbaas@schakel.example;Anders\n")

    assert (same.same, same.mistakes) == (1, [])
    assert [number for number, _heading, _text in mistakes(other)] == [2]
    assert "manages the site" in other.mistakes[0].text


def test_accounts_that_do_not_take_part_are_left_to_an_administrator(coordinator: User) -> None:
    UserFactory.create(email="uit@schakel.example", is_active=False)
    UserFactory.create(email="zonder@schakel.example", roles=[])

    found = plan(coordinator, "e-mail;name\nuit@schakel.example;A\nzonder@schakel.example;B\n")

    assert [number for number, _heading, _text in mistakes(found)] == [2, 3]


def test_who_has_an_account_and_a_role_but_no_place_gets_one_and_keeps_the_role(
    coordinator: User,
) -> None:
    lead = UserFactory.create(email="trekker@schakel.example", name="Trekker", roles=[Role.LEAD])

    bring_in(coordinator, "e-mail;name\ntrekker@schakel.example;Trekker\n")

    assert Member.objects.get().user == lead
    assert [group.name for group in lead.groups.all()] == [Role.LEAD]


def test_an_import_never_changes_an_address(coordinator: User) -> None:
    member = MemberFactory.create(user__email="oud@schakel.example")

    found = plan(coordinator, f"number;e-mail\n{member.pk};nieuw@schakel.example\n")

    assert [heading for _number, heading, _text in mistakes(found)] == ["number"]


def test_what_was_previewed_is_not_done_when_something_changed_since(coordinator: User) -> None:
    member = MemberFactory.create(user__email="oud@schakel.example", function="bakker")
    seen = looked_at(coordinator, "e-mail;function\noud@schakel.example;slager\n")
    Member.objects.filter(pk=member.pk).update(function="kok")
    table, fingerprint = services.unpacked(MEMBERS, seen.packed, coordinator, SESSION)

    with pytest.raises(services.PlanChanged):
        services.carry_out(MEMBERS, table, fingerprint, coordinator)

    member.refresh_from_db()
    assert member.function == "kok"


def test_a_second_tap_does_nothing(coordinator: User) -> None:
    seen = looked_at(coordinator, "e-mail;name\nnieuw@schakel.example;Nieuw\n")
    table, fingerprint = services.unpacked(MEMBERS, seen.packed, coordinator, SESSION)
    services.carry_out(MEMBERS, table, fingerprint, coordinator, welcome=True)
    before = everything()

    with pytest.raises(services.PlanChanged):
        services.carry_out(MEMBERS, table, fingerprint, coordinator, welcome=True)

    assert everything() == before


def test_a_mail_that_cannot_be_written_takes_the_whole_import_with_it(
    coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = everything()

    def refuse(*_args: Any, **_rest: Any) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(services, "write_mail", refuse)
    with pytest.raises(OSError, match="full"):
        bring_in(coordinator, "e-mail;name\nnieuw@schakel.example;Nieuw\n", welcome=True)

    assert everything() == before


def test_nobody_else_and_no_other_session_can_send_a_preview_back(
    coordinator: User, account: Any
) -> None:
    packed = looked_at(coordinator, "e-mail;name\nnieuw@schakel.example;Nieuw\n").packed

    for user, session in ((account(Role.ADMINISTRATOR), SESSION), (coordinator, "another")):
        with pytest.raises(NetworkError):
            services.unpacked(MEMBERS, packed, user, session)
    with pytest.raises(NetworkError):
        services.unpacked(ORGANISATIONS, packed, coordinator, SESSION)
    with pytest.raises(NetworkError):
        services.unpacked(MEMBERS, packed[:-1] + "x", coordinator, SESSION)


def test_a_preview_does_not_tell_what_its_owner_hides(coordinator: User) -> None:
    MemberFactory.create(user__email="dicht@schakel.example", phone="030 555 66 77")
    MemberFactory.create(user__email="open@schakel.example", open=True)

    found = plan(
        coordinator,
        "e-mail;phone\ndicht@schakel.example;0301\nopen@schakel.example;0302\n",
    )

    olds = [change.old for row in found.changed for change in row.changes]
    assert olds == ["(hidden)", "030 100 00 99"]


def test_a_larger_table_takes_no_more_queries(
    coordinator: User, django_assert_max_num_queries: Any
) -> None:
    """Others who write wait as long as it takes; `make bench` has the time for 5,000 rows."""
    SubjectFactory.create(code="tuin")
    lines = (
        f"lid-{number}@schakel.example;Lid {number};kok;03023{number:05};tuin"
        for number in range(300)
    )
    text = "\n".join(["e-mail;name;function;phone;expertise", *lines])
    seen = looked_at(coordinator, text)
    table, fingerprint = services.unpacked(MEMBERS, seen.packed, coordinator, SESSION)

    with django_assert_max_num_queries(40):
        services.carry_out(MEMBERS, table, fingerprint, coordinator)

    assert Member.objects.count() == 300
    assert Subject.objects.get().experts.count() == 300
    assert len(plan(coordinator, text.replace(";kok;", ";kokkin;")).changed) == 300
