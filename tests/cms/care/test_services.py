"""Looking after pages: still correct, handed over, planned."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageLogEntry

from cms.care.exceptions import CareError
from cms.care.services import hand_over, hand_over_all, months_later, plan_review, still_correct
from cms.enums import ChangeKind
from cms.models import HomePage, Notice, PageCare, PageChange
from tests.cms.care.looking_after import care_of, cared
from tests.cms.history.publishing import latest, new_page
from tests.factories import MemberFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 11, 22), 12, date(2027, 11, 22)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
    ],
)
def test_a_month_later_is_the_same_day_or_the_last_one(day: date, months: int, later: date) -> None:
    assert months_later(day, months) == later


def test_who_finds_a_page_still_correct_plans_the_next_look(home: HomePage) -> None:
    owner = MemberFactory.create(organisation=OrganisationFactory.create(name="Boogh")).user
    page = cared(home, days=-3, owner=owner, interval_months=6, reminded_for=date(2026, 1, 1))

    still_correct(page, owner)

    care, today = care_of(page), timezone.localdate()
    assert (care.last_confirmed_on, care.last_confirmed_by) == (today, "Boogh")
    assert (care.review_on, care.reminded_for) == (months_later(today, 6), None)
    change = latest(page)
    assert (change.kind, change.by, change.revision) == (ChangeKind.CONFIRMED, owner, None)


def test_saying_it_twice_is_one_line_of_history(home: HomePage) -> None:
    page, user = new_page(home), UserFactory.create()

    still_correct(page, user)
    still_correct(page, user)

    assert PageChange.objects.filter(page=page, kind=ChangeKind.CONFIRMED).count() == 1


def test_pages_are_handed_over_and_the_new_owner_hears_of_it(home: HomePage) -> None:
    old, new, by = UserFactory.create(), UserFactory.create(), UserFactory.create()
    pages = [cared(home, "Een", owner=old, deputy=new), new_page(home, title="Twee")]

    assert hand_over(pages, new, by=by) == 2

    assert [care_of(page).owner for page in pages] == [new, new]
    # One and the same account is not owner and deputy at once.
    assert care_of(pages[0]).deputy is None
    assert Notice.objects.get(recipient=new, kind="page_care")
    assert PageLogEntry.objects.filter(action="cms.hand_over", user=by).count() == 2


def test_a_deputy_can_be_chosen_and_the_owner_stays(home: HomePage) -> None:
    owner, deputy = UserFactory.create(), UserFactory.create()
    page = cared(home, owner=owner)

    hand_over([page], None, deputy, by=UserFactory.create())

    assert (care_of(page).owner, care_of(page).deputy) == (owner, deputy)


def test_handing_over_to_nobody_or_twice_the_same_is_refused(home: HomePage) -> None:
    page, user = new_page(home), UserFactory.create()

    for to, deputy in ((None, None), (user, user)):
        with pytest.raises(CareError):
            hand_over([page], to, deputy, by=user)
    assert not PageCare.objects.exists()


def test_everything_of_who_leaves_goes_to_somebody_else(home: HomePage) -> None:
    leaver, to, third = UserFactory.create_batch(3)
    owned = cared(home, "Een", owner=leaver, deputy=to)
    helped = cared(home, "Twee", owner=third, deputy=leaver)
    both = cared(home, "Drie", owner=to, deputy=leaver)

    hand_over_all([owned, helped, both], leaver, to, by=third)

    assert (care_of(owned).owner, care_of(owned).deputy) == (to, None)
    assert (care_of(helped).owner, care_of(helped).deputy) == (third, to)
    assert (care_of(both).owner, care_of(both).deputy) == (to, None)
    with pytest.raises(CareError):
        hand_over_all([owned], to, to, by=third)


def test_a_review_is_planned_in_the_future_only(home: HomePage) -> None:
    page, by, today = new_page(home), UserFactory.create(), timezone.localdate()

    with pytest.raises(CareError):
        plan_review([page], today, by=by)
    plan_review([page], today + timedelta(days=30), by=by)

    assert care_of(page).review_on == today + timedelta(days=30)
    assert PageLogEntry.objects.get(action="cms.plan_review").user == by
