"""Events in search: found by what they are about, where, from whom, and what was changed."""

from datetime import UTC, datetime
from typing import Any

import pytest

from cms.models import HomePage
from events.models import Event, Session
from events.services.places import next_number
from knowledge.models import PageTheme, TargetGroup
from search.documents import sources
from search.models import Dirty
from tests.factories import (
    EventPageFactory,
    NeighbourhoodFactory,
    OrganisationFactory,
    SessionFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(home: HomePage) -> Any:
    return EventPageFactory.create(title="Samen aan tafel", invitation="Kom mee-eten")


def document(page: Any) -> Any:
    [found] = sources["event"].build([str(page.translation_key)])
    return found


def marked() -> set[str]:
    return set(Dirty.objects.filter(target="event").values_list("key", flat=True))


def test_an_event_is_found_by_what_it_is_about_and_where(page: Any) -> None:
    theme = ThemeFactory.create(title="Eenzaam")
    PageTheme.objects.create(page=page, theme=theme)
    group = TargetGroup.objects.create(code="ouderen", label_nl="Ouderen", label_en="Old people")
    event = page.event
    event.target_groups.add(group)
    event.kind, event.place, event.address = "training", "De Zaal", "Laan 1"
    event.neighbourhood = NeighbourhoodFactory.create(code="west")
    event.organiser = OrganisationFactory.create(name="Het Buurthuis")
    event.starts_at = datetime(2030, 12, 31, 23, 30, tzinfo=UTC)
    event.ends_at = datetime(2031, 1, 1, 2, tzinfo=UTC)
    event.save()
    host = OrganisationFactory.create(name="De Bieb")
    SessionFactory.create(slot__event=event, title_nl="Soep koken", host_organisation=host)

    found = document(page)

    assert found.facets == {
        "theme": (theme.slug,),
        "target_group": ("ouderen",),
        "neighbourhood": ("west",),
    }
    words = ("Training", "De Zaal", "Laan 1", "Het Buurthuis", "Soep koken", "De Bieb", "Eenzaam")
    assert [word for word in words if word not in found.text.context] == []
    # The day by the clock of its place.
    assert found.date == "2031-01-01"


def test_a_page_without_a_row_is_found_by_its_words(page: Any) -> None:
    Event.objects.all().delete()

    assert "Kom mee-eten" in document(page).text.shown


def test_many_events_take_as_many_questions_as_one(
    page: Any, django_assert_max_num_queries: Any
) -> None:
    def asked() -> int:
        with django_assert_max_num_queries(60) as queries:
            list(sources["event"].build([str(each) for each in keys]))
        return len(queries)

    keys = [page.translation_key]
    SessionFactory.create(slot__event=page.event)
    asked()
    one = asked()
    for _each in range(5):
        other = EventPageFactory.create()
        SessionFactory.create(slot__event=other.event)
        keys.append(other.translation_key)

    assert asked() == one


def test_what_changes_what_is_found_is_read_again(page: Any) -> None:
    key, event = str(page.translation_key), page.event
    session = SessionFactory.create(slot__event=event)
    organiser = OrganisationFactory.create()
    event.organiser = organiser
    group = TargetGroup.objects.create(code="ouderen", label_nl="Ouderen", label_en="Old people")

    def renamed(thing: Any, **values: Any) -> None:
        for name, value in values.items():
            setattr(thing, name, value)
        thing.save()

    for change in (
        lambda: renamed(event, place="Elders"),
        lambda: renamed(session, title_nl="Anders"),
        lambda: renamed(organiser, name="Nieuwe naam"),
        lambda: event.target_groups.add(group),
        lambda: Session.objects.get().delete(),
    ):
        Dirty.objects.all().delete()
        change()
        assert key in marked()


def test_a_registration_changes_nothing_that_is_found(page: Any) -> None:
    Dirty.objects.all().delete()

    next_number(page.event)

    assert marked() == set()
