"""No coalition is published without a lead, in whatever way somebody tries."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask
from wagtail.test.utils.form_data import nested_form_data

from cms.models import HomePage
from coalitions.exceptions import LeadMissing
from coalitions.models import Coalition, CoalitionIndex, CoalitionPage
from network.enums import Role
from network.models import User
from tests.factories import ActivityFactory, CoalitionPageFactory, MemberFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> Any:
    return MemberFactory.create(user__name="Trees Trekker").user


@pytest.fixture
def coalition(home: HomePage, lead: Any) -> Coalition:
    return CoalitionPageFactory.create(title="Samen eten", facts__lead=lead).coalition


@pytest.fixture
def index(home: HomePage) -> CoalitionIndex:
    return home.add_child(instance=CoalitionIndex(title="Coalities", slug="coalities"))


@pytest.fixture
def draft(index: CoalitionIndex) -> CoalitionPage:
    """A page without a lead."""
    page = index.add_child(instance=CoalitionPage(title="Buurtsoep", slug="buurtsoep", live=False))
    page.save_revision()
    return page


def roles_of(user: Any) -> set[str]:
    return set(User.objects.get(pk=user.pk).groups.values_list("name", flat=True))


def test_publishing_without_a_lead_is_refused(draft: CoalitionPage) -> None:
    with pytest.raises(LeadMissing):
        draft.get_latest_revision().publish()
    assert not CoalitionPage.objects.get(pk=draft.pk).live


def form_of(page: CoalitionPage | None = None, **changed: Any) -> dict[str, Any]:
    data: dict[str, Any] = {
        "title": page.title if page else "Buurtsoep",
        "slug": page.slug if page else "buurtsoep",
        "summary": "Soep voor de straat.",
        "goal": "Iedereen eet een keer mee.",
        "why_now": "",
        "lead": "",
        "deputy": "",
        "status": "forming",
        "theme_links": [],
        "source_links": [],
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
    }
    for name in ("theme_links", "source_links"):
        data[f"{name}-TOTAL_FORMS"] = data[f"{name}-INITIAL_FORMS"] = 0
        del data[name]
    return nested_form_data(data | changed)


def test_the_form_says_that_a_lead_is_missing_and_keeps_a_draft(
    client: Client, index: CoalitionIndex, account: Any
) -> None:
    client.force_login(account(Role.COORDINATOR))
    add = reverse("wagtailadmin_pages:add", args=["coalitions", "coalitionpage", index.pk])

    refused = client.post(add, form_of(None, **{"action-publish": "1"}))
    assert "lead" in refused.context["form"].errors
    assert not CoalitionPage.objects.exists()

    kept = client.post(add, form_of())
    assert kept.status_code == 302
    assert not CoalitionPage.objects.get().live


def test_an_editor_who_cannot_choose_a_lead_is_told_whom_to_ask(
    client: Client, index: CoalitionIndex, account: Any
) -> None:
    client.force_login(account(Role.EDITOR))
    add = reverse("wagtailadmin_pages:add", args=["coalitions", "coalitionpage", index.pk])

    refused = client.post(add, form_of(None, **{"action-publish": "1"}))

    [message] = refused.context["form"].errors["lead"]
    assert "coordinator" in message or "coördinator" in message
    assert not CoalitionPage.objects.exists()


def test_a_coordinator_makes_a_coalition_with_its_lead_and_publishes_it(
    client: Client, index: CoalitionIndex, lead: Any, account: Any
) -> None:
    client.force_login(account(Role.COORDINATOR))
    add = reverse("wagtailadmin_pages:add", args=["coalitions", "coalitionpage", index.pk])

    client.post(add, form_of(**{"lead": lead.pk, "action-publish": "1"}))

    page = CoalitionPage.objects.get()
    assert page.live
    assert page.coalition.lead == lead
    assert Role.LEAD in roles_of(lead)


def test_a_preview_changes_nothing_that_others_see(
    client: Client, coalition: Coalition, lead: Any, account: Any
) -> None:
    client.force_login(account(Role.COORDINATOR))
    page = coalition.page
    preview = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])

    client.post(preview, form_of(page, lead=UserFactory.create().pk))
    assert client.get(preview).status_code == 200

    assert Coalition.objects.get(pk=coalition.pk).lead == lead


def test_an_editor_changes_the_words_and_not_who_leads(
    client: Client, coalition: Coalition, lead: Any, account: Any
) -> None:
    client.force_login(account(Role.EDITOR))
    page = coalition.page
    edit = reverse("wagtailadmin_pages:edit", args=[page.pk])

    response = client.post(
        edit,
        form_of(page, lead=UserFactory.create().pk, status="active", **{"action-publish": "1"}),
    )

    assert response.status_code == 302
    page = CoalitionPage.objects.get(pk=page.pk)
    assert (page.goal, page.coalition.lead) == ("Iedereen eet een keer mee.", lead)


def test_the_api_says_so_too(client: Client, draft: CoalitionPage, account: Any) -> None:
    client.force_login(account(Role.COORDINATOR))

    response = client.post(
        reverse("wagtailadmin_api:pages:action", args=[draft.pk, "publish"]),
        content_type="application/json",
    )

    assert response.status_code == 400
    assert "lead" in response.json()
    assert not CoalitionPage.objects.get(pk=draft.pk).live


def test_publishing_many_at_once_says_so_and_publishes_nothing(
    client: Client, draft: CoalitionPage, account: Any
) -> None:
    client.force_login(account(Role.COORDINATOR))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    response = client.post(f"{address}?id={draft.pk}", {"include_descendants": ""}, follow=True)

    assert "trekker" in response.content.decode().lower() or "lead" in response.content.decode()
    assert not CoalitionPage.objects.get(pk=draft.pk).live


def test_what_was_planned_waits_for_a_lead_and_holds_up_nothing_else(
    draft: CoalitionPage, index: CoalitionIndex, lead: Any
) -> None:
    soon = timezone.now() + timedelta(hours=1)
    other = index.add_child(instance=CoalitionPage(title="Anders", slug="anders", live=False))
    for page in (draft, other):
        Coalition.objects.update_or_create(
            translation_key=page.translation_key, defaults={"lead": lead}
        )
        page.go_live_at = soon
        page.save_revision().publish()
    past = timezone.now() - timedelta(minutes=1)
    for page in (draft, other):
        revision = page.get_latest_revision()
        revision.approved_go_live_at = past
        revision.content["go_live_at"] = past.isoformat()
        revision.save()
    Coalition.objects.filter(translation_key=draft.translation_key).update(lead=None)

    call_command("publish_scheduled")
    assert not CoalitionPage.objects.get(pk=draft.pk).live
    assert CoalitionPage.objects.get(pk=other.pk).live

    Coalition.objects.filter(translation_key=draft.translation_key).update(lead=lead)
    call_command("publish_scheduled")
    assert CoalitionPage.objects.get(pk=draft.pk).live


def test_the_last_approval_of_a_workflow_publishes_nothing_without_a_lead(
    client: Client, draft: CoalitionPage, account: Any
) -> None:
    coordinator = account(Role.COORDINATOR)
    task = GroupApprovalTask.objects.create(name="Meelezen")
    task.groups.add(Group.objects.get(name=Role.COORDINATOR))
    workflow = Workflow.objects.create(name="Meelezen")
    WorkflowTask.objects.create(workflow=workflow, task=task)
    state = workflow.start(draft, coordinator)
    client.force_login(coordinator)

    response = client.post(
        reverse(
            "wagtailadmin_pages:workflow_action",
            args=[draft.pk, "approve", state.current_task_state.pk],
        )
    )

    assert response.status_code == 302
    assert not CoalitionPage.objects.get(pk=draft.pk).live
    state.refresh_from_db()
    assert state.status == "in_progress"


def test_a_copy_starts_as_a_draft_because_nobody_leads_it(
    client: Client, coalition: Coalition, account: Any
) -> None:
    client.force_login(account(Role.COORDINATOR))
    page = coalition.page

    client.post(
        reverse("wagtailadmin_pages:copy", args=[page.pk]),
        {
            "new_title": "Tweede",
            "new_slug": "tweede",
            "new_parent_page": page.get_parent().pk,
            "publish_copies": "on",
        },
    )

    copy = CoalitionPage.objects.get(slug="tweede")
    assert not copy.live
    assert copy.coalition.lead is None


def test_a_copied_list_brings_no_coalition_online_that_nobody_leads(
    client: Client, superuser: Any, home: HomePage, coalition: Coalition
) -> None:
    client.force_login(superuser)
    other = home.get_parent().add_child(instance=HomePage(title="Tweede huis", slug="huis-2"))

    client.post(
        reverse("wagtailadmin_pages:copy", args=[coalition.page.get_parent().pk]),
        {
            "new_title": "Coalities",
            "new_slug": "coalities",
            "new_parent_page": other.pk,
            "copy_subpages": "on",
            "publish_copies": "on",
        },
    )

    [copy] = CoalitionPage.objects.descendant_of(other)
    assert not copy.live
    coalition.__dict__.pop("page", None)
    assert coalition.page.live


def test_a_coordinator_keeps_pages_of_coalitions_and_no_others(
    coalition: Coalition, account: Any
) -> None:
    coordinator = account(Role.COORDINATOR)

    assert coalition.page.permissions_for_user(coordinator).can_publish()
    assert not ActivityFactory.create().permissions_for_user(coordinator).can_edit()
