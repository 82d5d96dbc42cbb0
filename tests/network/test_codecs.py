"""How people, subjects and seats stand in a bundle."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from cms.bundle import BundleInvalid, check_bundle, export_bundle, import_bundle
from cms.bundle.codecs import row_codecs
from network.enums import Consent, Role
from network.member_codecs import MEMBERS, SEATS
from network.models import Member, Pledge, Seat, Subject, User

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).parents[2]
DOCUMENT = (ROOT / "docs" / "bundle.md").read_text()
EVERYTHING = ROOT / "tests" / "bundles" / "small"


@pytest.fixture
def bundle(tmp_path: Path, settings: Any) -> Path:
    """The tables of the small bundle, without its pages."""
    settings.MEDIA_ROOT = tmp_path / "media"
    folder = tmp_path / "bundle"
    shutil.copytree(EVERYTHING / "vocabularies", folder / "vocabularies")
    shutil.copytree(EVERYTHING / "organisations", folder / "organisations")
    for name in ("accounts.yaml", "members.yaml", "seats.yaml"):
        shutil.copy(EVERYTHING / name, folder / name)
    return folder


def test_a_member_comes_in_with_everything_that_was_said(bundle: Path) -> None:
    import_bundle(bundle)

    member = Member.objects.get(user__email="spade@schakel.example")
    assert (str(member), member.background, member.function) == (
        "Spade Testpersoon",
        "care",
        "vrijwilliger",
    )
    assert member.organisation is not None
    assert member.organisation.code == "kade"
    assert member.neighbourhood is not None
    assert member.neighbourhood.code == "oost"
    assert (member.introduction, member.offers, member.seeks) == (
        "Ik graaf graag.",
        "Een kruiwagen.",
        "Handen.",
    )
    assert [subject.code for subject in member.expertise.all()] == ["tuinieren"]
    assert [subject.code for subject in member.interests.all()] == ["tuinieren"]
    assert (member.phone_consent, member.email_consent) == (Consent.PUBLIC, Consent.NETWORK)
    assert member.since == date(2020, 6, 1)
    pledge = Pledge.objects.get(member=member)
    assert (pledge.text, pledge.due) == ("Ik breng stekjes mee.", date(2026, 4, 1))
    assert not member.user.has_usable_password()
    assert [group.name for group in member.user.groups.all()] == [Role.MEMBER]


def test_an_account_with_a_role_keeps_it_and_becomes_a_member(bundle: Path) -> None:
    import_bundle(bundle)

    user = User.objects.get(email="tuin@schakel.example")
    assert [group.name for group in user.groups.all()] == [Role.EDITOR]
    assert user.member.background == "residents"
    assert user.member.phone_consent == Consent.NOBODY


def test_seats_know_who_holds_them(bundle: Path) -> None:
    import_bundle(bundle)

    seats = {seat.code: seat for seat in Seat.objects.all()}
    assert list(seats) == ["tuinen", "jeugd"]
    held = seats["tuinen"].member
    assert held is not None
    assert held.user.email == "spade@schakel.example"
    assert seats["jeugd"].member is None


def test_a_second_import_changes_nobody(bundle: Path) -> None:
    import_bundle(bundle)
    Member.objects.filter(user__email="spade@schakel.example").update(offers="Iets anders")
    Seat.objects.filter(code="tuinen").update(member=None)

    result = import_bundle(bundle)

    assert result.rows == 0
    assert Member.objects.count() == 2
    assert Pledge.objects.count() == 1
    assert Member.objects.get(user__email="spade@schakel.example").offers == "Iets anders"
    assert Seat.objects.get(code="tuinen").member is None


def test_nothing_about_people_leaves_in_an_export(bundle: Path, tmp_path: Path) -> None:
    import_bundle(EVERYTHING)
    export_bundle(tmp_path / "out")

    written = {path.name: path.read_bytes() for path in (tmp_path / "out").rglob("*.*")}
    assert b"tuinieren" in written["subjects.yaml"]
    assert not {"accounts.yaml", "members.yaml", "seats.yaml"} & set(written)
    for data in written.values():
        assert b"Testpersoon" not in data
        assert b"Ik graaf graag" not in data


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("members", "background: care", "background: zorg", r"4 background: found “zorg”"),
        ("members", "organisation: kade", "organisation: kaai", r"5 organisation: found “kaai”"),
        ("members", "neighbourhood: oost", "neighbourhood: x", r"7 neighbourhood: found “x”"),
        ("members", "expertise: [tuinieren]", "expertise: [zingen]", r"9 expertise: found"),
        ("members", "email_consent: network", "email_consent: ja", r"15 email_consent: found “ja”"),
        ("members", "since: 2020-06-01", "since: juni", r"16 since: found “juni”"),
        ("members", "since: 2020-06-01", "since:", r"16 since: "),
        ("members", "due: 2026-04-01", "due: snel", r"18 promises.due: found “snel”"),
        ("members", ", due: 2026-04-01", "", r"18 promises.due: missing"),
        ("members", "name: Spade Testpersoon", "name:", r"\d name: missing"),
        ("members", "spade@schakel", "Spade@schakel", r"2 email: found “Spade@schakel.example”"),
        ("members", "spade@schakel.example", "spade", r"2 email: found “spade”"),
        ("members", "spade@", "tuin@", r"2 email: found “tuin@schakel.example”"),
        ("members", "Spade Testpersoon", "S" * 151, r"3 name: found .*at most 150"),
        ("members", "Ik graaf graag.", "x" * 301, r"8 introduction: found .*at most 300"),
        ("members", "function:", "beroep:", r"6: found “beroep”"),
        ("seats", "spade@", "schep@", r"1 member: found “schep@schakel.example”"),
        ("seats", ", en: For the young", "", r"2 en: missing"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_field(
    bundle: Path, file: str, old: str, new: str, said: str
) -> None:
    path = bundle / f"{file}.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))

    with translation.override("en"), pytest.raises(BundleInvalid) as refused:
        check_bundle(bundle)

    assert re.search(rf"^{file}\.yaml:{said}", str(refused.value), re.MULTILINE)


def test_ten_times_as_many_members_are_written_in_as_many_queries(
    bundle: Path, write_many: Callable[[Path, int], int]
) -> None:
    write_many(bundle, 1)  # with what else the bundle makes

    assert 0 < write_many(bundle, 5) == write_many(bundle, 50)


@pytest.fixture
def write_many() -> Callable[[Path, int], int]:
    """A function that imports so many members, and counts the queries of writing them."""

    def run(bundle: Path, number: int) -> int:
        (bundle / "members.yaml").write_text(
            "".join(
                f"- {{email: lid-{number}-{one}@schakel.example, name: Lid {one},"
                " organisation: kade, expertise: [tuinieren]}\n"
                for one in range(number)
            )
        )
        (bundle / "seats.yaml").unlink(missing_ok=True)
        with CaptureQueriesContext(connection) as counted:
            import_bundle(bundle)
        assert Member.objects.filter(user__email__startswith=f"lid-{number}-").count() == number
        assert Subject.objects.get().experts.count() >= number
        tables = ("network_member", "network_user", "auth_group")
        return sum(any(table in one["sql"] for table in tables) for one in counted)

    return run


def test_every_field_is_described_in_the_document() -> None:
    described = set(re.findall(r"`(\w+)`", DOCUMENT))
    for codec in (MEMBERS, SEATS):
        assert {one.name for one in codec.fields} - described == set()
    for codec in row_codecs:
        assert codec.path in DOCUMENT
