"""What a feed reader is given: what everybody may read, and nothing else."""

import xml.etree.ElementTree as ET
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page, PageViewRestriction

from cms.feeds import ENTRIES
from cms.models import HomePage, PlainPage
from knowledge.models import LessonActivity, PageTheme
from tests.factories import ActivityFactory, LessonFactory, ThemeFactory

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
SECRET = "Kanarie"
NL = "/nl/atom/"


def published(parent: Page, title: str, **fields: Any) -> PlainPage:
    page: PlainPage = parent.add_child(instance=PlainPage(title=title, **fields))
    page.save_revision().publish()
    return page


def feed(client: Client, address: str = NL) -> ET.Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(response.content)  # noqa: S314  # it is our own


def titles(root: ET.Element) -> list[str | None]:
    return [title.text for title in root.iterfind(f"{ATOM}entry/{ATOM}title")]


def ids(root: ET.Element) -> list[str | None]:
    return [each.text for each in root.iterfind(f"{ATOM}entry/{ATOM}id")]


def make_private(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def of(page: Page, language: str = "nl") -> str:
    return f"/{language}/atom/{page.translation_key}/"


def test_what_was_published_last_comes_first(home: HomePage, client: Client) -> None:
    older, newer = published(home, "Eerst"), published(home, "Daarna", summary="Samen <eten>.")
    newer.refresh_from_db()
    Page.objects.filter(pk=older.pk).update(last_published_at=timezone.now() - timedelta(days=2))

    root = feed(client)

    assert titles(root)[:2] == ["Daarna", "Eerst"]
    entry = root.find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}summary") == "Samen &lt;eten&gt;."
    assert entry.findtext(f"{ATOM}updated", "").startswith(f"{newer.last_published_at:%Y-%m-%d}")
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"http://testserver/nl/{newer.slug}/"


def test_drafts_private_pages_and_what_is_below_them_never_appear(
    home: HomePage, client: Client
) -> None:
    open_page = published(home, "Open")
    home.add_child(instance=PlainPage(title=f"Concept {SECRET}", live=False))
    private = published(home, f"Besloten {SECRET}")
    published(private, f"Eronder {SECRET}")
    make_private(private)
    gone = published(home, f"Weg {SECRET}")
    gone.unpublish()
    open_page.title = f"Nieuwe titel {SECRET}"
    open_page.save_revision()

    for address in (NL, of(home), of(open_page)):
        assert "Open" in titles(feed(client, address))
        assert SECRET not in client.get(address).content.decode()


def test_a_private_page_answers_as_one_that_does_not_exist(home: HomePage, client: Client) -> None:
    private = published(home, "Besloten")
    assert client.get(of(private)).status_code == 200
    make_private(private)

    unknown = str(uuid4())
    refused, missing = client.get(of(private)), client.get(f"/nl/atom/{unknown}/")

    assert refused.status_code == missing.status_code == 404
    asked_for = str(private.translation_key)
    assert refused.content.decode().replace(asked_for, unknown) == missing.content.decode()
    assert client.head(of(private)).status_code == 404


def test_each_language_has_its_own_feed_without_mirrored_texts(
    english_home: HomePage, home: HomePage, client: Client
) -> None:
    dutch = published(home, "Samen eten")
    only_dutch = published(home, "Alleen Nederlands")
    english = dutch.copy_for_translation(Locale.objects.get(language_code="en"))
    english.title = "Eating together"
    english.save_revision().publish()
    only_dutch.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)

    nl, en = feed(client), feed(client, "/en/atom/")

    assert {"Samen eten", "Alleen Nederlands"} <= set(titles(nl))
    assert "Eating together" in titles(en)
    assert "Alleen Nederlands" not in titles(en)
    assert not set(ids(nl)) & set(ids(en))
    assert client.get(of(only_dutch, "en")).status_code == 404
    assert nl.get("{http://www.w3.org/XML/1998/namespace}lang") == "nl"


def test_an_entry_keeps_its_id_when_its_page_moves_and_changes(
    home: HomePage, client: Client
) -> None:
    page = published(home, "Samen eten", slug="eten")
    [before] = ids(feed(client, of(page)))
    page.title, page.slug = "Aan tafel", "tafel"
    page.save_revision().publish()

    root = feed(client, of(page))

    assert ids(root) == [before]
    assert str(before).startswith("urn:uuid:")
    assert titles(root) == ["Aan tafel"]
    assert root.findtext(f"{ATOM}id") not in (None, before)


def test_the_feed_of_a_page_holds_what_is_below_it_and_about_it(
    home: HomePage, client: Client
) -> None:
    theme, other = ThemeFactory(title="Rouw"), ThemeFactory(title="Muziek")
    activity, lesson = ActivityFactory(title="Wandelgroep"), LessonFactory(title="Lopen praat")
    for page in (theme, other, activity, lesson):
        page.save_revision().publish()
    PageTheme.objects.create(page=activity, theme=theme)
    LessonActivity.objects.create(lesson=lesson, activity=activity)

    assert set(titles(feed(client, of(theme)))) == {"Rouw", "Wandelgroep"}
    assert set(titles(feed(client, of(other)))) == {"Muziek"}
    assert set(titles(feed(client, of(activity)))) == {"Wandelgroep", "Lopen praat"}
    assert set(titles(feed(client, of(activity.get_parent())))) >= {"Wandelgroep"}
    make_private(activity)
    assert set(titles(feed(client, of(theme)))) == {"Rouw"}


def test_a_page_that_is_linked_twice_is_named_once(home: HomePage, client: Client) -> None:
    activity, lesson = ActivityFactory(title="Wandelgroep"), LessonFactory(title="Lopen praat")
    for page in (activity, lesson):
        page.save_revision().publish()
    LessonActivity.objects.create(lesson=lesson, activity=activity)
    PageTheme.objects.create(page=lesson, theme=ThemeFactory())
    PageTheme.objects.create(page=lesson, theme=ThemeFactory())
    assert titles(feed(client, of(activity))).count("Lopen praat") == 1


def test_any_title_gives_valid_xml(home: HomePage, client: Client) -> None:
    page = published(home, "Koffie ☕ & <b>taart</b> \U0001f370", slug="koffie")
    control = "A\x01\x0b\x1f]]>\ufffe\uffff"
    Page.objects.filter(pk=page.pk).update(title=page.title + control)

    for address in (NL, of(page)):
        assert "Koffie ☕ & <b>taart</b> \U0001f370A]]>" in titles(feed(client, address))


def test_a_summary_is_text_to_a_reader_that_takes_it_for_html(
    home: HomePage, client: Client
) -> None:
    published(home, "Taart", summary="<script>alert(1)</script>")
    summary = feed(client).findtext(f"{ATOM}entry/{ATOM}summary")
    assert summary == "&lt;script&gt;alert(1)&lt;/script&gt;"


def test_a_feed_has_a_last_entry(home: HomePage, client: Client) -> None:
    for number in range(ENTRIES + 3):
        published(home, f"Pagina {number}")
    assert len(titles(feed(client))) == ENTRIES


def queries(client: Client, **headers: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get(NL, headers=headers)
    return len(captured)


def test_more_entries_take_no_more_queries(home: HomePage, client: Client) -> None:
    published(home, "Een")
    feed(client)
    few = queries(client)
    for number in range(8):
        published(home, f"Pagina {number}")
    feed(client)
    assert 0 < queries(client) == few


def test_a_reader_that_has_this_version_is_told_so_until_something_changes(
    home: HomePage, client: Client
) -> None:
    page = published(home, "Een")
    first = client.get(NL)
    etag = first.headers["ETag"]
    again = client.get(NL, headers={"if-none-match": etag})
    assert (again.status_code, again.content) == (304, b"")
    assert queries(client, **{"if-none-match": etag}) < queries(client)
    since = {"if-modified-since": first.headers["Last-Modified"]}
    assert client.get(NL, headers=since).status_code == 304

    make_private(page)

    changed = client.get(NL, headers={"if-none-match": etag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != etag


def test_an_empty_feed_is_a_feed(home: HomePage, client: Client) -> None:
    Page.objects.update(last_published_at=None)
    assert titles(feed(client)) == []


def test_a_feed_takes_no_posts(home: HomePage, client: Client) -> None:
    assert client.post(NL).status_code == 405


def test_pages_name_the_feeds_of_the_site_and_of_themselves(
    english_home: HomePage, home: HomePage, client: Client
) -> None:
    page = published(home, "Samen eten")
    page.copy_for_translation(Locale.objects.get(language_code="en"), alias=True)

    dutch = client.get(page.url).content.decode()
    mirrored = client.get(f"/en/{page.slug}/").content.decode()

    assert f'href="{NL}"' in dutch
    assert f'href="{of(page)}"' in dutch
    assert 'href="/en/atom/"' in mirrored
    assert of(page, "en") not in mirrored


def test_a_list_page_offers_its_feed_in_words(home: HomePage, client: Client) -> None:
    index = ActivityFactory().get_parent().specific
    index.save_revision().publish()
    body = client.get(index.url).content.decode().split("<main", 1)[1]
    assert f'href="{of(index)}"' in body
