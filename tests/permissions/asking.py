"""Asks one cell of the matrix and says what is wrong with the answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.permissions.addresses import Route, address_of, routes
from tests.permissions.matrix import NO, NOT_OWN, OWN, YES, Address, Row
from tests.permissions.outcome import Seen
from tests.permissions.world import World, actions, rolled_back, wrong_denial

_ADMIN = ("admin", "bulk", "chooser")


@dataclass(frozen=True, slots=True)
class Cell:
    """One role in one row; `own` says whether it tries with what is its own."""

    row: Row
    role: str
    symbol: str
    own: bool = False

    def __str__(self) -> str:
        return f"{self.row} · {self.role}{' · own' if self.own else ''}"


@dataclass(frozen=True, slots=True)
class Call:
    """One role that asks for an address."""

    address: Address
    role: str
    symbol: str
    method: str

    def __str__(self) -> str:
        return f"{self.method} {self.address.name} · {self.role}"


@dataclass(frozen=True, slots=True)
class Answer:
    """A cell or call, and what is wrong with it; nothing when it is as the matrix says."""

    asked: Cell | Call
    wrong: str

    def __str__(self) -> str:
        return f"{self.asked}: {self.wrong}"


def cells_of(row: Row) -> Iterator[Cell]:
    """Yield the cells of a row; what is only for its owner is tried with another's as well."""
    for role, symbol in row.symbols:
        if symbol in {OWN, NOT_OWN}:
            yield Cell(row, role, YES if symbol == OWN else NO, own=True)
        yield Cell(row, role, NO if symbol in {OWN, NOT_OWN} else symbol)


def answers_of(world: World, row: Row) -> list[Answer]:
    return [ask(world, cell) for cell in cells_of(row)]


def ask(world: World, cell: Cell) -> Answer:
    """Try one cell and undo it."""
    row = cell.row
    thing = world.things[row.thing, row.state]
    target = thing.own[cell.role] if cell.own else thing.object
    with rolled_back():
        found = actions[row.action](world, cell.role, thing, target)
    if found.wrong or found.symbol != cell.symbol:
        got = found.wrong or f"found {found.symbol}"
        return Answer(cell, f"expected {cell.symbol}, {got} ({found.seen})")
    if cell.symbol == NO:
        admin = row.action.startswith(_ADMIN)
        return Answer(cell, wrong_denial(cell.role, found.seen, admin=admin))
    return Answer(cell, "")


def calls_at(address: Address) -> Iterator[Call]:
    """Yield who asks for an address; who may not look tries to send something as well."""
    for role, symbol in address.symbols:
        # The object that the address is asked about is another's.
        symbol = NO if symbol in {OWN, NOT_OWN} else symbol
        yield Call(address, role, symbol, address.method)
        if symbol == NO and address.method == "GET":
            yield Call(address, role, symbol, "POST")


def answers_at(world: World, address: Address) -> list[Answer]:
    return [call(world, each) for each in calls_at(address)]


@cache
def _routes() -> dict[str, Route]:
    return {route.name: route for route in routes()}


def call(world: World, asked: Call) -> Answer:
    """Ask for an address once and undo what it did."""
    name = asked.address.name
    if name not in world.addresses:
        world.addresses[name] = address_of(world, _routes()[name])
    where = world.addresses[name]
    with rolled_back():
        seen = world.ask(asked.role, where, {} if asked.method == "POST" else None)
    return Answer(asked, _wrong(asked, seen, admin=where.startswith("/admin/")))


def _wrong(asked: Call, seen: Seen, *, admin: bool) -> str:
    refused = bool(seen.denial) and seen.denial != asked.address.leads
    # What cannot be sent anything is there for nobody.
    refused = refused or (seen.status == 405 and asked.method != asked.address.method)
    if seen.error or refused != (asked.symbol == NO):
        return f"expected {asked.symbol}, {seen}"
    return wrong_denial(asked.role, seen, admin=admin) if asked.symbol == NO else ""
