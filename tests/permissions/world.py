"""A small network with somebody in every role, and one of each thing in each of its states.

It is made once for a whole run; every question is asked in a savepoint that is rolled back.
Modules beside this one register what there is (`arranges`) and what can be done (`action`).
"""

import random
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import AnonymousUser, Group
from django.core import mail
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from wagtail.models import Locale, Page, Site
from wagtail.users.models import UserProfile

from cms import generation
from cms.models import HomePage
from network.enums import ADMIN_ROLES, Role
from network.models import User
from tests.permissions.matrix import NO, SOME, YES
from tests.permissions.outcome import Seen, changes_seen, read_body

OUTSIDE = frozenset({"anonymous", "inactive"})
INSIDE_ADMIN = frozenset({*(role.value for role in ADMIN_ROLES), "superuser"})


def word(name: str) -> str:
    """Return a word that means nothing and looks like no other, the same one each time."""
    letters = random.Random(name)
    return "zx" + "".join(letters.choices("bcdfghjklmnpqrtvw", k=14))


@dataclass(slots=True)
class Thing:
    """Something in one state. `lure` is the word to search by, `secret` the one not to be seen.

    `own` holds for each role the one that is theirs, `data` what a form needs; `hidden` is a word
    in a field that even those who see the rest may not see.
    """

    name: str
    object: Any = None
    address: str = ""
    own: dict[str, Any] = field(default_factory=dict)
    data: dict[str, Any] = field(default_factory=dict)

    @property
    def lure(self) -> str:
        return word(f"{self.name} lure")

    @property
    def secret(self) -> str:
        return word(f"{self.name} secret")

    @property
    def hidden(self) -> str:
        return word(f"{self.name} hidden")

    @property
    def title(self) -> str:
        return f"{self.lure} {self.secret}"


@dataclass(frozen=True, slots=True)
class Found:
    """What a role turned out to be able to do, in a symbol of the matrix, and why we say so."""

    symbol: str
    seen: Seen
    wrong: str = ""


Act = Callable[["World", str, Thing, Any], Found]
actions: dict[str, Act] = {}
makers: list[Callable[["World"], None]] = []


def action(name: str) -> Callable[[Act], Act]:
    """Register how to try something; a name in matrix.toml."""

    def register(act: Act) -> Act:
        if name in actions:
            raise ValueError(f"There are two actions called {name!r}.")
        actions[name] = act
        return act

    return register


def arranges(make: Callable[["World"], None]) -> Callable[["World"], None]:
    """Register a function that puts things into the world."""
    makers.append(make)
    return make


class World:
    """Who is there, what is there, and how to ask."""

    def __init__(self) -> None:
        self.accounts: dict[str, Any] = {"anonymous": AnonymousUser()}
        self.things: dict[tuple[str, str], Thing] = {}
        # Arguments of addresses, by name, namespace or subject.
        self.arguments: dict[str, dict[str, Any]] = {}
        self.addresses: dict[str, str] = {}
        self._clients: dict[str, Client] = {"anonymous": Client()}
        self._cookies: dict[str, SimpleCookie] = {"anonymous": SimpleCookie()}
        self.home, self.english_home = _site()
        for role in (*Role.values, "roleless", "inactive", "superuser"):
            self._add_account(role)
        for make in makers:
            make(self)
        User.objects.filter(pk=self.accounts["inactive"].pk).update(is_active=False)

    def _add_account(self, role: str) -> None:
        user = User.objects.create_user(f"{role}@schakel.example", "wachtwoord", name=role.title())
        user.groups.set(Group.objects.filter(name=Role.MEMBER if role == "inactive" else role))
        if role == "superuser":
            User.objects.filter(pk=user.pk).update(is_superuser=True, is_staff=True)
        UserProfile.get_for_user(user)
        if role in INSIDE_ADMIN:
            TOTP.activate(user, generate_totp_secret())
        # Changing what somebody may do ends their sessions: what counts is how it is now.
        self.accounts[role] = User.objects.get(pk=user.pk)
        self.sign_in(role)

    def sign_in(self, role: str) -> None:
        """Give a role a new session, such as after its account changed."""
        client = Client()
        client.force_login(self.accounts[role], "django.contrib.auth.backends.ModelBackend")
        # Some addresses of allauth ask again who has not given a password for a while.
        session = client.session
        method = {"method": "password", "at": time.time() + 3600, "reauthenticated": True}
        session["account_authentication_methods"] = [method]
        session.save()
        self._clients[role], self._cookies[role] = client, client.cookies

    @contextmanager
    def signed_in_anew(self, role: str) -> Iterator[None]:
        """Give a role another session for a while: changing its account ended the one it had."""
        account, client, cookies = self.accounts[role], self._clients[role], self._cookies[role]
        self.accounts[role] = User.objects.get(pk=account.pk)
        self.sign_in(role)
        try:
            yield
        finally:
            self.accounts[role], self._clients[role] = account, client
            self._cookies[role] = cookies

    def put(self, name: str, state: str, **fields: Any) -> Thing:
        """Add a thing in a state. Raises `ValueError` when it is there already."""
        if (name, state) in self.things:
            raise ValueError(f"{name} · {state} is arranged twice.")
        return self.things.setdefault((name, state), Thing(f"{name} {state}", **fields))

    def ask(
        self, role: str, address: str, data: Any = None, method: str = "post", **extra: Any
    ) -> Seen:
        """Return what an address answers to a role: GET, or POST when there is `data`."""
        client = self._clients[role]
        client.cookies = SimpleCookie(
            {key: each.value for key, each in self._cookies[role].items()}
        )
        cache.clear()
        # What a process remembers is read anew: a check that was taken out decides about it too.
        generation._remembered.clear()
        mail.outbox = []
        with changes_seen() as writes:
            try:
                if data is None:
                    response = client.get(address, **extra)
                else:
                    response = getattr(client, method)(address, data, **extra)
                body = read_body(response)
            except Exception as error:  # whatever breaks is an answer to judge
                return Seen(error=f"broke: {error!r}", writes=frozenset(writes))
        location = response.headers.get("Location", "")
        return Seen(response.status_code, location, body, frozenset(writes))


def _site() -> tuple[Any, Any]:
    dutch, _made = Locale.objects.get_or_create(language_code="nl")
    english, _made = Locale.objects.get_or_create(language_code="en")
    Page.objects.filter(depth=2).delete()
    root = Page.objects.get(depth=1)
    home: Any = root.add_child(instance=HomePage(title="Schakel", slug="home", locale=dutch))
    Site.objects.update_or_create(
        is_default_site=True, defaults={"root_page": home, "hostname": "localhost"}
    )
    translated: Any = home.copy_for_translation(english)
    translated.save_revision().publish()
    return home, translated


@contextmanager
def rolled_back() -> Iterator[None]:
    """Undo in the database whatever happens inside."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def shown(seen: Seen, thing: Thing) -> Found:
    """Judge an address of the thing itself: it shows the thing, or says no."""
    if seen.error:
        return Found("", seen, "breaks")
    if seen.denial:
        return Found(NO, seen, "shows it all the same" if thing.secret in seen.body else "")
    if thing.secret not in seen.body:
        return Found("", seen, "does not say no, and does not show it either")
    hidden_is_there = not thing.data.get("hides") or thing.hidden in seen.body
    return Found(YES if hidden_is_there else SOME, seen)


def listed(seen: Seen, thing: Thing) -> Found:
    """Judge a list, in which the thing is or is not."""
    if seen.status not in {200, 301, 302, 403, 404}:
        return Found("", seen, "is no list")
    return Found(YES if thing.secret in seen.body else NO, seen)


def changed(seen: Seen, thing: Thing | None = None) -> Found:
    """Judge an address that changes something: it did, or it says no and nothing changed."""
    if seen.denial:
        return Found(
            NO, seen, "shows it all the same" if thing and thing.secret in seen.body else ""
        )
    return (
        Found(YES, seen) if seen.writes else Found("", seen, "does not say no, yet changes nothing")
    )


def let_in(seen: Seen, thing: Thing | None = None) -> Found:
    """Judge a form that is sent half empty: it says what is missing, or it says no."""
    return changed(seen, thing) if seen.denial or seen.error else Found(YES, seen)


def changed_or_skipped(seen: Seen, thing: Thing) -> Found:
    """Judge a bulk action, which passes over what somebody may not change."""
    if seen.status == 302 and not seen.writes:
        return Found(NO, seen)
    return changed(seen, thing)


def wrong_denial(role: str, seen: Seen, *, admin: bool) -> str:
    """Return what is wrong with how a role was refused; empty when it is as it should be.

    At an address of the site whoever has not signed in may be asked to; to others it does not
    exist. The admin asks everybody without access to sign in, and sends others to its front page.
    """
    if not seen.denial:
        return ""
    if seen.writes:
        return "is refused, and yet something was written"
    if admin and role in INSIDE_ADMIN:
        fitting = {"admin home", "403", "404", "second factor"}
    elif admin:
        fitting = {"sign in", "404"}
    else:
        fitting = {"404", "password"} | ({"sign in"} if role in OUTSIDE else {"second factor"})
    return (
        "" if seen.denial in fitting else f"is refused by {seen.denial!r}, not by {sorted(fitting)}"
    )
