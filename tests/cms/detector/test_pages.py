"""The form of a page in the admin, which asks before somebody's details are kept."""

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.admin.models import FormState
from wagtail.models import Page, Revision
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.detector.forms import CONFIRMATION
from cms.detector.pages import words_of
from cms.models import HomePage, PlainPage
from network.enums import Role

pytestmark = pytest.mark.django_db

SECRET = "Mevrouw Kanarie, Kanaalstraat 12"
MAIL = "kanarie@mail.example"


@pytest.fixture
def page(home: HomePage) -> PlainPage:
    made: PlainPage = home.add_child(instance=PlainPage(title="Over ons", slug="over-ons"))
    made.save_revision().publish()
    return made


@pytest.fixture
def editor(client: Client, account: Any) -> Client:
    client.force_login(account(Role.EDITOR))
    return client


def form_data(text: str = "<p>Hoi.</p>", summary: str = "", **more: str) -> dict[str, Any]:
    data = {
        "title": "Over ons",
        "slug": "over-ons",
        "summary": summary,
        "body": streamfield([("text", rich_text(text))]),
        "source_links": inline_formset([]),
        **more,
    }
    data = nested_form_data(data)
    formset = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0"}
    return {**data, **{f"comments-{key}": value for key, value in formset.items()}}


def edit(client: Client, page: Page, data: dict[str, Any], **headers: str) -> Any:
    return client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), data, headers=headers)


def kept(value: str) -> bool:
    """Whether `value` stands anywhere that a page's form is stored."""
    revisions = json.dumps(list(Revision.objects.values_list("content", flat=True)))
    previews = "".join(FormState.objects.values_list("data", flat=True)).replace("+", " ")
    pages = "".join(PlainPage.objects.values_list("summary", flat=True))
    return any(value in stored for stored in (revisions, previews, pages))


@pytest.mark.parametrize("action", ["", "action-publish", "action-submit"])
def test_details_in_a_page_are_asked_about_before_anything_is_saved(
    action: str, page: PlainPage, editor: Client
) -> None:
    data = form_data(summary=SECRET, **({action: "1"} if action else {}))

    response = edit(editor, page, data)

    assert response.status_code == 200
    assert "summary" in response.context["form"].errors
    assert f'name="{CONFIRMATION}"' in response.content.decode()
    assert SECRET in response.content.decode()
    assert not kept("Kanarie")


@pytest.mark.parametrize("action", ["", "action-publish"])
def test_a_ticked_box_lets_the_text_through_and_is_not_asked_for_again(
    action: str, page: PlainPage, editor: Client
) -> None:
    more = {action: "1"} if action else {}
    assert edit(editor, page, form_data(summary=SECRET, **more, **{CONFIRMATION: "on"})).url
    assert kept("Kanarie")

    again = edit(editor, page, form_data("<p>Nog iets.</p>", summary=SECRET, **more))
    assert again.status_code == 302


def test_other_details_are_asked_about_after_the_first_were_ticked(
    page: PlainPage, editor: Client
) -> None:
    edit(editor, page, form_data(summary=SECRET, **{CONFIRMATION: "on"}))

    response = edit(editor, page, form_data(f"<p>{MAIL}</p>", summary=SECRET))

    assert list(response.context["form"].errors) == ["body"]
    assert not kept(MAIL)


def test_saving_by_itself_stores_nothing_and_tells_the_editor(
    page: PlainPage, editor: Client
) -> None:
    before = Revision.objects.count()

    response = edit(editor, page, form_data(f"<p>{MAIL}</p>"), accept="application/json")

    assert response.status_code == 400
    assert response.json()["error_code"] == "validation_error"
    assert Revision.objects.count() == before
    assert edit(editor, page, form_data(), accept="application/json").json()["success"]


def test_a_preview_stores_nothing_either(page: PlainPage, editor: Client) -> None:
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    assert editor.post(url, form_data(summary="Samen eten")).json()["is_valid"]
    assert kept("Samen eten")

    assert not editor.post(url, form_data(summary=SECRET)).json()["is_valid"]
    assert not kept("Kanarie")


def test_a_new_page_is_asked_about_too(home: HomePage, editor: Client) -> None:
    url = reverse("wagtailadmin_pages:add", args=["cms", "plainpage", home.pk])
    assert editor.post(url, form_data(summary=SECRET)).status_code == 200
    assert not Page.objects.filter(slug="over-ons").exists()
    assert editor.post(url, form_data(summary="Samen eten")).status_code == 302


def test_a_page_without_details_shows_no_box(page: PlainPage, editor: Client) -> None:
    response = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert CONFIRMATION not in response.content.decode()


def test_where_a_link_writes_or_calls_to_is_read_as_well(page: PlainPage) -> None:
    body = page.body.stream_block.to_python(
        [{"type": "text", "value": f'<p><a href="mailto:{MAIL}">mail</a> <b>06</b>-12345678</p>'}]
    )
    assert MAIL in words_of(body)
    assert "06-12345678" in words_of("<p><b>06</b>-1234<i>5678</i></p>")
    assert words_of(None) == ""


@pytest.mark.parametrize("model", [HomePage, PlainPage])
def test_the_box_is_among_the_panels_once(model: Any) -> None:
    model.get_edit_handler()
    handler = model.get_edit_handler()
    names = [type(panel).__name__ for panel in handler.children[0].children]
    assert names.count("ConfirmationPanel") == 1
