"""What the page of a coalition and the list of all show, and to whom."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.models import HomePage
from coalitions.models import Coalition
from knowledge.models import PageTheme
from network.enums import Consent
from tests.factories import (
    ActivityFactory,
    CallFactory,
    CoalitionPageFactory,
    MemberFactory,
    OrganisationFactory,
    ParticipationFactory,
    ProgressUpdateFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> Any:
    return MemberFactory.create(
        user__name="Trees Trekker",
        function="opbouwwerker",
        organisation=OrganisationFactory.create(name="Buurthuis De Brug"),
    ).user


@pytest.fixture
def page(home: HomePage, lead: Any) -> Any:
    return CoalitionPageFactory.create(
        title="Samen eten",
        goal="Iedereen eet een keer mee.",
        facts__lead=lead,
        facts__funding="Wijkbudget",
        facts__funding_until=date(2027, 3, 31),
    )


def shown_to(client: Client, page: Any, user: Any = None) -> str:
    client.logout()
    if user:
        client.force_login(user)
    response = client.get(page.get_url())
    assert response.status_code == 200
    return response.content.decode()


def test_a_visitor_reads_what_it_is_and_for_whom_the_lead_works_but_no_name(
    client: Client, page: Any
) -> None:
    shown = shown_to(client, page)

    for words in ("Iedereen eet", "Buurthuis De Brug", "Opbouwwerker", "Wijkbudget", "31 maart"):
        assert words in shown
    assert "Trees Trekker" not in shown


def test_a_lead_who_lets_everybody_write_is_named_to_everybody(client: Client, page: Any) -> None:
    member = page.coalition.lead.member
    member.phone, member.phone_consent = "030 100 00 77", Consent.PUBLIC
    member.save()

    shown = shown_to(client, page)

    assert "Trees Trekker" in shown
    assert "030 100 00 77" in shown


def test_members_read_names_and_visitors_the_organisations_and_how_many(
    client: Client, page: Any
) -> None:
    taking_part = MemberFactory.create(user__name="Mo Meedoener")
    ParticipationFactory.create(
        coalition=page.coalition,
        user=taking_part.user,
        organisation=OrganisationFactory.create(name="Moskee De Poort"),
    )

    outside, inside = shown_to(client, page), shown_to(client, page, MemberFactory.create().user)

    assert "Mo Meedoener" not in outside
    assert "Moskee De Poort" in outside
    assert client.get(page.get_url()).context["circle"].count == 2
    assert "Mo Meedoener" in inside


def test_an_account_that_was_switched_off_is_not_named(client: Client, page: Any) -> None:
    gone = MemberFactory.create(user__name="Weg Gegaan", user__is_active=False)
    ParticipationFactory.create(coalition=page.coalition, user=gone.user)

    assert "Weg Gegaan" not in shown_to(client, page, MemberFactory.create().user)


def test_the_page_says_when_the_last_update_was_and_reproaches_nobody(
    client: Client, page: Any
) -> None:
    ProgressUpdateFactory.create(
        coalition=page.coalition, happened_on=date(2026, 3, 3), happened="Geheim van het netwerk"
    )

    shown = shown_to(client, page)

    assert "3 maart 2026" in shown
    assert "Geheim van het netwerk" not in shown
    assert "Geheim van het netwerk" in shown_to(client, page, MemberFactory.create().user)


def test_only_who_takes_part_reads_what_is_for_the_coalition_alone(
    client: Client, page: Any, lead: Any
) -> None:
    ProgressUpdateFactory.create(
        coalition=page.coalition, visibility="coalition", happened="Onder ons"
    )
    CallFactory.create(coalition=page.coalition, visibility="coalition", line="Wie van ons belt?")

    for words in ("Onder ons", "Wie van ons belt?"):
        assert words in shown_to(client, page, lead)
        assert words not in shown_to(client, page, MemberFactory.create().user)
        assert words not in shown_to(client, page)


def test_the_public_page_holds_no_form_token(client: Client, page: Any) -> None:
    assert "csrfmiddlewaretoken" not in shown_to(client, page)
    assert "csrftoken" not in client.cookies


def test_buttons_are_for_who_may_use_them(client: Client, page: Any, lead: Any) -> None:
    join = reverse("coalition_join", args=[page.coalition.pk])
    manage = reverse("coalition_manage", args=[page.coalition.pk])

    visitor, member = shown_to(client, page), shown_to(client, page, MemberFactory.create().user)
    own = shown_to(client, page, lead)

    assert join in visitor, "signing in comes in between"
    assert (join in member, manage in member) == (True, False)
    assert (join in own, manage in own) == (False, True)


def test_a_completed_coalition_shows_what_it_brought(client: Client, page: Any) -> None:
    Coalition.objects.update(status="completed", result="Elke week dertig mensen aan tafel.")

    assert "Elke week dertig mensen aan tafel." in shown_to(client, page)


def test_the_page_takes_no_more_queries_with_more_people_and_updates(
    client: Client, page: Any, lead: Any
) -> None:
    def count() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(page.get_url())
        return len(queries)

    def grow() -> None:
        for _each in range(3):
            member = MemberFactory.create(organisation=OrganisationFactory.create())
            ParticipationFactory.create(
                coalition=page.coalition, user=member.user, organisation=member.organisation
            )
            page.coalition.activities.add(ActivityFactory.create())
            ProgressUpdateFactory.create(
                coalition=page.coalition, author=member.user, organisation=member.organisation
            )
            CallFactory.create(coalition=page.coalition, asked_by=member.user)

    grow()
    client.force_login(lead)
    count()
    before = count()
    grow()
    # The frame of every page is read anew once a page was added.
    count()

    assert count() == before


# The list of all


def test_the_list_shows_status_last_update_and_what_is_needed_first_who_is_at_work(
    client: Client, page: Any, lead: Any
) -> None:
    CoalitionPageFactory.create(title="Afgerond", facts__lead=lead, facts__status="completed")
    ProgressUpdateFactory.create(
        coalition=page.coalition,
        happened_on=date(2026, 3, 3),
        needed="Een keuken op dinsdag",
        visibility="public",
    )
    ProgressUpdateFactory.create(
        coalition=page.coalition, happened_on=date(2026, 4, 3), needed="Iets voor leden"
    )
    index = page.get_parent()

    response = client.get(index.get_url())
    shown = response.content.decode()

    assert [each.title for each in response.context["results"]] == ["Samen eten", "Afgerond"]
    assert "Een keuken op dinsdag" in shown
    assert "Iets voor leden" not in shown
    assert "3 april 2026" in shown
    client.force_login(lead)
    assert "Iets voor leden" in client.get(index.get_url()).content.decode()


def test_the_list_is_filtered_by_status_and_theme(client: Client, page: Any, lead: Any) -> None:
    CoalitionPageFactory.create(title="Afgerond", facts__lead=lead, facts__status="completed")
    theme = ThemeFactory.create()
    PageTheme.objects.create(page=page, theme=theme)
    address = page.get_parent().get_url()

    def titles(**query: str) -> list[str]:
        return [each.title for each in client.get(address, query).context["results"]]

    assert titles(status="completed") == ["Afgerond"]
    assert titles(theme=theme.slug) == ["Samen eten"]
    assert titles(theme=theme.slug, status="completed") == []


def test_the_list_takes_no_more_queries_with_more_coalitions(
    client: Client, page: Any, lead: Any
) -> None:
    address = page.get_parent().get_url()

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    count()
    before = count()
    for _each in range(3):
        more = CoalitionPageFactory.create(facts__lead=lead)
        ProgressUpdateFactory.create(coalition=more.coalition, needed="Hulp", visibility="public")
    count()

    assert count() == before


def test_what_a_completed_coalition_brought_is_shown_with_its_lists(
    client: Client, page: Any
) -> None:
    Coalition.objects.filter(pk=page.coalition.pk).update(
        status="completed", result="- Dertig eters\n- Een <b>kok</b>"
    )

    shown = shown_to(client, page)

    assert "<li>Dertig eters</li>" in shown
    assert "&lt;b&gt;kok" in shown


def test_a_visitor_finds_the_way_to_take_part_until_it_is_completed(
    client: Client, page: Any
) -> None:
    address = reverse("coalition_join", args=[page.coalition.pk])

    assert address in shown_to(client, page)
    assert reverse("join") in shown_to(client, page)
    Coalition.objects.filter(pk=page.coalition.pk).update(status="completed")
    assert address not in shown_to(client, page)


def test_the_list_does_not_say_that_a_completed_coalition_still_needs_something(
    client: Client, page: Any
) -> None:
    ProgressUpdateFactory.create(
        coalition=page.coalition, needed="Twintig kommen", visibility="public"
    )
    address = page.get_parent().get_url()

    assert "Twintig kommen" in client.get(address).content.decode()
    Coalition.objects.filter(pk=page.coalition.pk).update(status="completed")
    assert "Twintig kommen" not in client.get(address).content.decode()


def test_the_day_of_the_last_update_leads_down_to_the_log(client: Client, page: Any) -> None:
    assert 'href="#updates"' not in shown_to(client, page)
    ProgressUpdateFactory.create(coalition=page.coalition, visibility="public")

    assert 'href="#updates"' in shown_to(client, page)
    assert 'id="updates"' in shown_to(client, page)


def test_a_long_log_ends_with_the_way_to_all_of_it(client: Client, page: Any) -> None:
    for number in range(23):
        ProgressUpdateFactory.create(
            coalition=page.coalition,
            happened=f"Bericht nummer {number}.",
            visibility="public",
            happened_on=date(2026, 1, 1 + number),
        )

    first = shown_to(client, page)
    whole = client.get(page.get_url() + "?log=all").content.decode()

    assert "Bericht nummer 22." in first
    assert "Bericht nummer 2." not in first
    assert "?log=all#updates" in first
    assert "Bericht nummer 0." in whole
    assert "?log=all#updates" not in whole
