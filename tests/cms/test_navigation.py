"""The frame of every page: menu, languages, breadcrumb, what is always in sight."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.template import Context, Template
from django.test import Client, RequestFactory
from django.utils import translation
from django.views.defaults import permission_denied
from wagtail.models import Locale, Page, Site

from cms.models import ContactPoint, HomePage, NavigationSettings, PlainPage
from cms.navigation import language_links, navigation_for, page_query
from cms.templatetags.schakel import partial_date
from network.enums import Role

pytestmark = pytest.mark.django_db


def add(parent: Page, title: str, **fields: Any) -> PlainPage:
    page: PlainPage = parent.add_child(instance=PlainPage(title=title, **fields))
    return page


def request_for(path: str = "/nl/") -> Any:
    request = RequestFactory().get(path, headers={"host": "localhost"})
    Site.find_for_request(request)
    return request


@pytest.fixture
def frame(home: HomePage, english_home: HomePage) -> dict[str, PlainPage]:
    """A menu page with a child, a page beside the menu, a draft, the worry page, a phone number."""
    pages = {
        "about": add(home, "Over ons", slug="over-ons", show_in_menus=True),
        "worry": add(home, "Zorgen", slug="zorgen"),
        "draft": add(home, "Concept", slug="concept", show_in_menus=True, live=False),
    }
    pages["role"] = add(pages["about"], "Rol van de gemeente", slug="rol")
    contact = ContactPoint.objects.create(
        name="Netwerk", phone="030 100 00 10", locale=Locale.objects.get(language_code="nl")
    )
    NavigationSettings.objects.create(
        site=Site.objects.get(is_default_site=True), worry_page=pages["worry"], contact=contact
    )
    return pages


def test_the_menu_holds_the_live_pages_that_ask_for_it(frame: dict[str, PlainPage]) -> None:
    navigation = navigation_for(request_for())
    assert [link.title for link in navigation.menu] == ["Over ons"]
    assert [link.title for link in navigation.beside] == ["Zorgen"]


def test_the_menu_marks_where_the_visitor_is(frame: dict[str, PlainPage]) -> None:
    assert navigation_for(request_for("/nl/over-ons/rol/")).menu[0].current
    assert not navigation_for(request_for("/nl/zorgen/")).menu[0].current


def test_a_page_only_members_may_read_is_not_in_the_menu(frame: dict[str, PlainPage]) -> None:
    frame["about"].view_restrictions.create(restriction_type="login")
    assert navigation_for(request_for()).menu == []


def test_the_frame_of_a_page_takes_few_queries_however_many_pages_there_are(
    frame: dict[str, PlainPage], django_assert_max_num_queries: Any
) -> None:
    for number in range(20):
        add(Page.objects.get(slug="home", depth=2), f"Pagina {number}", show_in_menus=True)
    request = request_for()
    with django_assert_max_num_queries(8):
        navigation = navigation_for(request)
    assert len(navigation.menu) == 21
    with django_assert_max_num_queries(0):
        navigation_for(request)


def test_the_worry_page_is_shown_in_the_language_of_the_visitor(
    frame: dict[str, PlainPage],
) -> None:
    english: Any = frame["worry"].copy_for_translation(Locale.objects.get(language_code="en"))
    english.title = "Worries"
    english.save_revision().publish()
    with translation.override("en"):
        worry = navigation_for(request_for("/en/")).worry
    assert worry is not None
    assert (worry.title, worry.url) == ("Worries", "/en/zorgen/")


def test_without_a_translation_the_worry_page_and_the_phone_number_stay_dutch(
    frame: dict[str, PlainPage],
) -> None:
    with translation.override("en"):
        navigation = navigation_for(request_for("/en/"))
    assert navigation.worry is not None
    assert navigation.worry.url == "/nl/zorgen/"
    assert navigation.contact is not None
    assert navigation.contact.phone == "030 100 00 10"


def test_the_language_switch_stays_on_the_page_and_keeps_its_filters(
    frame: dict[str, PlainPage],
) -> None:
    frame["about"].copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
    links = language_links(request_for("/nl/over-ons/?page=2"), frame["about"])
    assert [link.url for link in links] == ["/nl/over-ons/?page=2", "/en/over-ons/?page=2"]
    assert [link.translated for link in links] == [True, False]


def test_a_page_without_a_version_switches_to_the_front_page(frame: dict[str, PlainPage]) -> None:
    english = language_links(request_for("/nl/over-ons/"), frame["about"])[1]
    assert english.url == "/en/"
    assert english.name == "English"


def test_a_version_only_members_may_read_is_not_linked_to(frame: dict[str, PlainPage]) -> None:
    english = frame["about"].copy_for_translation(Locale.objects.get(language_code="en"))
    english.save_revision().publish()
    english.view_restrictions.create(restriction_type="login")

    link = language_links(request_for("/nl/over-ons/"), frame["about"])[1]

    assert (link.url, link.translated) == ("/en/", False)


def test_the_alias_of_a_page_only_members_may_read_is_not_in_the_menu(
    frame: dict[str, PlainPage],
) -> None:
    frame["about"].copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
    with translation.override("en"):
        assert [link.title for link in navigation_for(request_for("/en/")).menu] == ["Over ons"]

    frame["about"].view_restrictions.create(restriction_type="login")

    with translation.override("en"):
        assert navigation_for(request_for("/en/")).menu == []


def test_the_breadcrumb_says_that_the_title_of_an_alias_is_dutch(
    frame: dict[str, PlainPage], client: Client
) -> None:
    english = Locale.objects.get(language_code="en")
    frame["about"].copy_for_translation(english, alias=True)
    role = frame["role"].copy_for_translation(english)
    role.title = "Role of the municipality"
    role.save_revision().publish()

    page = client.get("/en/over-ons/rol/", headers={"host": "localhost"}).content.decode()

    assert '<a href="/en/over-ons/" lang="nl">Over ons</a>' in page
    assert '<a href="/en/">Home</a>' in page


@pytest.mark.parametrize(
    ("path", "title"),
    [("/nl/", "Je kunt deze pagina niet openen"), ("/en/", "You cannot open this page")],
)
@pytest.mark.parametrize("role", [None, Role.MEMBER])
def test_a_page_that_may_not_be_opened_says_so_and_offers_a_way_on(
    path: str, title: str, role: Role | None, home: HomePage, account: Any
) -> None:
    request = request_for(path)
    request.user = account(role) if role else AnonymousUser()

    with translation.override(path.strip("/")):
        answer = permission_denied(request, PermissionDenied())

    page = answer.content.decode()
    assert answer.status_code == 403
    assert f"<h1>{title}</h1>" in page
    assert (f'class="button" href="{path}account/login/"' in page) is (role is None)


def test_a_view_that_is_no_page_switches_language_too(home: HomePage) -> None:
    links = language_links(request_for("/nl/account/login/"), None)
    assert [link.url for link in links] == ["/nl/account/login/", "/en/account/login/"]


def test_translations_name_each_other_and_mirrored_pages_are_not_indexed(
    frame: dict[str, PlainPage], client: Client
) -> None:
    frame["about"].copy_for_translation(Locale.objects.get(language_code="en"), alias=True)
    front = client.get("/nl/", headers={"host": "localhost"}).content.decode()
    assert 'hreflang="en" href="http://localhost/en/"' in front
    assert '<link rel="canonical" href="http://localhost/nl/">' in front
    mirrored = client.get("/en/over-ons/", headers={"host": "localhost"}).content.decode()
    assert '<meta name="robots" content="noindex">' in mirrored
    assert '<h1 lang="nl">Over ons</h1>' in mirrored
    assert '<html lang="en">' in mirrored


def test_the_breadcrumb_leads_from_the_front_page_to_the_page_above(
    frame: dict[str, PlainPage],
) -> None:
    template = Template(
        "{% load schakel %}{% breadcrumb page as up %}{% for p in up %}{{ p.url }} {% endfor %}"
    )
    context = Context({"page": frame["role"], "request": request_for()})
    assert template.render(context) == "/nl/ /nl/over-ons/ "


def test_public_pages_carry_no_token_no_inline_style_and_no_inline_script(
    frame: dict[str, PlainPage], client: Client
) -> None:
    page = client.get("/nl/over-ons/", headers={"host": "localhost"}).content.decode()
    assert "csrfmiddlewaretoken" not in page
    assert "<style" not in page
    assert " style=" not in page
    assert "<script" not in page


def test_signing_out_is_a_link_to_a_form(
    frame: dict[str, PlainPage], client: Client, account: Any
) -> None:
    client.force_login(account(Role.MEMBER))
    page = client.get("/nl/over-ons/", headers={"host": "localhost"}).content.decode()
    assert "/nl/account/logout/" in page
    assert "/admin/" not in page


def test_an_editor_gets_a_link_to_the_form_of_this_page(
    frame: dict[str, PlainPage], client: Client, account: Any
) -> None:
    client.force_login(account(Role.EDITOR))
    page = client.get("/nl/over-ons/", headers={"host": "localhost"}).content.decode()
    assert f"/admin/pages/{frame['about'].pk}/edit/" in page


@pytest.mark.parametrize("template", ["500.html", "503.html"])
def test_the_pages_for_trouble_ask_the_database_nothing(
    template: str, django_assert_num_queries: Any
) -> None:
    from django.template.loader import render_to_string

    with django_assert_num_queries(0):
        assert "<h1>" in render_to_string(template)


def test_an_address_that_does_not_exist_offers_a_way_on(home: HomePage, client: Client) -> None:
    answer = client.get("/nl/bestaat-niet/", headers={"host": "localhost"})
    assert answer.status_code == 404
    assert 'role="search"' in answer.content.decode() or 'type="search"' in answer.content.decode()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2019", "2019"),
        ("2019-09", "september 2019"),
        ("2019-09-24", "24 september 2019"),
        ("", ""),
    ],
)
def test_a_partial_date_is_written_as_far_as_it_is_known(value: str, shown: str) -> None:
    assert partial_date(value) == shown


def test_a_page_of_a_list_keeps_the_filters() -> None:
    assert page_query("free=1", 3) == "?free=1&page=3"
    assert page_query("", 2) == "?page=2"
