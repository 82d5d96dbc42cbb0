"""Every address the site answers at, by name, and what to fill in where it takes arguments."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse
from django.utils.translation import override

from tests.permissions.world import World


@dataclass(frozen=True, slots=True)
class Route:
    """One pattern: its name with namespaces (or `nameless PATTERN`), and its view."""

    name: str
    pattern: str
    callback: Any


def routes(urlconf: str | None = None) -> list[Route]:
    """Return every pattern, in all languages: an address may be in one of them only."""
    found: dict[str, Route] = {}
    for language, _label in settings.LANGUAGES:
        with override(language):
            for route in _walk(get_resolver(urlconf)):
                found.setdefault(route.name, route)
    return list(found.values())


def _walk(resolver: Any, before: str = "", spaces: tuple[str, ...] = ()) -> Iterator[Route]:
    for each in resolver.url_patterns:
        pattern = before + str(each.pattern)
        if isinstance(each, URLResolver):
            inner = (*spaces, each.namespace) if each.namespace else spaces
            yield from _walk(each, pattern, inner)
        elif isinstance(each, URLPattern):
            bare = pattern.removeprefix("nl/").removeprefix("en/")
            name = ":".join((*spaces, each.name)) if each.name else f"nameless {bare}"
            yield Route(name, pattern, each.callback)


def takes_arguments(name: str) -> bool:
    try:
        reverse(name)
    except NoReverseMatch:
        return True
    return False


_IN_REVIEW = (
    *("workflow_action", "collect_workflow_action_data", "workflow_preview"),
    *("workflow_history_detail", "confirm_workflow_cancellation"),
)


# What is looked at for an argument; a namespace (or a whole name) has its own objects.
def arguments(world: World) -> dict[str, dict[str, Any]]:
    """Return for a name, a namespace or "" (everywhere) what each argument becomes."""
    return {
        **_of_pages(world),
        **_of_workflows(world),
        **_of_entries(world),
        **_of_files(world),
        **_of_translations(world),
        **_of_people(world),
        "nameless admin/login/": {"/": "/admin/login/"},
        "nameless admin/password_reset/": {"/": "/admin/password_reset/"},
        "nameless admin/test404/": {"/": "/admin/test404/"},
        "nameless admin/^.*/$": {"/": "/admin/what-is-not-there/"},
        "nameless _util/login/": {"/": "/nl/_util/login/"},
        "nameless account/2fa/": {"/": "/nl/account/2fa/"},
        **world.arguments,
    }


def _object(world: World, name: str, state: str = "published") -> Any:
    return world.things[name, state].object


def _of_pages(world: World) -> dict[str, dict[str, Any]]:
    of = partial(_object, world)
    page, image, document = of("activity"), of("picture"), of("document")
    return {
        "": {
            "page_id": page.pk,
            "parent_page_id": page.get_parent().pk,
            "page_to_move_id": of("plain page").pk,
            "destination_id": of("move target").pk,
            "revision_id": page.latest_revision_id,
            "revision_id_a": "earliest",
            "revision_id_b": "latest",
            "content_type_app_name": "knowledge",
            "content_type_model_name": "activity",
            "image_id": image.pk,
            "filter_spec": "original",
            "document_id": document.pk,
            "doc_id": document.pk,
            "redirect_id": of("redirect").pk,
        },
        "wagtailadmin_pages": {"pk": page.pk, "app_label": "knowledge", "model_name": "activity"},
        **{f"wagtailadmin_pages:{name}": world.arguments["workflow"] for name in _IN_REVIEW},
        "wagtailadmin_api:pages": {"pk": page.pk},
        "wagtail_bulk_action": {
            "app_label": "wagtailcore",
            "model_name": "page",
            "action": "publish",
            "?": f"id={page.pk}",
        },
        "wagtail_serve": {"0": "activity-index/"},
    }


def _of_workflows(world: World) -> dict[str, dict[str, Any]]:
    of = partial(_object, world)
    return {
        "wagtailadmin_workflows": {
            "pk": of("workflow").pk,
            "workflow_pk": of("workflow").pk,
            "page_pk": of("activity").pk,
            "app_label": "wagtailcore",
            "model_name": "groupapprovaltask",
            "task_id": world.arguments["workflow"]["task_id"],
        },
        **{
            f"wagtailadmin_workflows:{name}_task": {"pk": world.arguments["workflow"]["task_id"]}
            for name in ("edit", "disable", "enable")
        },
    }


def _of_entries(world: World) -> dict[str, dict[str, Any]]:
    of = partial(_object, world)
    return {
        "wagtailsnippets_network_organisation": {"pk": of("Organisation").pk},
        "wagtailsnippetchoosers_network_organisation": {"pk": of("Organisation").pk},
        "wagtailsnippets_network_neighbourhood": {"pk": of("Neighbourhood").pk},
        "wagtailsnippetchoosers_network_neighbourhood": {"pk": of("Neighbourhood").pk},
        "wagtailsnippets_network_subject": {"pk": of("Subject").pk},
        "wagtailsnippetchoosers_network_subject": {"pk": of("Subject").pk},
        "wagtailsnippets_knowledge_targetgroup": {"pk": of("TargetGroup").pk},
        "wagtailsnippetchoosers_knowledge_targetgroup": {"pk": of("TargetGroup").pk},
        "wagtailsnippets_cms_contactpoint": {"pk": of("ContactPoint").pk},
        "wagtailsnippetchoosers_cms_contactpoint": {"pk": of("ContactPoint").pk},
        "wagtaillocales": {"pk": world.english_home.locale_id},
        "wagtailsites": {"pk": world.home.get_site().pk},
        "wagtailusers_users": {"pk": of("account", "of somebody else").pk},
        "wagtailusers_groups": {"pk": of("role").pk},
        "wagtailsettings": {
            "app_name": "cms",
            "model_name": "navigationsettings",
            "pk": world.home.get_site().pk,
        },
        "wagtailadmin_tag_model_autocomplete": {"app_name": "taggit", "model_name": "tag"},
    }


def _of_files(world: World) -> dict[str, dict[str, Any]]:
    of = partial(_object, world)
    image, document = of("picture"), of("document")
    return {
        "wagtailadmin_api:images": {"pk": image.pk},
        "wagtailadmin_api:documents": {"pk": document.pk},
        "wagtailimages_chooser": {"pk": image.pk},
        "wagtaildocs_chooser": {"pk": document.pk},
        "wagtailadmin_collections": {
            "pk": of("document", "private to editors").collection_id,
            "collection_id": of("document", "private to editors").collection_id,
        },
        "wagtaildocs_authenticate_with_password": {
            "restriction_id": of("document", "private by password")
            .collection.get_view_restrictions()[0]
            .pk
        },
        "wagtaildocs_serve": {"0": document.pk, "1": document.filename},
        "media": {"path": image.get_rendition("width-40").file.name.removeprefix("images/")},
    }


def _of_translations(world: World) -> dict[str, dict[str, Any]]:
    of = partial(_object, world)
    return {
        "wagtail_localize": {
            "app_label": "cms",
            "model_name": "contactpoint",
            "pk": of("ContactPoint").pk,
            **world.arguments["translation"],
        },
        # Without a place to go on to it leads to the front page, as a refusal does.
        "wagtail_localize:stop_translation": {"?": "next=/admin/pages/"},
        "submit_translation": {"page_id": world.english_home.pk},
    }


def _of_people(world: World) -> dict[str, dict[str, Any]]:
    def pk(name: str, state: str) -> dict[str, Any]:
        return {"pk": world.things[name, state].object.pk}

    waiting, declined = pk("application", "waiting"), pk("application", "declined")
    return {
        "directory_member": pk("member", "keeps a number to themselves"),
        "directory_organisation": {"code": "organisatie"},
        "application": waiting,
        "application_accept": waiting,
        "application_decline": waiting,
        "application_reopen": declined,
        "organisation_claim": {"pk": world.accounts["lead"].member.pk},
        "pledge_answer": {"pk": world.things["pledge", "open"].object.pk},
        "resend_mail": pk("mail", "given up"),
        "page_feed": {"key": world.things["activity", "published"].object.translation_key},
        "follow_page": {"key": world.things["activity", "published"].object.translation_key},
        "stop_mail": {"/": urlsplit(world.things["weekly mail", "of somebody else"].address).path},
        "wagtailsnippets_network_seat": pk("seat", "published"),
        "wagtailsnippetchoosers_network_seat": pk("seat", "published"),
        "second_step_off": pk("account", "of somebody else"),
    }


def address_of(world: World, route: Route) -> str:
    """Return an address at which the route answers. Raises `LookupError` naming what it misses."""
    known = arguments(world)
    if path := known.get(route.name, {}).get("/"):
        return str(path)
    if route.name.startswith("nameless "):
        raise LookupError("it has no name to make an address from")
    space = route.name.rpartition(":")[0]
    values = {**known[""], **known.get(space, {}), **known.get(route.name, {})}
    wanted = list(get_parameters(route.pattern))
    missing = [name for name in wanted if name not in values]
    if missing:
        raise LookupError(f"nothing is arranged for {', '.join(missing)}")
    if all(name.isdigit() for name in wanted):
        address = reverse(route.name, args=[values[name] for name in wanted])
    else:
        address = reverse(route.name, kwargs={name: values[name] for name in wanted})
    query = known.get(route.name, {}).get("?")
    return f"{address}?{query}" if query else address


def get_parameters(pattern: str) -> Iterator[str]:
    """Yield the names of a pattern's arguments; a number for each that has none."""
    named = re.findall(r"<(?:\w+:)?(\w+)>", pattern)
    if named:
        yield from named
        return
    unnamed = re.findall(r"\((?!\?)", pattern)
    yield from (str(number) for number, _found in enumerate(unnamed))
