"""Action plans: what nobody has is counted, members take it on, and every move is kept."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from cms.notices.reads import what_waits
from cms.privacy.providers import providers
from coalitions.action_documents import ActionSource
from coalitions.enums import ActionState
from coalitions.exceptions import CoalitionError
from coalitions.models import Action, ActionChange, ActionPlan
from coalitions.reads.plans import levels, one_plan, with_owners
from coalitions.services.plans import change_action, move_action, take_on
from network.enums import Role
from network.models import Member
from search.documents import PUBLIC
from search.models import Dirty
from tests.factories import (
    ActionFactory,
    ActionPlanFactory,
    CoalitionFactory,
    CoalitionPageFactory,
    OrganisationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db


def somebody(organisation: str = "", **facts: Any) -> Any:
    """Return a member, of an organisation with this name."""
    user: Any = UserFactory(**facts)
    place: Any = OrganisationFactory(name=organisation) if organisation else None
    Member.objects.create(user=user, organisation=place)
    return user


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


@pytest.fixture
def plan(english_home: Any) -> Any:
    """Four actions: two that nobody has, one of an organisation and one in words."""
    plan: Any = ActionPlanFactory(code="plan", title_en="A plan")
    dock = OrganisationFactory(name="DOCK")
    ActionFactory(plan=plan, number=1, text="Bel huis aan huis", category="Praten")
    ActionFactory(plan=plan, number=2, text="Leer luisteren", level="organisation", scale="city")
    ActionFactory(plan=plan, number=3, text="Ga mee", owner_organisation=dock, state="started")
    ActionFactory(plan=plan, number=4, text="Vraag door", owner_text="de gemeente", state="done")
    return plan


@pytest.fixture
def signed_in(account: Any) -> Any:
    """A function that gives a client of somebody with a role."""

    def client_of(role: Role = Role.MEMBER, **facts: Any) -> tuple[Client, Any]:
        user, client = account(role), Client()
        for name, value in facts.items():
            setattr(user, name, value)
        user.save()
        client.force_login(user)
        return client, user

    return client_of


def shown(client: Client, plan: Any, query: str = "") -> str:
    response = client.get(f"{reverse('plan', args=[plan.code])}{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_what_nobody_has_is_counted_and_shown_to_everybody(plan: Any, client: Client) -> None:
    page = shown(client, plan)
    assert "2 of the 4 actions have no owner yet." in page
    assert page.count("Nobody yet") == 2
    assert "2 of the 4 actions" in client.get(reverse("plans")).content.decode()


def test_actions_stand_by_level_in_their_order(plan: Any) -> None:
    groups = levels(plan.actions.all(), UserFactory())
    assert [(each.label, [a.action.number for a in each.actions]) for each in groups] == [
        ("Carrying out", [1, 3, 4]),
        ("Organising", [2]),
    ]


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("?blank=on", {1, 2}),
        ("?level=organisation", {2}),
        ("?scale=city", {2}),
        ("?category=Praten", {1}),
        ("?state=done", {4}),
        ("?blank=on&level=execution", {1}),
        ("?level=nonsense", {1, 2, 3, 4}),
    ],
)
def test_a_plan_is_narrowed_by_each_choice(
    plan: Any, client: Client, query: str, numbers: set[int]
) -> None:
    page = shown(client, plan, query)
    texts = dict(plan.actions.values_list("number", "text"))
    assert {number for number, text in texts.items() if text in page} == numbers


def test_a_person_is_named_to_members_only_and_an_organisation_to_everybody(
    plan: Any, client: Client, signed_in: Any
) -> None:
    plan.actions.filter(number=1).update(owner=UserFactory(name="Tina Trekker"))
    assert "Tina Trekker" not in shown(client, plan)
    assert "DOCK" in shown(client, plan)
    assert "Tina Trekker" in shown(signed_in()[0], plan)


def test_the_queries_of_a_plan_do_not_grow_with_its_actions(plan: Any) -> None:
    def read() -> int:
        with CaptureQueriesContext(connection) as queries:
            found = one_plan("plan")
            assert found
            levels(with_owners(found.actions.all()), AnonymousUser())
        return len(queries)

    few = read()
    for number in range(10, 30):
        ActionFactory(plan=plan, number=number, owner=UserFactory())
    assert read() == few


def test_a_member_takes_on_what_nobody_has(plan: Any, signed_in: Any) -> None:
    client, user = signed_in()
    boogh: Any = OrganisationFactory(name="Boogh")
    Member.objects.create(user=user, organisation=boogh)
    action = plan.actions.get(number=1)
    assert "I take this on" in client.get(reverse("action", args=[action.pk])).content.decode()
    client.post(reverse("action_take", args=[action.pk]))
    action.refresh_from_db()
    assert (action.owner, action.owner_organisation.name) == (user, "Boogh")
    assert one_plan("plan").blank == 1  # type: ignore[union-attr]
    assert action.changes.get().by == user


def test_taking_on_twice_is_once_and_never_takes_from_another(plan: Any) -> None:
    action, first, second = plan.actions.get(number=1), UserFactory(), UserFactory()
    take_on(first, action)
    take_on(first, action)
    assert ActionChange.objects.count() == 1
    with pytest.raises(CoalitionError, match="just before you"):
        take_on(second, action)
    action.refresh_from_db()
    assert action.owner == first


def test_what_is_done_is_not_taken_on(plan: Any) -> None:
    done: Any = ActionFactory(plan=plan, number=9, state="done")
    with pytest.raises(CoalitionError, match="finished"):
        take_on(UserFactory(), done)


def test_a_claimed_organisation_is_not_named_with_an_action(plan: Any) -> None:
    user = somebody("Boogh")
    Member.objects.filter(user=user).update(organisation_claimed=True)
    assert take_on(user, plan.actions.get(number=1)).owner_organisation is None


def test_a_move_is_kept_with_who_and_why_and_the_same_state_moves_nothing(plan: Any) -> None:
    action, user = plan.actions.get(number=1), UserFactory()
    move_action(user, action, ActionState.STARTED, note="Begonnen in Zuid")
    move_action(user, action, ActionState.STARTED)
    change = action.changes.get()
    assert (change.before, change.after, change.by) == ("open", "started", user)
    assert change.note == "Begonnen in Zuid"
    action.refresh_from_db()
    assert action.state == ActionState.STARTED


def test_history_names_people_to_members_only(plan: Any, client: Client, signed_in: Any) -> None:
    action, user = plan.actions.get(number=1), somebody("Boogh", name="Tina Trekker")
    move_action(user, action, "started", note="Begonnen in Zuid")
    address = reverse("action", args=[action.pk])
    outside = client.get(address).content.decode()
    assert "Begonnen in Zuid" in outside
    assert "a participant of Boogh" in outside
    assert "Tina Trekker" not in outside
    assert "Tina Trekker" in signed_in()[0].get(address).content.decode()


def change(client: Client, action: Action, **said: Any) -> int:
    data = {"state": "started", "owner": "", "owner_organisation": "", "due": "", "note": ""}
    return client.post(reverse("action_change", args=[action.pk]), data | said).status_code


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.MEMBER, False),
        (Role.LEAD, False),
        (Role.ORGANISER, False),
        (Role.COORDINATOR, True),
        (Role.EDITOR, True),
        (Role.ADMINISTRATOR, True),
    ],
)
def test_who_keeps_the_network_may_change_any_action(
    plan: Any, signed_in: Any, role: Role, may: bool
) -> None:
    action = plan.actions.get(number=1)
    assert change(signed_in(role)[0], action, due="2027-02-01") == (302 if may else 404)
    action.refresh_from_db()
    assert action.due == (date(2027, 2, 1) if may else None)


def test_the_owner_may_change_their_action_and_give_it_back_but_not_away(
    plan: Any, signed_in: Any
) -> None:
    client, user = signed_in()
    action, other = take_on(user, plan.actions.get(number=1)), somebody()
    assert change(client, action, owner=other.pk) == 200  # refused, with a message
    assert change(client, action, owner="", note="Ik ga verhuizen") == 302
    action.refresh_from_db()
    assert action.is_blank
    assert change(client, action, state="done") == 404


def test_the_lead_of_the_coalition_whose_plan_it_is_may_change_an_action(signed_in: Any) -> None:
    client, user = signed_in(Role.LEAD)
    led: Any = ActionFactory(plan__coalition=CoalitionFactory(lead=user))
    others: Any = ActionFactory(plan__coalition=CoalitionFactory(lead=UserFactory()))
    assert change(client, led) == 302
    assert change(client, others) == 404


def test_the_organisation_follows_a_new_owner(plan: Any) -> None:
    user = somebody("Boogh")
    boogh = user.member.organisation
    facts: dict[str, Any] = {"state": "open", "owner_organisation": None, "due": None}
    action = change_action(UserFactory(), plan.actions.get(number=1), owner=user, **facts)
    assert action.owner_organisation == boogh
    facts["owner_organisation"] = boogh
    change_action(UserFactory(), action, owner=user, **facts)
    assert action.changes.count() == 1


def test_a_visitor_is_asked_to_sign_in_before_taking_on(plan: Any, client: Client) -> None:
    action = plan.actions.get(number=1)
    response = client.get(reverse("action_take", args=[action.pk]))
    assert response.status_code == 302
    assert "login" in response["Location"] or "inloggen" in response["Location"]
    action.refresh_from_db()
    assert action.is_blank


def test_a_note_about_somebody_is_asked_about_first(plan: Any, signed_in: Any) -> None:
    action = plan.actions.get(number=1)
    client, _user = signed_in(Role.COORDINATOR)
    assert change(client, action, note="Bel haar zoon op 06 12345678") == 200
    assert not ActionChange.objects.exists()


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.EDITOR, Role.ADMINISTRATOR])
def test_who_keeps_plans_makes_them_in_the_admin(signed_in: Any, settings: Any, role: Role) -> None:
    settings.ADMIN_NEEDS_SECOND_STEP = False
    client, _user = signed_in(role)
    said = {"title_nl": "Plan", "title_en": "Plan", "code": "nieuw", "introduction": ""}
    client.post(
        reverse("wagtailsnippets_coalitions_actionplan:add"),
        {**said, "started": "2026", "coalition": "", "source": ""},
    )
    made = ActionPlan.objects.get(code="nieuw")
    facts = {"plan": made.pk, "number": 1, "text": "Doe iets", "level": "vision", "scale": ""}
    client.post(
        reverse("wagtailsnippets_coalitions_action:add"),
        {**facts, "category": "", "owner_text": "", "due_text": ""},
    )
    assert made.actions.get().text == "Doe iets"


def test_everybody_finds_an_action_by_its_words_and_nobody_by_its_owner(plan: Any) -> None:
    owner = UserFactory(name="Tina Kanarie")
    action = plan.actions.get(number=3)
    Action.objects.filter(pk=action.pk).update(owner=owner)
    [document] = ActionSource().build([str(action.pk)])
    assert document.access == (PUBLIC,)
    assert document.text.title == "Ga mee"
    assert "DOCK" in document.text.context
    assert "Kanarie" not in repr(document)
    assert document.url == f"/nl/acties/{action.pk}/"
    assert document.addresses == {"en": f"/en/actions/{action.pk}/"}


def test_an_action_is_written_anew_in_search_when_it_its_plan_or_its_organisation_changes(
    plan: Any,
) -> None:
    action = plan.actions.get(number=3)
    for thing in (action, plan, action.owner_organisation):
        Dirty.objects.all().delete()
        thing.save()
        assert Dirty.objects.filter(target="action", key=str(action.pk)).exists(), thing


def test_somebody_takes_along_what_they_took_on(plan: Any) -> None:
    user = somebody()
    take_on(user, plan.actions.get(number=1))
    (export,) = [providers["coalitions"].export(user)["actions"]]
    assert [each["text"] for each in export] == ["Bel huis aan huis"]


def test_what_somebody_took_on_waits_for_them_when_it_is_due(plan: Any) -> None:
    member: Any = UserFactory()
    today = timezone.localdate()
    for text, days in {"Nu": 0, "Te laat": -9, "Ver": 90}.items():
        ActionFactory(plan=plan, text=text, owner=member, due=today + timedelta(days=days))
    ActionFactory(plan=plan, text="Klaar", owner=member, due=today, state=ActionState.DONE)
    ActionFactory(plan=plan, text="Van een ander", due=today)

    waits = [each for each in what_waits(member) if each.label == "Actions you took on"]

    assert [item.line.rpartition(": ")[2] for item in waits[0].items] == ["Te laat", "Nu"]


def test_the_plan_of_a_coalition_that_is_kept_private_does_not_name_it(
    client: Client, english_home: Any
) -> None:
    page: Any = CoalitionPageFactory(title="Stille kring")
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    ActionPlanFactory(code="stil", coalition=page.coalition)

    shown = client.get(reverse("plan", args=["stil"])).content.decode()

    assert "Stille kring" not in shown


def test_the_plan_of_a_coalition_leads_to_its_page(client: Client, english_home: Any) -> None:
    page: Any = CoalitionPageFactory(title="Samen eten")
    ActionPlanFactory(code="eten", coalition=page.coalition)

    shown = client.get(reverse("plan", args=["eten"])).content.decode()

    assert f'href="{page.coalition.page.get_url()}"' in shown
