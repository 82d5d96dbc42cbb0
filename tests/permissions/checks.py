"""Every check of who may what, how to take it out, and how to see that a cell met it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import Group
from django.urls import URLPattern, URLResolver, get_resolver
from rules.permissions import permissions as rules
from wagtail.models import BaseViewRestriction, Page, PagePermissionTester, PageQuerySet
from wagtail.permission_policies.collections import CollectionPermissionLookupMixin
from wagtail.permission_policies.pages import PagePermissionPolicy

from cms.notices.audience import Doors
from network import roles
from network.adapters import AccountAdapter
from network.models import User
from network.models.member import PledgeQuerySet
from network.reads.reach import Reach
from network.viewsets import AccountDeleteView, AccountEditView
from search.access import SIGNED_IN, Restrictions
from search.documents import PUBLIC
from tests.permissions.checks_coalitions import PLACES as COALITIONS
from tests.permissions.checks_events import PLACES as EVENTS

Patches = Callable[[], list[Any]]


@dataclass(frozen=True, slots=True)
class Check:
    """One check. `without` gives the patches that take it out; `reindexes`: search must rebuild.

    `yes_is_no`: it refuses by what it finds, such as that something is missing.
    """

    name: str
    without: Patches
    reindexes: bool = False
    yes_is_no: bool = False

    @contextmanager
    def taken_out(self) -> Iterator[None]:
        with ExitStack() as stack:
            for each in self.without():
                stack.enter_context(each)
            yield


def _yes(*_args: Any, **_kwargs: Any) -> bool:
    return True


# Permissions by name: rules, what roles are granted, and what views say they need.


def permission_names() -> list[str]:
    granted = {name for names in roles._granted.values() for name in names}
    return sorted({*rules, *granted, "wagtailadmin.access_admin"})


def _has(name: str) -> Patches:
    real = User.has_perm

    def has_perm(user: Any, perm: str, obj: Any = None) -> bool:
        return perm == name or real(user, perm, obj)

    return lambda: [patch.object(User, "has_perm", has_perm)]


def views_with_a_need(resolver: Any = None) -> Iterator[URLPattern]:
    """Yield the patterns whose view is kept to those with a permission."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from views_with_a_need(each)
        elif hasattr(each.callback, "permission"):
            yield each


def _unguarded(pattern: URLPattern) -> Patches:
    inside = pattern.callback.__wrapped__  # type: ignore[attr-defined]
    return lambda: [patch.object(pattern, "callback", inside)]


# Permissions on pages and uploads.

_PAGE_METHODS = (
    *("can_add_subpage", "can_edit", "can_delete", "can_unpublish", "can_publish"),
    *("can_submit_for_moderation", "can_set_view_restrictions", "can_lock", "can_move"),
    *("can_view_revisions", "can_reorder_children", "can_move_to", "can_copy_to"),
)
_PAGE_NAMES = (
    *("add_page", "change_page", "publish_page"),
    *("bulk_delete_page", "lock_page", "unlock_page"),
)
_UPLOADS = tuple(
    (app, action)
    for app in ("wagtailimages", "wagtaildocs")
    for action in ("add", "change", "choose")
)


def _page_name(name: str) -> Patches:
    real = PagePermissionPolicy.get_cached_permissions_for_user

    def with_one_more(policy: Any, user: Any) -> list[Any]:
        root = Page.objects.get(depth=1)
        row = SimpleNamespace(page=root, page_id=root.pk, permission=SimpleNamespace(codename=name))
        return [*real(policy, user), row]

    return lambda: [
        patch.object(PagePermissionPolicy, "get_cached_permissions_for_user", with_one_more)
    ]


def _upload(app: str, action: str) -> Patches:
    real = CollectionPermissionLookupMixin._check_perm

    def check(policy: Any, user: Any, actions: Any, collection: Any = None) -> bool:
        ours = policy.auth_model._meta.app_label == app and action in actions
        return ours or real(policy, user, actions, collection)

    return lambda: [patch.object(CollectionPermissionLookupMixin, "_check_perm", check)]


# Everything else that stands between somebody and something.


def _every_key(user: Any) -> frozenset[str]:
    groups = {f"group:{pk}" for pk in Group.objects.values_list("pk", flat=True)}
    return frozenset({PUBLIC, SIGNED_IN, *groups})


def _reach(thing: Any, in_network: bool) -> Reach:
    return Reach(phone=thing.phone, email="")


def _route_to_drafts(page: Any, request: Any, components: list[str]) -> Any:
    from wagtail.url_routing import RouteResult

    if components:
        below = page.get_children().filter(slug=components[0]).first()
        return (
            below.specific.route(request, components[1:])
            if below
            else real_route(page, request, components)
        )
    return RouteResult(page)


real_route = Page.route


def _restriction(kind: str) -> Patches:
    real = BaseViewRestriction.accept_request

    def accept(restriction: Any, request: Any) -> bool:
        return restriction.restriction_type == kind or real(restriction, request)

    return lambda: [patch.object(BaseViewRestriction, "accept_request", accept)]


def _everywhere(*targets: str, instead: Any) -> Patches:
    return lambda: [patch(target, instead) for target in targets]


def _open_view(view: Any) -> Patches:
    return lambda: [patch.object(view, "dispatch", view.__mro__[1].dispatch)]


def _no_hook(name: str, hook: Any) -> Patches:
    from wagtail import hooks

    def left() -> dict[str, list[Any]]:
        return {name: [each for each in hooks._hooks[name] if each[0] is not hook]}

    return lambda: [patch.dict(hooks._hooks, left())]


def _only_places() -> dict[str, tuple[Patches, bool]]:
    """Return the checks that have no name of their own in any registry."""
    return {**_of_reading(), **_of_people(), **_of_accounts()}


def _of_reading() -> dict[str, tuple[Patches, bool]]:
    return {
        "page restriction: sign in": (_restriction(BaseViewRestriction.LOGIN), False),
        "page restriction: group": (_restriction(BaseViewRestriction.GROUPS), False),
        "page restriction: password": (_restriction(BaseViewRestriction.PASSWORD), False),
        "only live pages are served": (
            lambda: [patch.object(Page, "route", _route_to_drafts)],
            False,
        ),
        "only live pages are listed": (
            lambda: [patch.object(PageQuerySet, "live", lambda pages: pages.all())],
            False,
        ),
        "private pages are in no list": (
            _everywhere("cms.models.pages.without_private", instead=lambda pages: pages),
            False,
        ),
        "private pages are in no menu": (
            _everywhere("cms.navigation.without_private", instead=lambda pages: pages),
            False,
        ),
        "marks of search": (
            lambda: [patch.object(Restrictions, "marks", lambda _self, _page: (PUBLIC,))],
            True,
        ),
        "keys of the search page": (
            _everywhere("search.views.access_of", instead=_every_key),
            False,
        ),
        "keys of the search API": (_everywhere("search.api.access_of", instead=_every_key), False),
    }


def _of_people() -> dict[str, tuple[Patches, bool]]:
    from network.models import Member

    first = lambda: User.objects.filter(is_active=True).first()  # noqa: E731
    return {
        "care of a page": (_everywhere("cms.views.editing.may_edit_care", instead=_yes), False),
        "doors of notices": (lambda: [patch.object(Doors, "_opens", _yes)], False),
        "signed link": (
            _everywhere("cms.notices.views.account_of", instead=lambda _token: first()),
            False,
        ),
        "consent per way to reach somebody": (
            _everywhere("network.reads.directory.reach_of", instead=_reach),
            False,
        ),
        "names in the steering group": (
            _everywhere("network.reads.steering.reach_of", instead=_reach),
            False,
        ),
        "only who is active is in the directory": (
            _everywhere("network.reads.directory.listed_members", instead=Member.objects.all),
            False,
        ),
        "only one's own promises": (
            lambda: [patch.object(PledgeQuerySet, "by", lambda rows, _user: rows.all())],
            False,
        ),
        "an emergency account takes part in nothing": (
            _everywhere("network.views.profile.takes_part", instead=_yes),
            False,
        ),
    }


def _of_accounts() -> dict[str, tuple[Patches, bool]]:
    from network.wagtail_hooks import spare_superusers

    return {
        "second step before the admin": (
            _everywhere("network.second_step.is_missing", instead=lambda _user: False),
            False,
        ),
        "second step before the desk": (
            _everywhere(
                "network.second_step.stands_before", instead=lambda _user, _permission: False
            ),
            False,
        ),
        "nobody signs up": (
            lambda: [patch.object(AccountAdapter, "is_open_for_signup", _yes)],
            False,
        ),
        "a superuser's account in the admin": (_open_view(AccountEditView), False),
        "deleting a superuser's account": (_open_view(AccountDeleteView), False),
        "superusers in bulk actions": (_no_hook("before_bulk_action", spare_superusers), False),
        "who is switched off is nobody": (
            lambda: [patch.object(ModelBackend, "user_can_authenticate", _yes)],
            False,
        ),
    }


def all_checks() -> list[Check]:
    """Return every check there is; most are read from the registries they are in."""
    found = [Check(f"permission {name}", _has(name)) for name in permission_names()]
    found += [Check(f"view {pattern.name}", _unguarded(pattern)) for pattern in views_with_a_need()]
    found += [
        Check(name, lambda name=name: [patch.object(PagePermissionTester, name, _yes)])  # type: ignore[misc]
        for name in _PAGE_METHODS
    ]
    found += [Check(f"page permission {name}", _page_name(name)) for name in _PAGE_NAMES]
    found += [Check(f"upload {app}.{action}", _upload(app, action)) for app, action in _UPLOADS]
    for name, (without, reindexes) in {**_only_places(), **COALITIONS, **EVENTS}.items():
        found.append(Check(name, without, reindexes, yes_is_no=name.startswith("second step")))
    return found
