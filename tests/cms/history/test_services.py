"""What is written in the history of a page when it is published."""

import pytest
from wagtail.log_actions import LogContext
from wagtail.models import Locale

from cms.enums import ChangeKind
from cms.history.services import noting
from cms.models import HomePage, PageChange, PlainPage
from tests.cms.history.publishing import new_page, publish
from tests.factories import MemberFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home: HomePage) -> PlainPage:
    return new_page(home)


def changes(page: PlainPage) -> list[PageChange]:
    return list(PageChange.objects.filter(page=page))


def test_each_publication_is_one_change(page: PlainPage) -> None:
    publish(page, summary="Twee")

    latest, first = changes(page)
    page.refresh_from_db()
    assert latest.revision_id == page.live_revision_id
    assert (latest.happened_at, first.happened_at) == (
        page.last_published_at,
        page.first_published_at,
    )
    assert latest.kind == ChangeKind.EDITED


def test_who_wrote_it_has_the_credit_with_their_organisation_of_that_moment(
    page: PlainPage,
) -> None:
    writer = MemberFactory.create(organisation=OrganisationFactory.create(name="Boogh")).user

    publish(page, user=writer, summary="Twee")

    latest = changes(page)[0]
    assert (latest.by, latest.organisation, latest.reviewed_by) == (writer, "Boogh", None)


def test_who_publishes_what_somebody_else_wrote_looked_at_it(page: PlainPage) -> None:
    writer, editor = UserFactory.create(), UserFactory.create()

    with LogContext(user=editor):
        publish(page, user=writer, summary="Twee")

    assert (changes(page)[0].by, changes(page)[0].reviewed_by) == (writer, editor)


def test_what_is_said_about_a_change_is_kept_with_it(page: PlainPage) -> None:
    writer, reviewer = UserFactory.create(), UserFactory.create()

    with noting("Nieuw\nadres", ChangeKind.SUGGESTED, writer, "Boogh", reviewed_by=reviewer):
        publish(page, summary="Twee")
    publish(page, summary="Drie")

    later, latest = changes(page)[:2]
    assert (latest.note, latest.kind, latest.by) == ("Nieuw adres", "suggested", writer)
    assert (latest.organisation, latest.reviewed_by) == ("Boogh", reviewer)
    assert (later.note, later.kind, later.by) == ("", "edited", None)


def test_a_note_that_is_too_long_is_cut_rather_than_lost(page: PlainPage) -> None:
    with noting("x" * 400):
        publish(page, summary="Twee")

    assert changes(page)[0].note == "x" * 300


def test_publishing_the_same_version_again_is_no_change(page: PlainPage) -> None:
    page.live_revision.publish()

    assert len(changes(page)) == 1


def test_an_alias_has_no_history_of_its_own(page: PlainPage, english_home: HomePage) -> None:
    alias = page.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)

    publish(page, summary="Twee")

    assert not PageChange.objects.filter(page=alias.pk).exists()
    assert len(changes(page)) == 2


def test_a_draft_is_not_in_the_history(page: PlainPage) -> None:
    page.summary = "Nog niet"
    page.save_revision()

    assert len(changes(page)) == 1
