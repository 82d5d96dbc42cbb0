"""Pages: one of each type in every state, and everything that can be done to one."""

from typing import Any

from bs4 import BeautifulSoup
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.models import PageViewRestriction

from cms.models import PlainPage
from network.enums import Role
from tests import factories
from tests.permissions.world import (
    Found,
    Thing,
    World,
    action,
    arranges,
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
