"""Nothing that people do makes the site call another host.

Here each way out is closed while the requests run; `make test-offline` runs these and more in a
network of their own, where there is no way out at all.
"""

import socket
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.mailing.sending import send_due
from cms.models import HomePage, PlainPage
from network.enums import Role
from network.models import User

pytestmark = pytest.mark.django_db

HERE = {"127.0.0.1", "::1", "localhost", "", None}


class CalledOut(Exception):
    """Something wanted to reach another host."""


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Close every way out, and note what was tried, also where the caller hides its failure."""
    tried: list[str] = []

    def refuse(host: object) -> None:
        if host not in HERE:
            tried.append(str(host))
            raise CalledOut(host)

    def named(host: Any, *args: Any, **kwargs: Any) -> Any:
        refuse(host)
        return look_up(host, *args, **kwargs)

    def closed(original: Any) -> Any:
        def call(sender: socket.socket, *args: Any) -> Any:
            # The target comes last; a path is a socket of this machine: database, worker.
            if isinstance(args[-1], tuple):
                refuse(args[-1][0])
            return original(sender, *args)

        return call

    look_up = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", named)
    for name in ("connect", "connect_ex", "sendto"):
        monkeypatch.setattr(socket.socket, name, closed(getattr(socket.socket, name)))
    return tried


def by_name() -> None:
    socket.create_connection(("example.org", 443), timeout=1)


def by_number() -> None:
    with socket.socket() as caller:
        caller.connect(("192.0.2.1", 80))


def without_connection() -> None:
    with socket.socket(type=socket.SOCK_DGRAM) as caller:
        caller.sendto(b"x", ("192.0.2.1", 53))


@pytest.mark.parametrize("way", [by_name, by_number, without_connection])
def test_the_ways_out_are_closed(way: Callable[[], None], calls: list[str]) -> None:
    """The control: what follows proves nothing if a call could leave unseen."""
    with pytest.raises(CalledOut):
        way()

    assert len(calls) == 1


def test_reading_and_signing_in_call_nobody(home: HomePage, calls: list[str]) -> None:
    User.objects.create_user("lid@schakel.example", "een-lang-wachtwoord")
    client = Client()

    for address in ("/nl/", "/nl/zoeken/?q=maatjes", "/api/search?q=x", reverse("account_login")):
        assert client.get(address).status_code == 200
    client.post(reverse("account_reset_password"), {"email": "lid@schakel.example"})
    client.post(reverse("account_login"), {"login": "lid@schakel.example", "by": "code"})
    send_due()
    client = Client()
    client.post(
        reverse("account_login"),
        {"login": "lid@schakel.example", "password": "een-lang-wachtwoord"},
    )

    assert "_auth_user_id" in client.session
    assert client.get(reverse("account_security")).status_code == 200
    assert client.get(reverse("mfa_activate_totp")).status_code == 200
    assert calls == []


def test_the_admin_calls_nobody(
    home: HomePage, client: Client, account: Any, calls: list[str]
) -> None:
    """Stock Wagtail sends a hash of each address for a picture, and asks for updates."""
    client.force_login(account(Role.ADMINISTRATOR))

    pages = [
        client.get(address).content.decode()
        for address in ("/admin/", "/admin/users/", "/admin/account/", f"/admin/pages/{home.pk}/")
    ]

    assert not [page for page in pages if "gravatar" in page or "releases.wagtail" in page]
    assert calls == []


def test_publishing_calls_nobody(
    home: HomePage, client: Client, account: Any, calls: list[str]
) -> None:
    client.force_login(account(Role.EDITOR))

    fields = {
        "title": "Over ons",
        "slug": "over-ons",
        "summary": "Wie wij zijn.",
        "body": streamfield([]),
        "source_links": inline_formset([]),
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        "action-publish": "action-publish",
    }
    response = client.post(
        reverse("wagtailadmin_pages:add", args=["cms", "plainpage", home.pk]),
        nested_form_data(fields),
    )

    assert response.status_code == 302, response.context["form"].errors
    assert PlainPage.objects.live().filter(slug="over-ons").exists()
    assert client.get("/nl/over-ons/").status_code == 200
    assert calls == []
