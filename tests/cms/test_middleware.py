"""Language by address, and a busy database."""

from typing import Any

import pytest
from django.contrib.sessions.middleware import SessionMiddleware
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory

from cms.middleware import DatabaseBusyMiddleware
from cms.models import HomePage


def test_the_front_door_leads_to_the_dutch_home_page(client: Client) -> None:
    response = client.get("/", headers={"accept-language": "en"})

    assert response.status_code == 302
    assert response.headers["Location"] == "/nl/"


@pytest.mark.django_db
def test_the_language_comes_from_the_address_whatever_the_cookie_says(
    english_home: HomePage, client: Client
) -> None:
    client.cookies["django_language"] = "nl"

    response = client.get("/en/")

    assert response.headers["Content-Language"] == "en"
    assert '<html lang="en"' in response.content.decode()


@pytest.mark.django_db
def test_public_pages_allow_no_inline_script_and_the_admin_does(
    home: HomePage, client: Client, admin_client: Client
) -> None:
    public = client.get("/nl/").headers["Content-Security-Policy"]
    admin = admin_client.get("/admin/").headers["Content-Security-Policy"]

    assert "script-src 'self';" in f"{public};"
    assert "unsafe-inline" not in public
    assert "script-src 'self' 'unsafe-inline'" in admin


def test_a_database_that_stays_locked_is_answered_with_503_and_when_to_try_again(
    rf: RequestFactory,
) -> None:
    middleware = DatabaseBusyMiddleware(lambda request: HttpResponse())

    response = middleware.process_exception(rf.get("/"), OperationalError("database is locked"))

    assert response is not None
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"


def test_another_database_error_is_not_hidden(rf: RequestFactory) -> None:
    middleware = DatabaseBusyMiddleware(lambda request: HttpResponse())

    assert middleware.process_exception(rf.get("/"), OperationalError("no such table")) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "message", "status"),
    [
        ("get", "database is locked", 503),
        ("get", "no such table", 500),
        # What was sent may have been kept before the session was.
        ("post", "database is locked", 500),
    ],
)
def test_a_database_that_is_locked_around_a_view_is_not_called_our_fault(
    method: str, message: str, status: int, home: HomePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: Any) -> None:
        raise OperationalError(message)

    client = Client(raise_request_exception=False)
    monkeypatch.setattr(SessionMiddleware, "process_response", fail)

    response = getattr(client, method)("/nl/account/login/")

    assert response.status_code == status
    assert response.headers.get("Retry-After") == ("5" if status == 503 else None)
