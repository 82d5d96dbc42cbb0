"""Organisations come in from a table like members do."""

import pytest

from network.enums import Consent
from network.exchange.kinds import ORGANISATIONS
from network.models import Organisation, User
from tests.factories import (
    NeighbourhoodFactory,
    OrganisationFactory,
)
from tests.network.exchanging import bring_in, mistakes, plan

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_english")]


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
