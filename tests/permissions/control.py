"""Takes out each check of who may what, and must see a cell of the matrix fail.

Not part of the suite: `make test-permissions-control`. First everything that is refused or limited
is asked once, and written down which checks each question met; then every check is taken out in
turn, and only what met it is asked again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from itertools import chain
from typing import Any
from unittest.mock import patch

import pytest
from wagtail.models import PagePermissionTester
from wagtail.permission_policies.collections import CollectionPermissionLookupMixin
from wagtail.permission_policies.pages import PagePermissionPolicy

from network.models import User
from search import services
from tests.permissions import checks
from tests.permissions.asking import Call, Cell, ask, call, calls_at, cells_of
from tests.permissions.checks import Check, all_checks
from tests.permissions.matrix import YES, addresses, rows, text
from tests.permissions.world import World

pytestmark = pytest.mark.django_db
Asked = Cell | Call
Note = Callable[[str], None]


def _watched(real: Any, note: Callable[[tuple[Any, ...], Any], None]) -> Any:
    """Return `real`, which notes down unless it says yes."""

    @wraps(real)
    def spy(*args: Any, **kwargs: Any) -> Any:
        try:
            answer = real(*args, **kwargs)
        except Exception:
            note(args, None)
            raise
        if answer is not True:
            note(args, answer)
        return answer

    return spy


def _families(note: Note) -> list[Any]:
    """Return patches that watch the checks of which there are many in one place."""

    def page_names(_args: Any, _answer: Any) -> None:
        for name in checks._PAGE_NAMES:
            note(f"page permission {name}")

    def uploads(args: Any, _answer: Any) -> None:
        for action in args[2]:
            note(f"upload {args[0].auth_model._meta.app_label}.{action}")

    policy, lookup = PagePermissionPolicy, CollectionPermissionLookupMixin
    watched = [
        (User, "has_perm", lambda args, _answer: note(f"permission {args[1]}")),
        (policy, "get_cached_permissions_for_user", page_names),
        (lookup, "_check_perm", uploads),
    ]
    for name in checks._PAGE_METHODS:
        watched.append((PagePermissionTester, name, lambda _args, _answer, name=name: note(name)))  # type: ignore[misc]
    return [
        patch.object(owner, name, _watched(getattr(owner, name), noting))
        for owner, name, noting in watched
    ]


def _singles(note: Note) -> Iterator[Any]:
    for check in all_checks():
        if check.name.startswith(("permission ", "page permission ", "upload ", "can_")):
            continue
        for each in check.without():
            if hasattr(each, "get_original"):
                owner = each.getter()
                real, _own = each.get_original()
                noting = lambda _args, _answer, name=check.name: note(name)  # noqa: E731
                yield patch.object(owner, each.attribute, _watched(real, noting))


@contextmanager
def noting_down(note: Note) -> Iterator[None]:
    """Tell `note` the name of each check that says anything but yes."""
    with ExitStack() as stack:
        # One by one: two checks may stand in the same place, and the second watches the first.
        for each in chain(_families(note), _singles(note)):
            stack.enter_context(each)
        yield


def everything_refused() -> Iterator[Asked]:
    """Yield every cell and call in which somebody is refused or limited."""
    for row in rows():
        yield from (cell for cell in cells_of(row) if cell.symbol != YES)
    for address in addresses():
        if not address.unarranged:
            yield from (each for each in calls_at(address) if each.symbol != YES)


def _is_wrong(world: World, asked: Asked) -> bool:
    answer = ask(world, asked) if isinstance(asked, Cell) else call(world, asked)
    return bool(answer.wrong)


@pytest.fixture(scope="package")
def met(world: World, django_db_blocker: Any) -> dict[str, list[Asked]]:
    """For every check the questions that met it, all of which are answered as they should be."""
    found: dict[str, list[Asked]] = defaultdict(list)
    wrong = []
    names: set[str] = set()
    with django_db_blocker.unblock(), noting_down(names.add):
        for asked in everything_refused():
            names.clear()
            if _is_wrong(world, asked):
                wrong.append(str(asked))
            for name in names:
                found[name].append(asked)
            # Two are not met where somebody asks: a hook in a list, and how the index was built.
            if isinstance(asked, Cell) and asked.row.action.startswith("bulk"):
                found["superusers in bulk actions"].append(asked)
            if isinstance(asked, Cell) and asked.row.action.startswith("search"):
                found["marks of search"].append(asked)
    assert not wrong, "\n".join(wrong)
    return found


@contextmanager
def _index_as_it_is(check: Check) -> Iterator[None]:
    with check.taken_out():
        if check.reindexes:
            services.rebuild()
        yield
    if check.reindexes:
        services.rebuild()


@pytest.mark.parametrize("check", all_checks(), ids=lambda check: check.name)
def test_without_this_check_a_cell_is_wrong(
    check: Check, met: dict[str, list[Asked]], world: World
) -> None:
    spare = text()["control"]["spare"]
    asked = met.get(check.name, [])
    with _index_as_it_is(check):
        caught = next((each for each in asked if _is_wrong(world, each)), None)

    if check.name in spare:
        assert caught is None, f"{check.name} is not spare: {caught} needs it."
    else:
        assert caught is not None, (
            f"Nobody would notice if {check.name} were gone: {len(asked)} cells met it. Add a row"
            " to matrix.toml in which it alone says no, or name it under [control.spare] with why."
        )
