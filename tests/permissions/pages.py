"""Pages: one of each type in every state, and everything that can be done to one."""

from typing import Any

from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import PageViewRestriction

from cms.models import PlainPage
from network.enums import Role
from tests import factories
from tests.permissions.matrix import NO
from tests.permissions.world import (
    Found,
    Thing,
    World,
    action,
    arranges,
    changed,
    changed_or_skipped,
    let_in,
    listed,
    shown,
)

KINDS = ("theme", "source", "activity", "practice", "guidance", "lesson", "plain page")
PRIVATE = {
    "private to who signs in": PageViewRestriction.LOGIN,
    "private to editors": PageViewRestriction.GROUPS,
    "private by password": PageViewRestriction.PASSWORD,
}
STATES = ("published", "draft", *PRIVATE, "deleted")


@arranges
def pages(world: World) -> None:
    for kind in KINDS:
        for state in STATES:
            _put_page(world, kind, state)


def _put_page(world: World, kind: str, state: str) -> None:
    thing = world.put(kind, state)
    # Not in its address, which a page that says no repeats.
    named = {"title": thing.title, "summary": thing.secret, "slug": thing.lure}
    page = thing.object = make_page(world, kind, **named)
    thing.address = page.get_url()
    page.save_revision().publish()
    page.refresh_from_db()
    if kind == "activity":
        thing.data["host"] = factories.LessonFactory(activities=[page])
    if kind == "practice":
        thing.data["host"] = factories.GuidanceFactory(practices=[page])
    if state == "draft":
        type(page).objects.filter(pk=page.pk).update(live=False, has_unpublished_changes=True)
        page.refresh_from_db()
    if state in PRIVATE:
        restrict(page, PRIVATE[state])
    if state == "deleted":
        type(page).objects.get(pk=page.pk).delete()


def make_page(world: World, kind: str, **fields: Any) -> Any:
    """Return a new page under the list page of its kind."""
    if kind == "plain page":
        return world.home.add_child(instance=PlainPage(show_in_menus=True, **fields))
    return getattr(factories, f"{kind.capitalize()}Factory")(**fields)


def restrict(page: Any, kind: str) -> None:
    """Keep a page private in one of Wagtail's three ways; the group is that of the editors."""
    password = "open-sesame" if kind == PageViewRestriction.PASSWORD else ""
    restriction = PageViewRestriction.objects.create(
        page=page, restriction_type=kind, password=password
    )
    if kind == PageViewRestriction.GROUPS:
        restriction.groups.add(Group.objects.get(name=Role.EDITOR))


def edit_address(page: Any) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def form_data(world: World, thing: Thing, address: str, **more: Any) -> dict[str, Any]:
    """Return what the form at `address` sends when somebody changes nothing."""
    if address not in thing.data:
        page = BeautifulSoup(world.ask("superuser", address).body, "html.parser")
        thing.data[address] = fields_of(page)
    return {**thing.data[address], **more}


def fields_of(page: BeautifulSoup) -> dict[str, Any]:
    """Return names and values of a page's fields; a list of blocks is left empty."""
    found: dict[str, Any] = {}
    for tag in page.select("input[name], textarea[name]"):
        if tag.get("type") in {"checkbox", "radio"} and not tag.has_attr("checked"):
            continue
        if tag.get("type") not in {"file", "submit"}:
            found[str(tag["name"])] = tag.get("value") or tag.text.strip()
    for tag in page.select("select[name]"):
        chosen = tag.select("option[selected]")
        found[str(tag["name"])] = [each["value"] for each in chosen] if chosen else ""
    for tag in page.select("[data-block]"):
        found[f"{tag['id']}-count"] = "0"
    return {name: value for name, value in found.items() if "__prefix__" not in name}


# What anybody meets on the site.


@action("page")
def read_page(world: World, role: str, thing: Thing, page: Any) -> Found:
    return shown(world.ask(role, thing.address), thing)


@action("list page")
def in_its_list(world: World, role: str, thing: Thing, page: Any) -> Found:
    above = thing.address.rstrip("/").rpartition("/")[0] + "/"
    return listed(world.ask(role, above), thing)


@action("home page")
def on_home(world: World, role: str, thing: Thing, page: Any) -> Found:
    return listed(world.ask(role, world.home.get_url()), thing)


@action("page that links to it")
def on_a_page_that_links_to_it(world: World, role: str, thing: Thing, page: Any) -> Found:
    return listed(world.ask(role, thing.data["host"].get_url()), thing)


@action("feed of the site")
def site_feed(world: World, role: str, thing: Thing, page: Any) -> Found:
    return listed(world.ask(role, reverse("site_feed")), thing)


@action("feed of the page")
def page_feed(world: World, role: str, thing: Thing, page: Any) -> Found:
    address = reverse("page_feed", args=[page.translation_key])
    return listed(world.ask(role, address), thing)


@action("search page")
def search_page(world: World, role: str, thing: Thing, page: Any) -> Found:
    return listed(world.ask(role, f"{reverse('search')}?q={thing.lure}"), thing)


@action("search API")
def search_api(world: World, role: str, thing: Thing, page: Any) -> Found:
    return listed(world.ask(role, f"{reverse('api:search')}?q={thing.lure}"), thing)


@action("search suggestion")
def suggestion(world: World, role: str, thing: Thing, page: Any) -> Found:
    """Whoever types it nearly right must not be told how it is written."""
    nearly = thing.secret[:6] + "x" + thing.secret[7:]
    body = listed(world.ask(role, f"{reverse('api:search')}?q={nearly}"), thing)
    return (
        body
        if body.symbol == "Y"
        else listed(world.ask(role, f"{reverse('search')}?q={nearly}"), thing)
    )


# What is done in the admin.


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


@arranges
def english_page(world: World) -> None:
    """A page in another language than the first, which translators keep."""
    thing = world.put("English page", "published")
    named = {"title": thing.title, "summary": thing.secret, "slug": thing.lure}
    page = PlainPage(locale=world.english_home.locale, **named)
    thing.object = world.english_home.add_child(instance=page)
    thing.object.save_revision().publish()


@arranges
def place_to_move_to(world: World) -> None:
    thing = world.put("move target", "published")
    thing.object = world.home.add_child(instance=PlainPage(title="Elders", slug="elders"))
