"""Tests that an erasure survives a killed process, a restored back-up, and any way of deleting."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from cms.enums import ErasedBy
from cms.models import Erasure, Notice
from cms.privacy import ledger
from cms.privacy.services import PrivacyError, erase, finish_erasures, replay
from cms.privacy.sweep import sweep
from network.models import User
from tests.factories import MemberFactory, OrganisationFactory, UserFactory

NAME = "Wilma van Puffelen"
Commit = Any


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    """A folder of its own for the ledger and the index."""
    settings.VAR_DIR = settings.SEARCH_INDEX_DIR = tmp_path
    return tmp_path


@pytest.fixture
def wilma(folder: Path, home: Any) -> User:
    """A member whom another member was told about."""
    user = MemberFactory.create(user__name=NAME, phone="030 555 00 11").user
    reader = UserFactory.create()
    Notice.objects.create(recipient=reader, kind="test", key="1", line=f"{NAME} schreef iets")
    return user


def lines() -> list[str]:
    return list(Notice.objects.values_list("line", flat=True))


def written(folder: Path) -> list[dict[str, str]]:
    text = (folder / "erasures.jsonl").read_text()
    return [json.loads(line) for line in text.splitlines() if line]


def test_a_sweep_that_was_killed_is_finished_by_the_worker(wilma: User) -> None:
    wilma.delete()
    erasure = Erasure.objects.get()
    assert not sweep(erasure, seconds=-1)
    assert lines() == [f"{NAME} schreef iets"]
    assert finish_erasures() == 1
    erasure.refresh_from_db()
    assert erasure.done_at
    assert erasure.traces == {}
    assert NAME not in lines()[0]
    assert finish_erasures() == 0


def test_steps_that_were_done_are_not_taken_again(wilma: User) -> None:
    wilma.delete()
    erasure = Erasure.objects.get()
    erasure.traces["done"] = ["cms.Notice"]
    erasure.save()
    finish_erasures()
    assert lines() == [f"{NAME} schreef iets"]


def test_what_another_process_finished_meanwhile_stays_empty(wilma: User) -> None:
    wilma.delete()
    slow = Erasure.objects.get()
    finish_erasures()
    assert sweep(slow)
    slow.refresh_from_db()
    assert slow.traces == {}


def test_an_erasure_that_fails_half_way_changes_nothing(
    wilma: User,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: Commit,
) -> None:
    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError("disk full")

    monkeypatch.setattr(User, "delete", fail)
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        erase(wilma, by=ErasedBy.OWNER)
    assert User.objects.filter(pk=wilma.pk).exists()
    assert not Erasure.objects.exists()
    assert not (folder / "erasures.jsonl").exists()


def test_nobody_is_erased_twice(wilma: User) -> None:
    erase(wilma, by=ErasedBy.OWNER)
    with pytest.raises(PrivacyError):
        erase(wilma, by=ErasedBy.OWNER)
    assert Erasure.objects.count() == 1


def test_an_account_deleted_from_a_list_or_the_shell_is_erased_too(wilma: User) -> None:
    User.objects.filter(pk=wilma.pk).delete()
    finish_erasures()
    assert NAME not in lines()[0]


def test_the_ledger_holds_hashes_and_is_closed_to_others(
    wilma: User, folder: Path, django_capture_on_commit_callbacks: Commit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        erase(wilma, by=ErasedBy.OWNER)
    file = folder / "erasures.jsonl"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert set(written(folder)[0]) == {"hashed_id", "at"}
    assert written(folder)[0]["hashed_id"] == Erasure.objects.get().hashed_id
    for word in (wilma.email, NAME, "555"):
        assert word not in json.dumps(written(folder)[0]["hashed_id"])


def test_what_a_dying_process_did_not_write_down_the_worker_does(wilma: User, folder: Path) -> None:
    wilma.delete()
    assert not (folder / "erasures.jsonl").exists()
    finish_erasures()
    finish_erasures()
    assert len(written(folder)) == 1


def test_a_line_that_was_cut_off_spoils_no_other(
    wilma: User, folder: Path, django_capture_on_commit_callbacks: Commit
) -> None:
    (folder / "erasures.jsonl").write_text('{"hashed_id": "ab')
    with django_capture_on_commit_callbacks(execute=True):
        erase(wilma, by=ErasedBy.OWNER)
    assert Erasure.objects.get().hashed_id in ledger.everybody()


def test_who_comes_back_with_a_restored_database_is_erased_again(
    wilma: User, folder: Path, django_capture_on_commit_callbacks: Commit, capsys: Any
) -> None:
    pk, email, password = wilma.pk, wilma.email, wilma.password
    with django_capture_on_commit_callbacks(execute=True):
        erase(wilma, by=ErasedBy.OWNER)
        finish_erasures()
    # The back-up is from before: she is in it, and the table does not know of an erasure.
    Erasure.objects.all().delete()
    Notice.objects.update(line=f"{NAME} schreef iets")
    User.objects.create(pk=pk, email=email, password=password, name=NAME)
    other = UserFactory.create()
    call_command("privacy", "replay")
    assert capsys.readouterr().out.startswith("1 ")
    assert not User.objects.filter(pk=pk).exists()
    assert User.objects.filter(pk=other.pk).exists()
    assert NAME not in lines()[0]
    assert replay() == 0


def test_who_comes_back_by_themselves_is_left_alone(
    wilma: User, django_capture_on_commit_callbacks: Commit
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        erase(wilma, by=ErasedBy.OWNER)
    again = UserFactory.create(email=wilma.email, name=NAME)
    assert replay() == 0
    assert User.objects.filter(pk=again.pk).exists()


def test_a_name_that_two_people_share_is_left_in_texts(wilma: User) -> None:
    namesake = UserFactory.create(name=NAME)
    erase(wilma, by=ErasedBy.OWNER)
    finish_erasures()
    assert lines() == [f"{NAME} schreef iets"]
    namesake.refresh_from_db()
    assert namesake.name == NAME


def test_the_number_of_an_organisation_is_not_taken_from_it(wilma: User) -> None:
    organisation = OrganisationFactory.create(phone="030-5550011")
    erase(wilma, by=ErasedBy.OWNER)
    finish_erasures()
    organisation.refresh_from_db()
    assert organisation.phone == "030-5550011"


def test_a_name_of_one_word_is_not_looked_for(folder: Path, home: Any) -> None:
    user = UserFactory.create(name="Roos")
    Notice.objects.create(recipient=UserFactory.create(), kind="t", key="1", line="Een roos")
    erase(user, by=ErasedBy.OWNER)
    finish_erasures()
    assert lines() == ["Een roos"]


def test_markup_in_the_name_of_an_organisation_does_not_get_into_texts(wilma: User) -> None:
    wilma.member.organisation = OrganisationFactory.create(name="<script>alert(1)</script>")
    wilma.member.save()
    erase(wilma, by=ErasedBy.OWNER)
    finish_erasures()
    assert "<" not in lines()[0]
