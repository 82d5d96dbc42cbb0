"""Tests that no table about people is forgotten."""

from dataclasses import replace

import pytest

from cms import checks
from cms.privacy.providers import nobodys, providers


def test_every_table_about_people_has_somebody_who_answers_for_it() -> None:
    assert checks.tables_about_people_without_provider() == []


@pytest.mark.parametrize("label", ["network.Member", "cms.OutgoingMail", "knowledge.Lesson"])
def test_a_table_that_nobody_answers_for_is_named(
    label: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    rest = [
        replace(each, models=tuple(name for name in each.models if name != label))
        for each in providers
    ]
    monkeypatch.setattr(checks, "providers", rest)
    (error,) = checks.tables_about_people_without_provider()
    assert label in error.msg
    assert error.id == "cms.E001"


def test_what_is_left_out_has_a_reason() -> None:
    assert all(len(reason) > 20 for reason in nobodys.values())
