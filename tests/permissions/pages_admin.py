"""What is done to pages in the admin."""

from typing import Any

from django.urls import reverse

from tests.permissions.matrix import NO
from tests.permissions.pages import edit_address, form_data
from tests.permissions.world import (
    Found,
    Thing,
    World,
    action,
    changed,
    changed_or_skipped,
    let_in,
    listed,
    shown,
)


@action("admin: open")
def open_form(world: World, role: str, thing: Thing, page: Any) -> Found:
    return shown(world.ask(role, edit_address(page)), thing)


def _send(world: World, role: str, thing: Thing, page: Any, **more: Any) -> Found:
    address = edit_address(page)
    return changed(world.ask(role, address, form_data(world, thing, address, **more)), thing)


@action("admin: save draft")
def save(world: World, role: str, thing: Thing, page: Any) -> Found:
    return _send(world, role, thing, page)


@action("admin: publish")
def publish(world: World, role: str, thing: Thing, page: Any) -> Found:
    found = _send(world, role, thing, page, **{"action-publish": "1"})
    if found.symbol == "Y":
        page.refresh_from_db(fields=["live", "has_unpublished_changes"])
        if not page.live or page.has_unpublished_changes:
            return Found("–", found.seen)
    return found


@action("admin: submit for review")
def submit(world: World, role: str, thing: Thing, page: Any) -> Found:
    return _send(world, role, thing, page, **{"action-submit": "1"})


def _page_address(name: str, page: Any, *more: Any) -> str:
    return reverse(f"wagtailadmin_pages:{name}", args=[page.pk, *more])


@action("admin: unpublish")
def unpublish(world: World, role: str, thing: Thing, page: Any) -> Found:
    return changed(world.ask(role, _page_address("unpublish", page), {}), thing)


@action("admin: delete")
def delete(world: World, role: str, thing: Thing, page: Any) -> Found:
    return changed(world.ask(role, _page_address("delete", page), {}), thing)


@action("admin: lock")
def lock(world: World, role: str, thing: Thing, page: Any) -> Found:
    return changed(world.ask(role, _page_address("lock", page), {}), thing)


@action("admin: make private")
def make_private(world: World, role: str, thing: Thing, page: Any) -> Found:
    data = {"restriction_type": "login", "password": ""}
    return changed(world.ask(role, _page_address("set_privacy", page), data), thing)


@action("admin: move")
def move(world: World, role: str, thing: Thing, page: Any) -> Found:
    target = world.things["move target", "published"].object
    return changed(world.ask(role, _page_address("move_confirm", page, target.pk), {}), thing)


@action("admin: copy")
def copy(world: World, role: str, thing: Thing, page: Any) -> Found:
    data = {
        "new_title": "Kopie",
        "new_slug": "kopie",
        "new_parent_page": page.get_parent().pk,
    }
    return changed(world.ask(role, _page_address("copy", page), data), thing)


@action("admin: add one")
def add(world: World, role: str, thing: Thing, page: Any) -> Found:
    meta = page._meta
    args = [meta.app_label, meta.model_name, page.get_parent().pk]
    address = reverse("wagtailadmin_pages:add", args=args)
    more = {"title": "Nieuw", "slug": "nieuw", "summary": "Nieuw."}
    return let_in(world.ask(role, address, form_data(world, thing, address, **more)))


@action("admin: history")
def history(world: World, role: str, thing: Thing, page: Any) -> Found:
    return shown(world.ask(role, _page_address("history", page)), thing)


@action("admin: compare versions")
def compare(world: World, role: str, thing: Thing, page: Any) -> Found:
    address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "earliest", "latest"])
    return shown(world.ask(role, address), thing)


@action("admin: look at an old version")
def old_version(world: World, role: str, thing: Thing, page: Any) -> Found:
    return shown(
        world.ask(role, _page_address("revisions_view", page, page.latest_revision_id)), thing
    )


@action("admin: preview the draft")
def view_draft(world: World, role: str, thing: Thing, page: Any) -> Found:
    return shown(world.ask(role, _page_address("view_draft", page)), thing)


@action("admin: list of pages")
def explorer(world: World, role: str, thing: Thing, page: Any) -> Found:
    address = reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    return listed(world.ask(role, f"{address}?q={thing.lure}"), thing)


@action("admin: search")
def admin_search(world: World, role: str, thing: Thing, page: Any) -> Found:
    return listed(world.ask(role, f"{reverse('wagtailadmin_pages:search')}?q={thing.lure}"), thing)


@action("admin: say who looks after it")
def care(world: World, role: str, thing: Thing, page: Any) -> Found:
    address = reverse("edit_page_care", args=[page.pk])
    return changed(world.ask(role, address, {"last_confirmed_on": "2026-03-12"}), thing)


def _bulk(world: World, role: str, thing: Thing, page: Any, kind: str, **data: Any) -> Found:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", kind])
    return changed_or_skipped(world.ask(role, f"{address}?id={page.pk}", data), thing)


@action("bulk: publish")
def bulk_publish(world: World, role: str, thing: Thing, page: Any) -> Found:
    return _bulk(world, role, thing, page, "publish")


@action("bulk: unpublish")
def bulk_unpublish(world: World, role: str, thing: Thing, page: Any) -> Found:
    return _bulk(world, role, thing, page, "unpublish")


@action("bulk: delete")
def bulk_delete(world: World, role: str, thing: Thing, page: Any) -> Found:
    return _bulk(world, role, thing, page, "delete")


@action("bulk: move")
def bulk_move(world: World, role: str, thing: Thing, page: Any) -> Found:
    target = world.things["move target", "published"].object
    found = _bulk(world, role, thing, page, "move", chooser=target.pk)
    return found if found.symbol else let_in(found.seen)


@action("chooser")
def chooser(world: World, role: str, thing: Thing, page: Any) -> Found:
    address = reverse("wagtailadmin_choose_page_search")
    return listed(world.ask(role, f"{address}?q={thing.lure}"), thing)


@action("admin API: list")
def api_list(world: World, role: str, thing: Thing, page: Any) -> Found:
    address = reverse("wagtailadmin_api:pages:listing")
    seen = world.ask(role, f"{address}?child_of={page.get_parent().pk}")
    # Who may not see the page above is told that it is not there.
    return Found(NO, seen) if seen.status == 400 else listed(seen, thing)


@action("admin API: one")
def api_one(world: World, role: str, thing: Thing, page: Any) -> Found:
    return shown(world.ask(role, reverse("wagtailadmin_api:pages:detail", args=[page.pk])), thing)
