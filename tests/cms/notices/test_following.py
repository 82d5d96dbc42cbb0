"""Who follows a page hears once that it changed, and what was added to what they follow."""

from typing import Any

import pytest
from wagtail.models import Locale, Page

from cms.models import Follow, Notice
from cms.notices.following import follow, unfollow
from network.enums import Role
from network.models import User
from tests.factories import ActivityFactory, GuidanceFactory, LessonFactory, ThemeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def nel(account: Any) -> User:
    made: User = account(Role.MEMBER)
    return made


def change(page: Any, user: User | None = None) -> None:
    page.refresh_from_db()
    page.title += " (nieuw)"
    page.save_revision(user=user).publish()


def first(page: Any) -> None:
    """Publish for the first time: factories make pages that never were a draft."""
    Page.objects.filter(pk=page.pk).update(live=False, first_published_at=None)
    page.refresh_from_db()
    page.save_revision().publish()


def lines() -> list[str]:
    return [notice.line for notice in Notice.objects.all()]


def test_a_change_is_told_once_however_often_it_is_published(home: Any, nel: User) -> None:
    page = ThemeFactory.create(title="Samen eten")
    first(page)
    follow(nel, page)
    follow(nel, page)

    change(page)
    change(page)

    assert lines() == ["“Samen eten (nieuw) (nieuw)” is aangepast."]
    assert Notice.objects.get().address == page.get_url()


def test_whoever_publishes_is_not_told_of_it(home: Any, nel: User) -> None:
    page = ThemeFactory.create()
    first(page)
    follow(nel, page)

    change(page, user=nel)

    assert not lines()


def test_whoever_stopped_following_hears_nothing(home: Any, nel: User) -> None:
    page = ThemeFactory.create()
    first(page)
    follow(nel, page)
    unfollow(nel, page.translation_key)

    change(page)

    assert not Follow.objects.exists()
    assert not lines()


def test_a_translation_is_told_to_who_reads_it_and_the_original_to_the_others(
    english_home: Any, nel: User
) -> None:
    jo = User.objects.create_user("jo@schakel.example", language="en")
    page = ThemeFactory.create(title="Samen eten")
    first(page)
    for user in (nel, jo):
        follow(user, page)
    page.get_parent().copy_for_translation(Locale.objects.get(language_code="en"))
    english = page.copy_for_translation(Locale.objects.get(language_code="en"))
    english.title = "Eating together"
    english.save_revision().publish()
    # The first translation is no change of the text.
    assert not lines()

    change(page)
    assert {notice.recipient for notice in Notice.objects.all()} == {nel}
    change(english)

    notice = Notice.objects.get(recipient=jo)
    assert notice.line == "“Eating together (nieuw)” was changed."
    assert Notice.objects.count() == 2


def test_who_reads_a_language_without_a_translation_hears_of_the_original(
    english_home: Any,
) -> None:
    jo = User.objects.create_user("jo@schakel.example", language="en")
    page = ThemeFactory.create(title="Samen eten")
    first(page)
    follow(jo, page)

    change(page)

    assert lines() == ["“Samen eten (nieuw)” was changed."]


def test_a_new_lesson_is_told_once_to_who_follows_its_activity_guidance_or_theme(
    home: Any, nel: User
) -> None:
    activity, guidance = ActivityFactory.create(title="Buurttafel"), GuidanceFactory.create()
    lesson = LessonFactory.create(title="Koken", activities=[activity], supports=[guidance])
    follow(nel, activity)
    follow(nel, guidance)

    first(lesson)

    assert lines() == ["“Koken” is nieuw. Het gaat over “Buurttafel”."]
    Notice.objects.all().delete()
    change(lesson)
    assert not lines()


def test_who_follows_another_activity_hears_nothing_of_the_lesson(home: Any, nel: User) -> None:
    follow(nel, ActivityFactory.create())

    first(LessonFactory.create(activities=[ActivityFactory.create()]))

    assert not lines()
