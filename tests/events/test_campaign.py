"""A partner submits an activity of a campaign week, and sees what becomes of it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from cms.models import HomePage, OutgoingMail
from events.enums import EventKind
from events.models import Event, EventPage
from events.reads.mine import my_events
from events.reads.standing import standings
from events.services.making import publish
from network.enums import Role
from tests.factories import EventPageFactory, MemberFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper(home: HomePage) -> Any:
    """Who runs the campaign week."""
    return UserFactory.create(roles=[Role.MEMBER, Role.ORGANISER])


@pytest.fixture
def week(keeper: Any) -> Event:
    """A campaign week that takes a week."""
    page = EventPageFactory.create(
        title="Week tegen eenzaamheid", facts__host=keeper, facts__kind=EventKind.CAMPAIGN
    )
    Event.objects.update(ends_at=page.event.starts_at + timedelta(days=7))
    found: Event = Event.objects.get()
    return found


@pytest.fixture
def partner(client: Client) -> Any:
    """A member of an organisation, signed in."""
    found = MemberFactory.create(organisation=OrganisationFactory.create(name="Buurthuis")).user
    client.force_login(found)
    return found


def sent(week: Event, **changed: Any) -> dict[str, Any]:
    day = (week.starts_at + timedelta(days=2)).astimezone(week.zone).date()
    given = {
        "key": str(uuid4()),
        "title": "Soep voor de straat",
        "summary": "Wij koken en eten samen.",
        "day": day.isoformat(),
        "starts": "11:00",
        "ends": "13:00",
        "place": "Het plein",
        "attendance_mode": "place",
        "contact": "030 100 00 02",
    }
    return given | changed


def submit(client: Client, week: Event, **changed: Any) -> Event:
    client.post(reverse("activity_submit", args=[week.pk]), sent(week, **changed))
    found: Event = Event.objects.get(super_event=week)
    return found


def test_what_a_partner_submits_waits_to_be_looked_at(
    client: Client, week: Event, partner: Any, keeper: Any
) -> None:
    event = submit(client, week)

    assert (event.kind, event.host) == (EventKind.CAMPAIGN_ACTIVITY, partner)
    assert (str(event.organiser), event.takes_registrations) == ("Buurthuis", False)
    assert not event.page.live
    [standing] = standings([event])
    assert standing.is_waiting
    assert "Soep voor de straat" in client.get(reverse("me")).content.decode()
    client.force_login(keeper)
    asked = escape("“Soep voor de straat”")
    assert asked in client.get(reverse("me")).content.decode()


def test_the_same_form_twice_is_one_activity(client: Client, week: Event, partner: Any) -> None:
    form = sent(week)
    for _tap in range(2):
        client.post(reverse("activity_submit", args=[week.pk]), form)

    assert Event.objects.filter(super_event=week).count() == 1
    assert EventPage.objects.get(title="Soep voor de straat").workflow_states.count() == 1


def test_whoever_runs_the_week_puts_it_on_the_agenda_and_the_partner_hears_once(
    client: Client, week: Event, partner: Any, keeper: Any
) -> None:
    event = submit(client, week)
    client.force_login(keeper)
    address = reverse("event_publish", args=[event.pk])
    assert client.get(reverse("event_preview", args=[event.pk])).status_code == 200

    for _tap in range(2):
        client.post(address)

    page = EventPage.objects.get(title="Soep voor de straat")
    assert page.live
    assert page.current_workflow_state is None
    mails = OutgoingMail.objects.filter(recipient=partner)
    assert [mail.kind for mail in mails] == ["activities"]
    [standing] = standings([event])
    assert not standing.is_waiting


def test_what_is_sent_back_says_why_and_is_offered_again_once_it_was_changed(
    client: Client, week: Event, partner: Any, keeper: Any
) -> None:
    event = submit(client, week)
    client.force_login(keeper)
    client.post(
        reverse("event_publish", args=[event.pk]),
        {"action": "send_back", "reason": "Waar is het precies?"},
    )

    client.force_login(partner)
    shown = client.get(reverse("event_publish", args=[event.pk])).content.decode()
    assert "Waar is het precies?" in shown
    assert "Waar is het precies?" in OutgoingMail.objects.get(recipient=partner).text

    changed = sent(week, host=partner.pk, retention_days="90", promotion="at_once")
    client.post(reverse("event_edit", args=[event.pk]), changed | {"place": "Het Neude"})
    [standing] = standings([event])
    assert (standing.is_waiting, standing.sent_back) == (True, "")
    assert Event.objects.get(pk=event.pk).place == "Het Neude"


def test_a_partner_cannot_put_it_on_the_agenda_and_new_words_wait_too(
    client: Client, week: Event, partner: Any, keeper: Any
) -> None:
    event = submit(client, week)
    assert client.post(reverse("event_publish", args=[event.pk])).status_code == 404
    assert not Event.objects.get(pk=event.pk).page.live

    publish(event, keeper)
    changed = sent(week, title="Iets anders", host=partner.pk, retention_days="90")
    client.post(reverse("event_edit", args=[event.pk]), changed)

    page = EventPage.objects.get(translation_key=event.translation_key)
    assert (page.live, page.title, page.draft_title) == (True, "Soep voor de straat", "Iets anders")
    [standing] = standings([event])
    assert standing.is_waiting


def test_of_an_activity_whoever_runs_the_week_sees_no_more_than_they_need(
    client: Client, week: Event, partner: Any, keeper: Any
) -> None:
    event = submit(client, week)

    client.force_login(keeper)
    assert client.get(reverse("event_publish", args=[event.pk])).status_code == 200
    assert client.get(reverse("event_edit", args=[event.pk])).status_code == 404
    client.force_login(UserFactory.create(roles=[Role.MEMBER, Role.ORGANISER]))
    assert client.get(reverse("event_publish", args=[event.pk])).status_code == 404


def test_an_editor_who_decides_in_the_admin_is_heard_as_well(
    client: Client, week: Event, partner: Any, superuser: Any
) -> None:
    event = submit(client, week)
    task = EventPage.objects.get(translation_key=event.translation_key).current_workflow_task_state

    task.reject(user=superuser, comment="Graag een ander tijdstip.")
    assert OutgoingMail.objects.filter(recipient=partner, text__contains="tijdstip").count() == 1
    # Nothing that leads into the admin, which a member cannot open.
    assert not OutgoingMail.objects.filter(recipient=partner, text__contains="/admin/").exists()


def test_an_activity_lies_within_its_week(client: Client, week: Event, partner: Any) -> None:
    late = (week.ends_at + timedelta(days=3)).date().isoformat()

    response = client.post(reverse("activity_submit", args=[week.pk]), sent(week, day=late))

    assert "day" in response.context["form"].errors
    assert response.context["form"]["title"].value() == "Soep voor de straat"
    assert not Event.objects.filter(super_event=week).exists()


def test_a_week_that_is_over_takes_nothing_more(client: Client, week: Event, partner: Any) -> None:
    form = sent(week)
    past = timezone.now() - timedelta(days=1)
    Event.objects.update(starts_at=past - timedelta(days=7), ends_at=past)

    address = reverse("activity_submit", args=[week.pk])
    assert not client.get(address).context["is_open"]
    client.post(address, form)
    assert not Event.objects.filter(super_event=week).exists()


def test_only_members_submit_and_only_to_a_campaign_week_that_can_be_read(
    client: Client, week: Event
) -> None:
    address = reverse("activity_submit", args=[week.pk])
    assert client.get(address)["Location"].startswith("/nl/account/login/")

    client.force_login(UserFactory.create(roles=[]))
    assert client.get(address).status_code == 404
    client.force_login(UserFactory.create())
    assert client.get(address).status_code == 200
    gathering = EventPageFactory.create().event
    assert client.get(reverse("activity_submit", args=[gathering.pk])).status_code == 404
    week.page.unpublish()
    assert client.get(address).status_code == 404


def test_what_whoever_runs_the_week_submits_is_on_the_agenda_at_once(
    client: Client, week: Event, keeper: Any
) -> None:
    client.force_login(keeper)

    event = submit(client, week)

    assert event.page.live
    assert not OutgoingMail.objects.filter(recipient=keeper).exists()


def test_somebody_without_events_has_no_list_of_them(client: Client, week: Event, rf: Any) -> None:
    request = rf.get("/")
    request.user = UserFactory.create()
    assert my_events(request, "nl") == {}
    request.user = UserFactory.create(roles=[Role.LEAD])
    assert my_events(request, "nl")["may_add"]
