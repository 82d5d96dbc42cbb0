"""What each role may do in the admin, kept in step with the code at every migration.

Floors above hand their permissions down with `grant`; nobody edits the groups by hand.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import product
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from network.enums import ADMIN_ROLES, Role

_granted: dict[Role, set[str]] = defaultdict(set)

# On every page from the root down, and on the pages in other languages than the first.
PAGES = {
    Role.EDITOR: {"add_page", "change_page", "publish_page"},
    Role.ADMINISTRATOR: {
        *("add_page", "change_page", "publish_page"),
        *("bulk_delete_page", "lock_page", "unlock_page"),
    },
}
# On the pages of one type and all below them: the type as `app.model`, in small letters.
_below: dict[Role, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
TRANSLATIONS = {Role.TRANSLATOR: {"change_page", "publish_page"}}
# Wagtail asks for the permissions of its own models, also where ours replace them.
UPLOADS = {
    Role.EDITOR: {"add_image", "choose_image", "add_document", "choose_document"},
    Role.ADMINISTRATOR: {
        *("add_image", "change_image", "choose_image"),
        *("add_document", "change_document", "choose_document"),
    },
}


def grant(role: Role, *permissions: str) -> None:
    """Let `role` do this: permissions as `app.codename`."""
    _granted[role].update(permissions)


def grant_below(role: Role, page_type: str, *permissions: str) -> None:
    """Let `role` do this with pages of this type and below them, such as `add_page`."""
    _below[role][page_type.lower()].update(permissions)


def every(model: str) -> list[str]:
    """Return all four permissions on `model`, given as `app.name`."""
    app, name = model.split(".")
    return [f"{app}.{verb}_{name}" for verb in ("add", "change", "delete", "view")]


grant(Role.COORDINATOR, *every("network.organisation"), *every("network.seat"))
grant(
    Role.EDITOR,
    *every("network.organisation"),
    *every("network.neighbourhood"),
    *every("network.subject"),
)
grant(Role.TRANSLATOR, "wagtail_localize.submit_translation", "cms.change_contactpoint")
grant(
    Role.ADMINISTRATOR,
    *every("network.user"),
    *every("network.organisation"),
    *every("network.neighbourhood"),
    *every("network.subject"),
    *every("network.seat"),
    *every("cms.contactpoint"),
    "cms.change_navigationsettings",
)


def synchronise() -> None:
    """Make the groups and give each exactly what its role may do."""
    for role in Role:
        group, _created = Group.objects.get_or_create(name=role.value)
        # Whoever has a role is a member, whether or not that group was ticked as well.
        wanted = _granted[role] | _granted[Role.MEMBER]
        if role in ADMIN_ROLES:
            wanted.add("wagtailadmin.access_admin")
        group.permissions.set(_permissions(wanted))
        _give_uploads(group, role)
    give_pages()


def _permissions(names: set[str]) -> Any:
    condition = Q(pk=None)
    for name in names:
        app, codename = name.split(".")
        condition |= Q(content_type__app_label=app, codename=codename)
    return Permission.objects.filter(condition)


def give_pages() -> None:
    """Give each role exactly the pages it may change, also after a page that brings rights is new.

    All roles at once: this runs whenever there is a new home page or list page.
    """
    groups = dict(Group.objects.filter(name__in=Role.values).values_list("name", "pk"))
    wanted = {(groups[role], page_id, name) for role, page_id, name in _pages() if role in groups}
    rows = GroupPagePermission.objects.filter(group__in=groups.values())
    columns = rows.values_list("group_id", "page_id", "permission__codename", "pk")
    existing = {(group, page, name): pk for group, page, name, pk in columns}
    for key in existing.keys() - wanted:
        GroupPagePermission.objects.get(pk=existing[key]).delete()
    for group_id, page_id, codename in sorted(wanted - existing.keys()):
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=codename
        )
        GroupPagePermission.objects.create(
            group_id=group_id, page_id=page_id, permission=permission
        )


def _pages() -> Iterator[tuple[str, int, str]]:
    """Give each role, the page below which it may do something, and what."""
    root = Page.objects.filter(depth=1).values_list("pk", flat=True)
    homes = Page.objects.filter(depth=2).exclude(locale__language_code=settings.LANGUAGE_CODE)
    translated = homes.values_list("pk", flat=True)
    given = [(role, root, names) for role, names in PAGES.items()]
    given += [(role, translated, names) for role, names in TRANSLATIONS.items()]
    for role, types in _below.items():
        given += [(role, _pages_of(page_type), names) for page_type, names in types.items()]
    for role, pages, names in given:
        yield from product([role], pages, names)


def _pages_of(page_type: str) -> Any:
    app, model = page_type.split(".")
    found = Page.objects.filter(content_type__app_label=app, content_type__model=model)
    return found.values_list("pk", flat=True)


def _give_uploads(group: Group, role: Role) -> None:
    root = Collection.objects.filter(depth=1).first()
    wanted = Permission.objects.filter(
        content_type__app_label__in=("wagtailimages", "wagtaildocs"),
        codename__in=UPLOADS.get(role, ()),
    )
    rows = GroupCollectionPermission.objects
    rows.filter(group=group).exclude(collection=root, permission__in=wanted).delete()
    for permission in wanted if root else ():
        rows.get_or_create(group=group, collection=root, permission=permission)
