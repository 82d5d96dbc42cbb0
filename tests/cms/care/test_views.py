"""Who looks after a page: what members see, and what its keepers and editors do."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms.models import HomePage, PageCare
from network.enums import Role
from tests.cms.care.looking_after import care_of, cared
from tests.cms.history.publishing import new_page
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

MANY = "/nl/beheer/wie-houdt-bij/"


def of(page: Any) -> str:
    return reverse("page_care", args=[page.translation_key])


@pytest.fixture
def coordinator(client: Client, account: Any) -> Client:
    client.force_login(account(Role.COORDINATOR))
    return client


@pytest.mark.parametrize("keeps", ["owner", "deputy"])
def test_who_looks_after_a_page_says_that_it_is_still_correct(
    keeps: str, home: HomePage, client: Client
) -> None:
    user = UserFactory.create()
    care: dict[str, Any] = {keeps: user}
    page = cared(home, days=-4, **care)
    client.force_login(user)

    assert client.post(of(page)).status_code == 302

    assert care_of(page).last_confirmed_on == timezone.localdate()
    assert client.get(of(page)).status_code == 200


def test_other_members_see_who_does_and_cannot(home: HomePage, client: Client) -> None:
    page = cared(home, owner=UserFactory.create(name="Olga Ouder"))
    client.force_login(UserFactory.create())

    shown = client.get(of(page)).content.decode()

    assert "Olga Ouder" in shown
    assert "pages_care" not in shown
    assert client.post(of(page)).status_code == 404
    assert care_of(page).last_confirmed_on is None


def test_nobody_without_account_sees_who_looks_after_what(home: HomePage, client: Client) -> None:
    page = cared(home, owner=UserFactory.create(name="Olga Ouder"))

    for address in (of(page), reverse("my_pages"), MANY):
        assert client.get(address).status_code == 302
    assert "Olga" not in client.get(page.get_url()).content.decode()


def test_a_private_or_unknown_page_is_not_found(home: HomePage, client: Client) -> None:
    user = UserFactory.create()
    page = cared(home, owner=user)
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.get(name=Role.LEAD))
    client.force_login(user)

    for address in (of(page), reverse("page_care", args=[uuid4()])):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404


def test_a_reader_is_told_in_kind_words_that_a_page_is_overdue(
    home: HomePage, client: Client
) -> None:
    late, fine = cared(home, "Laat", days=-1), cared(home, "Goed", days=1)

    assert BeautifulSoup(client.get(late.get_url()).content, "html.parser").select("main .notice")
    assert not BeautifulSoup(client.get(fine.get_url()).content, "html.parser").select(
        "main .notice"
    )


def test_somebody_sees_the_pages_they_look_after(home: HomePage, client: Client) -> None:
    user = UserFactory.create()
    cared(home, "Van mij", days=5, owner=user)
    cared(home, "Van een ander", owner=UserFactory.create())
    client.force_login(user)

    response = client.get(reverse("my_pages"))
    shown = BeautifulSoup(response.content, "html.parser")

    assert [link.text for link in shown.select("main .cared > li > a")] == ["Van mij"]


@pytest.mark.parametrize("role", [Role.MEMBER, Role.LEAD, Role.TRANSLATOR, Role.ADVISER])
def test_others_do_not_hand_pages_over(
    role: Role, home: HomePage, client: Client, account: Any
) -> None:
    page, user = new_page(home), account(role)
    client.force_login(user)
    data = {"pages": page.translation_key, "owner": user.pk, "confirmed": "1"}

    assert client.get(MANY).status_code == 404
    assert client.post(MANY, data).status_code == 404
    assert not PageCare.objects.exists()


def test_pages_are_handed_over_after_a_look_at_what_changes(
    home: HomePage, coordinator: Client
) -> None:
    to = UserFactory.create(name="Nina Nieuw")
    pages = [cared(home, "Een", days=-1), cared(home, "Twee", days=-2), cared(home, "Drie")]
    later = timezone.localdate() + timedelta(days=90)
    data = {
        "action": "many",
        "pages": [str(page.translation_key) for page in pages[:2]],
        "owner": to.pk,
        "review_on": later.isoformat(),
    }

    asked = coordinator.post(MANY, data)
    assert asked.status_code == 200
    assert "Nina Nieuw" in asked.content.decode()
    assert care_of(pages[0]).owner is None
    assert coordinator.post(MANY, data | {"confirmed": "1"}).status_code == 302

    assert [care_of(page).owner for page in pages] == [to, to, None]
    assert care_of(pages[0]).review_on == later


def test_pages_that_are_not_theirs_to_see_are_left_alone(
    home: HomePage, coordinator: Client
) -> None:
    hidden, to = cared(home, "Besloten", days=-1), UserFactory.create()
    restriction = PageViewRestriction.objects.create(
        page=hidden, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.get(name=Role.LEAD))

    assert "Besloten" not in coordinator.get(MANY).content.decode()
    data = {"pages": str(hidden.translation_key), "owner": to.pk, "confirmed": "1"}
    coordinator.post(MANY, data)

    assert care_of(hidden).owner is None


def test_everything_of_who_leaves_is_handed_over_at_once(
    home: HomePage, coordinator: Client
) -> None:
    leaver, to = UserFactory.create_batch(2)
    pages = [cared(home, "Een", owner=leaver), cared(home, "Twee", deputy=leaver)]
    data = {"action": "leaver", "leaver-to": to.pk}
    address = f"{MANY}?keeper={leaver.pk}"

    assert "Een" in coordinator.post(address, data).content.decode()
    coordinator.post(address, data | {"confirmed": "1"})

    assert care_of(pages[0]).owner == care_of(pages[1]).deputy == to


@pytest.mark.parametrize(
    "said", [{}, {"pages": ["x"]}, {"owner": "9999"}, {"review_on": "gisteren"}]
)
def test_what_is_not_right_changes_nothing(
    said: dict[str, Any], home: HomePage, coordinator: Client
) -> None:
    page = cared(home, days=-1)
    data = {"pages": [str(page.translation_key)], "confirmed": "1"} | said
    before = care_of(page).review_on

    assert coordinator.post(MANY, data).status_code in {200, 302}

    assert (care_of(page).owner, care_of(page).review_on) == (None, before)


def test_the_list_needs_as_many_queries_for_many_pages(home: HomePage, coordinator: Client) -> None:
    cared(home, "Een", days=-1, owner=UserFactory.create())
    few = queries(coordinator)
    for number in range(10):
        cared(home, f"Meer {number}", days=-1, owner=UserFactory.create())

    assert queries(coordinator) == few


def queries(client: Client) -> int:
    # The frame of the site is read once and kept until a page changes.
    client.get(MANY)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(MANY).status_code == 200
    return len(asked)
