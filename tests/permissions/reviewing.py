"""What goes on with a page: a review that waits for editors, a translation on its way."""

from typing import Any

from django.urls import reverse
from wagtail.models import GroupApprovalTask, PageViewRestriction, Workflow
from wagtail_localize.models import StringSegment, Translation, TranslationSource

from tests.permissions.pages import form_data, make_page
from tests.permissions.world import Found, Thing, World, action, arranges, changed, let_in


@arranges
def reviews(world: World) -> None:
    thing = world.put("practice", "in review")
    page = thing.object = make_page(world, "practice", title=thing.title, summary=thing.secret)
    # Somebody else's work: nobody approves their own.
    page.save_revision(user=world.accounts["member"])
    task = GroupApprovalTask.objects.first()
    workflow = Workflow.objects.filter(workflow_tasks__task=task).first()
    state = workflow.start(page, world.accounts["member"])
    world.arguments["workflow"] = {
        "task_state_id": state.current_task_state.pk,
        "task_id": task.pk,
        "workflow_state_id": state.pk,
        "page_id": page.pk,
        "action_name": "approve",
    }


@action("admin: approve")
def approve(world: World, role: str, thing: Thing, page: Any) -> Found:
    known = world.arguments["workflow"]
    args = [page.pk, "approve", known["task_state_id"]]
    return changed(world.ask(role, reverse("wagtailadmin_pages:workflow_action", args=args), {}))


@action("admin: add workflow task")
def add_task(world: World, role: str, thing: Thing, workflow: Any) -> Found:
    address = reverse("wagtailadmin_workflows:task_chooser_create")
    data = {"create-task-name": "Nieuw", "create-task-groups": "1"}
    return let_in(world.ask(role, f"{address}?task_type=wagtailcore.GroupApprovalTask", data))


@arranges
def translations(world: World) -> None:
    page = world.things["theme", "published"].object
    english = world.english_home.locale
    page.get_parent().specific.copy_for_translation(english).save_revision().publish()
    source, _made = TranslationSource.get_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=english, enabled=True)
    translation.save_target(publish=False)
    segment = StringSegment.objects.filter(source=source).first()
    thing = world.put("translation", "on its way")
    thing.object, thing.data["page"] = translation, page.get_translation(english)
    world.arguments["translation"] = {
        "translation_source_id": source.pk,
        "translation_id": translation.pk,
        "string_segment_id": segment.pk,
    }


@action("admin: translate a text")
def translate(world: World, role: str, thing: Thing, translation: Any) -> Found:
    known = world.arguments["translation"]
    args = [known["translation_id"], known["string_segment_id"]]
    address = reverse("wagtail_localize:edit_string_translation", args=args)
    form = "application/x-www-form-urlencoded"
    return changed(world.ask(role, address, "value=New", method="put", content_type=form))


@action("admin: start a translation")
def start(world: World, role: str, thing: Thing, translation: Any) -> Found:
    page = world.things["source", "published"].object
    address = reverse("wagtail_localize:submit_page_translation", args=[page.pk])
    data = {"locales": [translation.target_locale_id], "select_all": "on"}
    return changed(world.ask(role, address, form_data(world, thing, address, **data)))


@arranges
def passwords(world: World) -> None:
    """Where somebody gives the password that several people share."""
    found = PageViewRestriction.objects.filter(restriction_type="password").first()
    world.arguments["wagtailcore_authenticate_with_password"] = {
        "page_view_restriction_id": found.pk,
        "page_id": found.page_id,
    }
