"""Members and organisations come in as previewed or not at all, and go out as they may be seen."""

import io
import time
from collections.abc import Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client
from django.utils import translation
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry

from cms.mailing.sending import send_due
from cms.models import HomePage, OutgoingMail
from network.enums import Background, Consent, Role
from network.exceptions import NetworkError
from network.exchange import services
from network.exchange.kinds import MEMBERS, ORGANISATIONS, Kind
from network.exchange.plans import Plan
from network.exchange.reading import read_table
from network.exchange.services import Preview
from network.models import Member, Neighbourhood, Organisation, Subject, User
from tests.factories import (
    MemberFactory,
    NeighbourhoodFactory,
    OrganisationFactory,
    SubjectFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

SESSION = "a-session"
IMPORT = "/en/coordination/import-members/"
TABLES: tuple[type[Model], ...] = (User, Member, Organisation, OutgoingMail)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


@pytest.fixture
def coordinator(account: Any) -> User:
    user: User = account(Role.COORDINATOR)
    return user


@pytest.fixture
def signed_in(client: Client, coordinator: User, english_home: HomePage) -> Client:
    client.force_login(coordinator)
    return client


def looked_at(user: User, text: str | bytes, kind: Kind = MEMBERS) -> Preview:
    content = text if isinstance(text, bytes) else text.encode()
    return services.preview(kind, content, user, SESSION)


def plan(user: User, text: str | bytes, kind: Kind = MEMBERS) -> Plan:
    return looked_at(user, text, kind).plan


def bring_in(user: User, text: str | bytes, kind: Kind = MEMBERS, **options: Any) -> Plan:
    packed = looked_at(user, text, kind).packed
    table, fingerprint = services.unpacked(kind, packed, user, SESSION)
    return services.carry_out(kind, table, fingerprint, user, **options)


def mistakes(found: Plan) -> list[tuple[int, str, str]]:
    return [(each.number, each.heading, each.text) for each in found.mistakes]


def everything() -> list[list[dict[str, Any]]]:
    return [list(model._default_manager.order_by("pk").values()) for model in TABLES]


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


# Organisations


def test_organisations_are_known_by_code_or_exact_name(coordinator: User) -> None:
    first = OrganisationFactory.create(code="hoek", name="De Hoek")
    second = OrganisationFactory.create(code="plein", name="Het Plein")
    wijk = NeighbourhoodFactory.create(code="overvecht")

    bring_in(
        coordinator,
        "code;naam;wat doet het;wijken;website\n"
        'hoek;De Nieuwe Hoek;"Koffie\nen thee";Overvecht;hoek.example\n'
        ";Het Plein;Een plein;;\n"
        ";De Brug;Een brug;;\n",
        ORGANISATIONS,
    )

    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.name, first.website) == ("De Nieuwe Hoek", "https://hoek.example")
    assert first.description == "Koffie\nen thee"
    assert list(first.neighbourhoods.all()) == [wijk]
    assert second.description == "Een plein"
    assert Organisation.objects.get(code="de-brug").name == "De Brug"


def test_two_new_organisations_of_nearly_one_name_get_codes_of_their_own(coordinator: User) -> None:
    OrganisationFactory.create(code="de-brug", name="De Brug (oud)")

    bring_in(coordinator, "naam\nDe Brug!\nDe Brug?\n", ORGANISATIONS)

    codes = Organisation.objects.filter(name__startswith="De Brug").values_list("code", flat=True)
    assert set(codes) == {"de-brug", "de-brug-2", "de-brug-3"}


def test_an_organisation_is_not_made_twice_by_a_wrong_code(coordinator: User) -> None:
    OrganisationFactory.create(code="hoek", name="De Hoek")

    found = plan(coordinator, "code;naam\nhoeck;De Hoek\n", ORGANISATIONS)

    assert mistakes(found) == [
        (2, "code", "There is an organisation of this name with the code “hoek”.")
    ]


def test_two_organisations_of_one_name_are_told_apart_by_code(coordinator: User) -> None:
    OrganisationFactory.create(code="a", name="De Hoek")
    OrganisationFactory.create(code="b", name="De Hoek")

    assert plan(coordinator, "naam\nDe Hoek\n", ORGANISATIONS).mistakes
    assert plan(coordinator, "code;naam\nb;De Hoek\n", ORGANISATIONS).same == 1


def test_a_number_of_an_organisation_from_a_file_is_hidden_until_somebody_shows_it(
    coordinator: User,
) -> None:
    text = "naam;telefoon;e-mail\nDe Brug;0302345678;brug@schakel.example\n"

    bring_in(coordinator, text, ORGANISATIONS)

    bridge = Organisation.objects.get()
    assert (bridge.phone_consent, bridge.email_consent) == (Consent.NOBODY, Consent.NOBODY)


# Out, and in again


@pytest.fixture
def network(coordinator: User) -> None:
    """People and organisations with everything that a spreadsheet could spoil."""
    subjects = [SubjectFactory.create(code=code) for code in ("tuin", "muziek, dans")]
    wijk = NeighbourhoodFactory.create(code="overvecht")
    organisation = OrganisationFactory.create(
        name="=De Som+",
        description="Eerste regel\r\nTweede; met ‘tekens’\n",
        phone="+31 30 234 56 78",
        website="https://som.example",
        offers="-",
        seeks="'=1",
    )
    organisation.neighbourhoods.add(wijk)
    twins = [OrganisationFactory.create(name="Twee Gelijk") for _each in range(2)]
    MemberFactory.create(
        user__email="open@schakel.example",
        user__name="@Zoë",
        open=True,
        organisation=organisation,
        neighbourhood=wijk,
        background=Background.CARE,
        introduction="  =HYPERLINK(1)  ",
        expertise=subjects,
        offers="-",
    )
    MemberFactory.create(phone="0302345678", organisation=twins[1], function="2020")
    MemberFactory.create(user=coordinator)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", [MEMBERS, ORGANISATIONS])
@pytest.mark.parametrize("languages", [("nl", "en"), ("en", "nl"), ("nl", "nl")])
def test_what_goes_out_comes_in_again_without_a_change(
    network: None, account: Any, kind: Kind, form: str, languages: tuple[str, str]
) -> None:
    for user in (
        User.objects.get(email="coordinator@schakel.example"),
        account(Role.ADMINISTRATOR),
    ):
        with translation.override(languages[0]):
            content = services.export(kind, form, user)
        with translation.override(languages[1]):
            found = plan(user, content, kind)

        assert mistakes(found) == []
        assert [row.changes for row in (*found.new, *found.changed)] == []
        assert found.same == 3


def test_numbers_that_excel_makes_of_texts_come_back_the_same(
    network: None, coordinator: User
) -> None:
    book = load_workbook(io.BytesIO(services.export(MEMBERS, "xlsx", coordinator)))
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if str(cell.value or "").isdigit():
                cell.value = float(cell.value)
    stream = io.BytesIO()
    book.save(stream)

    found = plan(coordinator, stream.getvalue())

    assert (mistakes(found), found.changed, found.same) == ([], [], 3)


def sheet_of(content: bytes) -> list[dict[str, Any]]:
    lines = list(load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True))
    return [dict(zip(map(str, lines[0]), line, strict=True)) for line in lines[1:]]


def test_the_coordinator_takes_out_what_members_show_and_the_administrator_everything(
    network: None, coordinator: User, account: Any
) -> None:
    seen = sheet_of(services.export(MEMBERS, "xlsx", coordinator))
    everything_seen = sheet_of(services.export(MEMBERS, "xlsx", account(Role.ADMINISTRATOR)))

    assert {row["e-mail"] for row in seen} == {
        *(None, "open@schakel.example"),
        coordinator.email,
    }
    assert {row["phone"] for row in seen} == {None, "030 100 00 99"}
    assert all(row["e-mail"] for row in everything_seen)
    assert "0302345678" in {row["phone"] for row in everything_seen}


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", [MEMBERS, ORGANISATIONS])
def test_no_cell_begins_like_a_formula(
    network: None, coordinator: User, kind: Kind, form: str
) -> None:
    content = services.export(kind, form, coordinator)
    if form == "xlsx":
        found = load_workbook(io.BytesIO(content)).worksheets[0].iter_rows()
        cells = [cell for row in found for cell in row]
        assert "f" not in {cell.data_type for cell in cells}
        texts = [str(cell.value) for cell in cells if cell.value is not None]
    else:
        table = read_table(content, lambda _heading: True)
        texts = [text for row in table.rows for text in row.cells]

    assert any(text.startswith("'") for text in texts)
    assert [text for text in texts if text[:1] in {*"=+-@\t\r"}] == []


def test_csv_opens_right_in_a_dutch_excel(network: None, coordinator: User) -> None:
    content = services.export(ORGANISATIONS, "csv", coordinator)

    assert content.startswith(b"\xef\xbb\xbfcode;name;")
    assert content.decode("utf-8-sig").count("\r\n") == 4


def test_it_is_written_down_that_a_table_came_in_or_went_out(
    network: None, coordinator: User
) -> None:
    services.export(MEMBERS, "csv", coordinator)
    bring_in(coordinator, "e-mail;name\nnieuw@schakel.example;Nieuw\n")

    entries = ModelLogEntry.objects.filter(action__contains="_table").order_by("pk")
    assert [(entry.action, entry.user, entry.data) for entry in entries] == [
        ("network.export_table", coordinator, {"table": "members", "rows": 3, "form": "csv"}),
        ("network.import_table", coordinator, {"table": "members", "new": 1, "changed": 0}),
    ]
    assert "schakel.example" not in " ".join(entry.label for entry in entries)


# The pages


def upload(client: Client, text: str | bytes, address: str = IMPORT) -> Any:
    content = text if isinstance(text, bytes) else text.encode()
    response = client.post(address, {"file": SimpleUploadedFile("leden.csv", content)})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").main


def packed(page: Any) -> str:
    return str(page.select_one('input[name="table"]')["value"])


def test_a_file_is_seen_and_then_brought_in(signed_in: Client) -> None:
    page = upload(signed_in, "e-mail;naam\nnieuw@schakel.example;<b>Nieuw</b>\n")
    assert page.select_one("strong:-soup-contains('<b>Nieuw</b>')")
    assert not Member.objects.exists()

    response = signed_in.post(IMPORT, {"table": packed(page), "confirm": "yes"}, follow=True)

    assert Member.objects.get().user.email == "nieuw@schakel.example"
    assert "1 is new, 0 were changed" in response.content.decode()
    assert not OutgoingMail.objects.exists()


def test_the_box_for_the_welcome_mail_is_empty_and_does_what_it_says(signed_in: Client) -> None:
    page = upload(signed_in, "e-mail;naam\nnieuw@schakel.example;Nieuw\n")
    assert not page.select_one('input[name="welcome"]').has_attr("checked")

    signed_in.post(IMPORT, {"table": packed(page), "confirm": "yes", "welcome": "on"})

    assert OutgoingMail.objects.get().to == "nieuw@schakel.example"


def test_with_a_mistake_there_is_no_button_but_the_same_file_can_be_looked_at_again(
    signed_in: Client,
) -> None:
    page = upload(signed_in, "e-mail;naam;organisatie\nnieuw@schakel.example;Nieuw;De Brug\n")
    assert not page.select_one('button[name="confirm"]')
    assert "Row 2" in page.text

    held = packed(page)
    forced = signed_in.post(IMPORT, {"table": held, "confirm": "yes"})
    assert forced.status_code == 200
    assert not Member.objects.exists()

    OrganisationFactory.create(name="De Brug")
    again = BeautifulSoup(signed_in.post(IMPORT, {"table": held}).content, "html.parser")
    assert again.select_one('button[name="confirm"]')


def test_after_a_second_tap_the_page_says_that_all_is_there(signed_in: Client) -> None:
    page = upload(signed_in, "e-mail;naam\nnieuw@schakel.example;Nieuw\n")
    answer = {"table": packed(page), "confirm": "yes", "welcome": "on"}
    signed_in.post(IMPORT, answer)

    second = signed_in.post(IMPORT, answer).content.decode()

    assert "Everything in this file is here already" in second
    assert OutgoingMail.objects.count() == Member.objects.count() == 1


def test_nothing_of_a_file_is_kept_between_seeing_and_bringing_in(
    signed_in: Client, settings: Any, tmp_path: Any
) -> None:
    settings.FILE_UPLOAD_TEMP_DIR = settings.MEDIA_ROOT = tmp_path
    canary = "Kanarie Vogelzang"
    padding = "x;y\n" * 0
    before = {model: model._default_manager.count() for model in TABLES}

    page = upload(signed_in, f"e-mail;naam\nkanarie@schakel.example;{canary}\n{padding}")

    assert canary in page.text
    assert {model: model._default_manager.count() for model in TABLES} == before
    assert canary not in str(dict(signed_in.session))
    assert list(tmp_path.rglob("*")) == []


def test_a_preview_from_elsewhere_or_made_up_asks_for_the_file_again(signed_in: Client) -> None:
    response = signed_in.post(IMPORT, {"table": "made:up:value", "confirm": "yes"}, follow=True)

    assert "choose the file again" in response.content.decode()


def test_a_preview_is_not_kept_by_the_browser_or_anything_between(signed_in: Client) -> None:
    file = SimpleUploadedFile("leden.csv", b"e-mail;naam\nnieuw@schakel.example;Nieuw\n")

    assert "no-store" in signed_in.post(IMPORT, {"file": file})["Cache-Control"]


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02", b"schoenmaat\n42\n"])
def test_what_is_wrong_with_a_file_stands_at_its_field(signed_in: Client, content: bytes) -> None:
    page = upload(signed_in, content)

    assert page.select_one("#id_file_error, .errorlist")
    assert page.select_one("#id_file")["aria-invalid"] == "true"


@pytest.mark.parametrize("what", ["members", "organisations"])
@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_the_example_is_a_file_that_is_understood_but_for_its_invented_row(
    signed_in: Client, what: str, form: str
) -> None:
    address = f"/en/coordination/import-{what}/"
    response = signed_in.get(f"{address}?example={form}")

    page = upload(signed_in, response.content, address)

    assert "attachment" in response["Content-Disposition"]
    assert [text.text for text in page.select(".planned > li > p:last-child")] == [
        "This is our example. Take this row out."
    ]


@pytest.mark.parametrize("what", ["members", "organisations"])
def test_a_file_is_made_when_it_is_asked_for(signed_in: Client, network: None, what: str) -> None:
    address = f"/en/coordination/export-{what}/"
    assert signed_in.get(address)["Content-Type"].startswith("text/html")
    assert not ModelLogEntry.objects.filter(action="network.export_table").exists()

    response = signed_in.post(address, {"form": "xlsx"})

    assert len(sheet_of(response.content)) == 3
    assert response["Content-Disposition"].endswith('.xlsx"')


@pytest.mark.parametrize("action", ["import", "export"])
@pytest.mark.parametrize("what", ["members", "organisations"])
@pytest.mark.parametrize("role", [*Role, None])
def test_only_the_coordinator_and_the_administrator_exchange_tables(
    client: Client, account: Any, home: HomePage, role: Role | None, what: str, action: str
) -> None:
    address = f"/en/coordination/{action}-{what}/"
    if role:
        client.force_login(account(role))
    may = role in {Role.COORDINATOR, Role.ADMINISTRATOR}
    status = 200 if may else 404 if role else 302
    file = SimpleUploadedFile("a.csv", b"e-mail;naam\nnieuw@schakel.example;Nieuw\n")

    assert client.get(address).status_code == status
    assert client.post(address, {"file": file, "form": "csv"}).status_code == status
    assert not Member.objects.filter(user__email="nieuw@schakel.example").exists()


@pytest.mark.slow
def test_five_thousand_members_come_in_within_the_time_that_others_wait_for_a_lock(
    coordinator: User,
) -> None:
    """Some seconds: it is about the largest file that we take. SQLite's writers wait 20 s."""
    OrganisationFactory.create(name="De Hoek")
    SubjectFactory.create(code="tuin")
    lines = (
        f"lid-{number}@schakel.example;Lid {number};De Hoek;kok;03023{number:05};tuin"
        for number in range(5_000)
    )
    text = "\n".join(["e-mail;name;organisation;function;phone;expertise", *lines])

    begin = time.perf_counter()
    seen = looked_at(coordinator, text)
    table, fingerprint = services.unpacked(MEMBERS, seen.packed, coordinator, SESSION)
    between = time.perf_counter()
    services.carry_out(MEMBERS, table, fingerprint, coordinator)
    end = time.perf_counter()
    again = plan(coordinator, text.replace(";kok;", ";kokkin;"))

    print(f"preview {between - begin:.1f} s, bringing in {end - between:.1f} s")  # noqa: T201
    print(f"packed {len(seen.packed) / 1000:.0f} kB")  # noqa: T201
    assert Member.objects.count() == 5_000
    assert len(again.changed) == 5_000
    assert Subject.objects.get().experts.count() == 5_000
    assert end - between < 20
    assert Neighbourhood.objects.count() == 0
