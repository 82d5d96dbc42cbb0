"""People are told once, in their own language, and only what they may see and want to hear."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.utils.translation import gettext as _
from wagtail.models import PageViewRestriction

from cms.models import MailChoice, Notice, OutgoingMail
from cms.notices import hasty, services
from cms.notices.kinds import NoticeKind, kinds
from cms.notices.services import choose, tell
from cms.registry import Registry
from network.models import User
from tests.factories import ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_kinds(monkeypatch: pytest.MonkeyPatch) -> None:
    own: Registry[NoticeKind] = Registry("notice kind")
    own.register("test", NoticeKind(label="Test", why="Because."))
    own.register("other", NoticeKind(label="Other", why="Because."))
    monkeypatch.setattr(services, "kinds", own)
    assert "test" not in kinds


@pytest.fixture
def nel() -> User:
    return User.objects.create_user("nel@schakel.example", language="nl")


@pytest.fixture
def jo() -> User:
    return User.objects.create_user("jo@schakel.example", language="en")


def test_everybody_reads_it_in_their_own_language(nel: User, jo: User) -> None:
    told = tell("test", [nel, jo], key="1", line=lambda: _("Sign in"), address="/nl/")

    assert told == 2
    assert {notice.recipient: notice.line for notice in Notice.objects.all()} == {
        nel: "Inloggen",
        jo: "Sign in",
    }


def test_a_second_time_renews_what_was_not_mailed_and_adds_to_what_was(nel: User) -> None:
    tell("test", [nel], key="1", line="Eerst", address="/nl/")
    Notice.objects.update(seen_at="2026-01-01T00:00Z")
    tell("test", [nel], key="1", line="Toen", address="/nl/")
    (renewed,) = Notice.objects.all()
    assert (renewed.line, renewed.seen_at) == ("Toen", None)

    Notice.objects.update(mailed_at="2026-01-01T00:00Z")
    tell("test", [nel], key="1", line="Nu", address="/nl/")
    assert [notice.line for notice in Notice.objects.all()] == ["Nu", "Toen"]


def test_who_did_it_who_left_it_out_and_who_is_not_active_hear_nothing(nel: User, jo: User) -> None:
    inactive = User.objects.create_user("oud@schakel.example", is_active=False)
    MailChoice.objects.create(user=jo, muted=["test"])

    assert tell("test", [nel, jo, inactive], key="1", line="x", address="/", by=nel) == 0
    assert tell("other", [nel, jo, inactive], key="1", line="x", address="/") == 2


def test_a_kind_that_nobody_declared_is_a_mistake(nel: User) -> None:
    with pytest.raises(KeyError):
        tell("unknown", [nel], key="1", line="x", address="/")


@pytest.mark.parametrize(
    ("restriction", "heard_by"),
    [
        (PageViewRestriction.LOGIN, {"nel", "jo"}),
        (PageViewRestriction.GROUPS, {"nel"}),
        (PageViewRestriction.PASSWORD, set()),
    ],
)
def test_nobody_hears_of_a_page_that_they_may_not_open(
    home: Any, nel: User, jo: User, restriction: str, heard_by: set[str]
) -> None:
    page = ThemeFactory.create()
    group = Group.objects.create(name="insiders")
    nel.groups.add(group)
    # On the page above it: what is under a private page is private.
    row = PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type=restriction, password="geheim"
    )
    row.groups.add(group)

    tell("test", [nel, jo], key="1", line="x", address="/", page=page)

    names = {notice.recipient.email.partition("@")[0] for notice in Notice.objects.all()}
    assert names == heard_by


def test_telling_many_takes_as_many_queries_as_telling_a_few(
    django_assert_max_num_queries: Any,
) -> None:
    users = [User(email=f"{number}@schakel.example", language="nl") for number in range(300)]
    User.objects.bulk_create(users)

    with django_assert_max_num_queries(12):
        assert tell("test", users, key="1", line="x", address="/") == 300


def test_what_is_not_chosen_stays_as_it_was(nel: User) -> None:
    choose(nel, muted=["test", "no such kind"])
    choose(nel, weekly=False)

    choice = MailChoice.objects.of(nel)
    assert (choice.weekly, choice.muted) == (False, ["test"])


def test_what_somebody_chose_to_hear_at_once_is_mailed_once_and_not_in_the_week_again(
    nel: User, jo: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    own: Registry[NoticeKind] = Registry("notice kind")
    own.register("test", NoticeKind(label="Test", why="Because.", at_once=True))
    own.register("other", NoticeKind(label="Other", why="Because."))
    monkeypatch.setattr(services, "kinds", own)
    monkeypatch.setattr(hasty, "kinds", own)
    choose(jo, at_once=["test", "other"])
    assert MailChoice.objects.of(jo).at_once == ["test"]

    for _time in range(2):
        tell("other", [nel, jo], key="1", line="Anders", address="/nl/a/")
    tell("test", [nel, jo], key="1", line="Meteen & nu", address="/nl/x/")

    (mail,) = OutgoingMail.objects.all()
    assert (mail.to, mail.subject) == (jo.email, "Meteen & nu")
    assert "/nl/x/" in mail.text
    assert "Because." in mail.text
    unmailed = Notice.objects.unmailed()
    assert [each.kind for each in unmailed.filter(recipient=jo)] == ["other"]
    assert unmailed.filter(recipient=nel).count() == 2
