"""Personal details wait for consent, and consent that is withdrawn takes the page away."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from cms.builtin.privacy_check.models import Consent, PrivacyCheck
from cms.builtin.privacy_check.privacy import erase, export
from cms.builtin.privacy_check.services import withdraw
from cms.models import Notice, PageCare, PlainPage
from network.enums import Role
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

PHONE = "06 12345678"


@pytest.fixture
def check(db: None) -> PrivacyCheck:
    step: PrivacyCheck = PrivacyCheck.objects.create(name="Persoonsgegevens")
    step.groups.add(Group.objects.get(name=Role.EDITOR))
    return step


@pytest.fixture
def telling(page: PlainPage, author: Any) -> PlainPage:
    """A page that holds somebody's phone number."""
    page.summary = f"Mevrouw kookt graag. Bel haar op {PHONE}."
    page.save_revision(user=author)
    return page


def _consent(page: PlainPage, **more: Any) -> Consent:
    made: Consent = Consent.objects.create(
        translation_key=page.translation_key, speaks="deelnemer, 72", given_on=localdate(), **more
    )
    return made


def test_a_page_without_personal_details_passes_by_itself(
    page: PlainPage, check: PrivacyCheck, offered: Any
) -> None:
    offered(page, check)

    page.refresh_from_db()
    assert page.live
    assert not Notice.objects.filter(kind="step_waits").exists()


def test_a_phone_number_waits_and_is_repeated_nowhere(
    telling: PlainPage, check: PrivacyCheck, offered: Any, editors: Any, client: Client
) -> None:
    state = offered(telling, check)
    client.force_login(editors[0])

    response = client.get(reverse("review_step", args=[state.pk]))

    found = check.findings(telling)
    assert len(found) == 1
    assert PHONE not in found[0]
    assert found[0] in response.content.decode().replace("&quot;", '"')
    assert not PlainPage.objects.get(pk=telling.pk).live


def test_who_lets_it_through_says_who_agreed_and_when(
    telling: PlainPage, check: PrivacyCheck, offered: Any, editors: Any
) -> None:
    state = offered(telling, check)
    with pytest.raises(PermissionDenied):
        check.on_action(state, editors[0], "approve", comment="Goed zo")

    check.on_action(
        state, editors[0], "approve", speaks="deelnemer, 72", given_on=localdate().isoformat()
    )

    consent = Consent.objects.get()
    assert consent.translation_key == telling.translation_key
    assert (consent.speaks, consent.recorded_by) == ("deelnemer, 72", editors[0])
    assert PlainPage.objects.get(pk=telling.pk).live


def test_what_is_on_the_site_already_is_not_asked_about_again(
    telling: PlainPage, check: PrivacyCheck, author: Any
) -> None:
    telling.get_latest_revision().publish()
    again = PlainPage.objects.get(pk=telling.pk)
    again.title = "Anders"
    assert check.findings(again) == []

    again.summary = f"{again.summary} Of op 06 87654321."
    assert len(check.findings(again)) == 1


def test_withdrawing_takes_the_page_away_and_tells_who_looks_after_it(
    telling: PlainPage, author: Any, editors: Any
) -> None:
    telling.get_latest_revision().publish()
    owner: Any = UserFactory(roles=[Role.MEMBER])
    PageCare.objects.create(translation_key=telling.translation_key, owner=owner)
    consent = _consent(telling)

    assert withdraw(consent, editors[0]) == 1

    assert not PlainPage.objects.get(pk=telling.pk).live
    told = Notice.objects.filter(kind="consent_withdrawn")
    assert {notice.recipient_id for notice in told} == {owner.pk, author.pk}
    assert withdraw(consent, editors[0]) == 0


def test_what_was_withdrawn_waits_again_even_without_new_details(
    page: PlainPage, check: PrivacyCheck, offered: Any, editors: Any
) -> None:
    _consent(page, withdrawn_on=localdate())

    offered(page, check)

    assert not PlainPage.objects.get(pk=page.pk).live
    assert page.current_workflow_task == check


def test_what_was_withdrawn_is_not_published_past_the_reviewers(
    page: PlainPage, editors: Any, client: Client
) -> None:
    _consent(page, withdrawn_on=localdate())
    client.force_login(editors[0])
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    client.post(f"{address}?next=/admin/&id={page.pk}", {})

    assert not PlainPage.objects.get(pk=page.pk).live


def test_an_editor_withdraws_on_the_site_and_a_get_changes_nothing(
    telling: PlainPage, editors: Any, client: Client
) -> None:
    telling.get_latest_revision().publish()
    consent = _consent(telling)
    client.force_login(editors[0])
    address = reverse("consent_withdraw", args=[consent.pk])

    assert telling.title in client.get(reverse("consents")).content.decode()
    assert client.get(address).status_code == 200
    client.post(address, {})
    assert PlainPage.objects.get(pk=telling.pk).live
    client.post(address, {"sure": "on"})

    assert not PlainPage.objects.get(pk=telling.pk).live
    assert client.get(address).status_code == 404


def test_a_member_sees_no_consents(telling: PlainPage, client: Client, author: Any) -> None:
    client.force_login(author)

    assert client.get(reverse("consents")).status_code == 404
    assert client.get(reverse("consent_withdraw", args=[_consent(telling).pk])).status_code == 404


def test_a_function_with_a_script_in_it_stays_text(
    telling: PlainPage, client: Client, editors: Any
) -> None:
    consent = _consent(telling)
    Consent.objects.update(speaks="<script>alert(1)</script>")
    client.force_login(editors[0])

    for address in (reverse("consents"), reverse("consent_withdraw", args=[consent.pk])):
        assert "<script>alert" not in client.get(address).content.decode()


def test_who_wrote_it_down_is_exported_and_forgotten(telling: PlainPage, editors: Any) -> None:
    _consent(telling, recorded_by=editors[0])
    assert export(editors[0])["consents"][0]["speaks"] == "deelnemer, 72"

    erase(editors[0])

    assert Consent.objects.get().recorded_by is None


def test_the_way_to_the_consents_is_on_the_page_of_who_keeps_them(
    client: Client, author: Any, editors: Any
) -> None:
    address = reverse("consents")

    client.force_login(author)
    assert address not in client.get(reverse("me")).content.decode()
    client.force_login(editors[0])
    assert address in client.get(reverse("me")).content.decode()
