"""What the network says it is made of."""

import re
from pathlib import Path

import pytest
import yaml
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cms.models import HomePage
from network.enums import Background
from network.reads.composition import composition
from tests.factories import MemberFactory

DEMO = Path(settings.BUNDLE_DEMO)
# Table 2 of the evaluation of June 2020.
JUNE_2020 = {
    "residents": 35,
    "government": 30,
    "care": 52,
    "business": 38,
    "housing": 2,
    "knowledge": 14,
    "culture": 9,
    "religion": 1,
    "education": 2,
    "sport": 0,
    "other": 27,
    "": 1,
}


def labelled(numbers: dict[str, int]) -> dict[str, int]:
    labels = {**dict(Background.choices), "": "Not known"}
    return {str(labels[code]): number for code, number in numbers.items()}


@pytest.mark.django_db
def test_every_background_is_counted_also_those_that_nobody_has() -> None:
    MemberFactory.create_batch(3, background=Background.CARE)
    MemberFactory(background="")
    MemberFactory(background=Background.SPORT, user__is_active=False)

    with translation.override("en"):
        found = composition()
        expected = labelled(dict.fromkeys(Background.values, 0) | {"care": 3, "": 1})

    assert {part.label: part.number for part in found.parts} == expected
    assert found.total == 4
    assert (found.parts[0].share, found.parts[0].bar) == (75, 100)


@pytest.mark.django_db
def test_the_largest_comes_first_and_what_says_little_last() -> None:
    MemberFactory.create_batch(2, background=Background.SPORT)
    MemberFactory.create_batch(3, background=Background.OTHER)
    MemberFactory.create_batch(4, background="")

    with translation.override("en"):
        labels = [part.label for part in composition().parts]

    assert labels[0] == "Sport"
    assert labels[-2:] == ["Other", "Not known"]


@pytest.mark.django_db
def test_an_empty_network_has_a_page_too(home: HomePage, client: Client) -> None:
    shown = client.get(reverse_in("nl")).text

    assert shown.count("<tr>") == 1 + len(JUNE_2020) + 1


@pytest.mark.django_db
def test_picture_and_table_say_the_same_and_need_no_colour(home: HomePage, client: Client) -> None:
    MemberFactory.create_batch(4, background=Background.CARE)
    MemberFactory(background=Background.CULTURE)

    shown = client.get(reverse_in("nl")).text

    bars = re.findall(r'class="bar-number">(\d+)<', shown)
    cells = re.findall(r"</th>\s*<td>(\d+)</td>", shown)
    widths = re.findall(r'<svg class="bar" width="([\d.]+)%"', shown)
    assert bars == cells[:-1]
    assert bars[:3] == ["4", "1", "0"]
    assert widths[:3] == ["100.0", "25.0", "0.0"]
    assert cells[-1] == "5"
    assert "style=" not in shown.partition("<main")[2]


def reverse_in(language: str) -> str:
    with translation.override(language):
        return reverse("composition")


def test_the_demo_network_has_the_composition_of_june_2020() -> None:
    members = yaml.safe_load((DEMO / "members.yaml").read_text())
    counted = dict.fromkeys(JUNE_2020, 0)
    for member in members:
        counted[member.get("background", "")] += 1

    assert counted == JUNE_2020
    assert sum(JUNE_2020.values()) == len(members) == 211


def test_the_demo_members_are_different_people() -> None:
    members = yaml.safe_load((DEMO / "members.yaml").read_text())
    accounts = yaml.safe_load((DEMO / "accounts.yaml").read_text())
    seats = yaml.safe_load((DEMO / "seats.yaml").read_text())
    emails = [member["email"] for member in members]
    introductions = [member["introduction"] for member in members if "introduction" in member]

    assert len(set(emails)) == len({member["name"] for member in members}) == 211
    assert all(email.endswith("@schakel.example") for email in emails)
    assert {account["email"] for account in accounts} <= set(emails)
    assert len(introductions) == len(set(introductions)) >= 60
    assert len({seat["member"] for seat in seats if "member" in seat}) == 8
