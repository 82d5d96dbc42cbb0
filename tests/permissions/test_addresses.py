"""Every address is in matrix.toml, and answers every role as its class there says."""

import pytest
from django.http import HttpResponse
from django.test import override_settings
from django.urls import clear_url_caches, path

from cms import urls as site_urls
from tests.permissions.addresses import Route, routes
from tests.permissions.asking import answers_at
from tests.permissions.matrix import Address, addresses
from tests.permissions.world import World

pytestmark = pytest.mark.django_db
urlpatterns = [path("een-nieuw-adres/", HttpResponse, name="new_address"), *site_urls.urlpatterns]


def unclassified() -> list[Route]:
    """Return the addresses that nobody put into matrix.toml."""
    known = {address.name for address in addresses()}
    return [route for route in routes() if route.name not in known]


def test_every_address_is_in_the_matrix() -> None:
    missing = [f"{route.name} ({route.pattern})" for route in unclassified()]

    assert not missing, (
        "Nobody said who may ask for these addresses. Add each name to a class in"
        " tests/permissions/matrix.toml, arrange what it takes in tests/permissions/addresses.py"
        " and give what it shows or changes rows of its own:\n" + "\n".join(missing)
    )


def test_a_new_address_without_a_class_is_noticed() -> None:
    """The control of the guard above."""
    with override_settings(ROOT_URLCONF=__name__):
        clear_url_caches()
        found = [route.name for route in unclassified()]
    clear_url_caches()

    assert found == ["new_address"]


def test_no_address_in_the_matrix_is_gone() -> None:
    there = {route.name for route in routes()}

    assert [each.name for each in addresses() if each.name not in there] == []


@pytest.mark.matrix
@pytest.mark.parametrize(
    "address", [each for each in addresses() if not each.unarranged], ids=lambda each: each.name
)
def test_an_address_answers_only_whom_its_class_says(address: Address, world: World) -> None:
    wrong = [str(answer) for answer in answers_at(world, address) if answer.wrong]

    assert not wrong, "\n".join(wrong)
