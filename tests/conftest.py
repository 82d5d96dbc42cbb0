"""Fixtures for every floor's tests."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from hypothesis import settings as hypothesis_settings
from wagtail.models import Locale, Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.models import HomePage
from network.enums import ADMIN_ROLES, Role
from network.models import User
from tests.migrated import start_from_migrated
from tests.own_database import own_database as copied_database

# What decides whether a change may land tries the same examples each time; at home they vary.
# A busy machine is slow, and no test fails for that: times are measured by `make bench`.
hypothesis_settings.register_profile("home", deadline=None)
hypothesis_settings.register_profile("ci", deadline=None, derandomize=True)
hypothesis_settings.load_profile("ci" if os.environ.get("CI") else "home")


def pytest_collection_finish() -> None:
    """Thousands of tests and all of Django stay: the garbage collector need not look at them."""
    gc.freeze()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> None:
    """Begin with a copy of a database that was migrated before; PostgreSQL has `--reuse-db`."""
    if connection.vendor == "sqlite":
        start_from_migrated()


@pytest.fixture(autouse=True)
def mail_goes_through_the_queue(settings: Any) -> None:
    """Undo what Django's test runner sets: mail is written to the database, as on the site.

    `cms.mailing.sending.send_due()` sends what is due to `django.core.mail.outbox`.
    """
    settings.EMAIL_BACKEND = "cms.mailing.backend.QueueBackend"


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """What one test tried too often does not count for the next one."""
    cache.clear()


@pytest.fixture
def own_database(db: None, tmp_path: Path) -> Iterator[str]:
    """A copy of the database for this test alone, as `SCHAKEL_DATABASE`: what it writes stays."""
    with copied_database(tmp_path) as address:
        yield address


@pytest.fixture
def home(db: None) -> HomePage:
    """The Dutch home page, as the root of the default site."""
    with transaction.atomic():
        return front_page()


def front_page() -> HomePage:
    """Make the Dutch home page in place of the one of a new Wagtail."""
    locale, _created = Locale.objects.get_or_create(language_code="nl")
    Locale.objects.get_or_create(language_code="en")
    root = without_welcome_page()
    page = HomePage(title="Schakel", slug="home", locale=locale)
    # It refers to nothing yet; looking for that takes longer than saving it.
    with disable_reference_index_auto_update():
        root.add_child(instance=page)
    Site.objects.update_or_create(
        is_default_site=True, defaults={"root_page": page, "hostname": "localhost"}
    )
    return page


def without_welcome_page() -> Page:
    """Drop the page that a new Wagtail shows; return the root.

    Nothing belongs to it but the default site, which gets another page in the same transaction.
    Django would look for more in sixty tables, and nearly every test begins here.
    """
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM wagtailcore_page WHERE depth = 2")
    Page.objects.filter(depth=1).update(numchild=0)
    return Page.objects.get(depth=1)


@pytest.fixture
def english_home(home: HomePage) -> HomePage:
    """The English home page, a translation of the Dutch one."""
    page: Any = home.copy_for_translation(Locale.objects.get(language_code="en"))
    page.title = "Schakel in English"
    page.save_revision().publish()
    return page


@pytest.fixture
def superuser(db: None) -> User:
    """The emergency account, with a second step."""
    user: User = User.objects.create_superuser("nood@schakel.example", "wachtwoord")
    TOTP.activate(user, generate_totp_secret())
    return user


@pytest.fixture
def admin_client(superuser: User) -> Client:
    """Somebody who may do everything and is past the second step."""
    client = Client()
    client.force_login(superuser)
    return client


@pytest.fixture
def account(db: None) -> Any:
    """A function that makes an account with a role."""

    def make(role: Role) -> User:
        user = User.objects.create_user(f"{role.value}@schakel.example", "wachtwoord")
        user.groups.add(Group.objects.get(name=role.value))
        if role in ADMIN_ROLES:
            TOTP.activate(user, generate_totp_secret())
        return user

    return make
