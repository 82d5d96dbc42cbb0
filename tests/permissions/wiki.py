"""What people do with a page: improve it, look back, comment on it, look after it."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.builtin.privacy_check.models import Consent
from cms.enums import SuggestionState
from cms.models import PageCare, PageChange, PageComment, PlainPage, Suggestion
from cms.suggestions.services import token_of
from tests.factories import PracticeFactory
from tests.permissions.coalitions import stranger, words_of
from tests.permissions.matrix import NO
from tests.permissions.pages import fields_of
from tests.permissions.people import TAKE_PART
from tests.permissions.world import (
    Found,
    Thing,
    World,
    action,
    arranges,
    changed,
    let_in,
    shown,
)


def _wiki_page(world: World, title: str) -> PlainPage:
    # Not right below the home page, whose children every page names.
    above = PlainPage.objects.filter(slug="wiki").first()
    above = above or world.home.add_child(instance=PlainPage(title="Wiki", slug="wiki"))
    page = above.add_child(
        instance=PlainPage(title=title, slug=f"wiki-{uuid4().hex}", summary="Zoals het was")
    )
    page.save_revision().publish()
    found: PlainPage = long_ago(PlainPage.objects.get(pk=page.pk))
    return found


def long_ago(page: Any) -> Any:
    """Return a page as if it were published long ago: it pushes no other off a feed."""
    old = timezone.now() - timedelta(days=900)
    Page.objects.filter(pk=page.pk).update(first_published_at=old, last_published_at=old)
    page.refresh_from_db()
    return page


def _suggested(page: PlainPage, text: str, **fields: Any) -> Suggestion:
    change = {"unit": "summary", "label": "Samenvatting", "before": page.summary, "after": text}
    values = {"contributor": stranger(), "state": SuggestionState.WAITING, **fields}
    made: Suggestion = Suggestion.objects.create(
        key=uuid4(),
        page=page.page_ptr,
        base_revision=page.live_revision,
        changes=[change],
        language="nl",
        **values,
    )
    made.save_revision()
    return made


@arranges
def suggestions(world: World) -> None:
    """Of a stranger, and for each role one that they made themselves."""
    page = _wiki_page(world, "Met voorstellen")
    thing = world.put("suggestion one made", "waiting")
    thing.object = _suggested(page, thing.title)
    own = Thing(f"{thing.name} own").title
    for role in TAKE_PART:
        thing.own[role] = _suggested(page, own, contributor=world.accounts[role])
    outside = {"contributor": None, "name": "Buur", "email": "buur@x.nl"}
    waits = world.put("suggestion from outside", "not confirmed")
    waits.object = _suggested(page, waits.title, state=SuggestionState.UNCONFIRMED, **outside)
    asked = {"pk": thing.object.pk}
    names = ("suggestion", "suggestion_review", "suggestion_withdraw")
    world.arguments |= dict.fromkeys(names, asked)
    world.arguments["suggest_confirm"] = {"token": token_of(waits.object)}


@arranges
def changed_pages(world: World) -> None:
    """A page that says something else by now than it did."""
    thing = world.put("wiki page", "published")
    page = thing.object = _wiki_page(world, thing.title)
    page.summary = "Zoals het is"
    page.save_revision().publish()
    thing.data["first"] = PageChange.objects.about(page.translation_key).order_by("pk")[0].pk
    asked = {"key": page.translation_key, "pk": thing.data["first"]}
    names = ("page_diff", "page_restore", "page_version_hide")
    world.arguments |= dict.fromkeys(names, asked)
    one = {"key": page.translation_key}
    shared = ("page_history", "page_care", "page_comments", "suggest")
    world.arguments |= dict.fromkeys(shared, one)


@arranges
def steps(world: World) -> None:
    """A draft that waits for the editors."""
    page = PracticeFactory(title="Wacht op de redactie", live=False)
    page.save_revision(user=stranger())
    page.get_workflow().start(page, stranger())
    world.arguments["review_step"] = {"pk": page.current_workflow_task_state.pk}
    consent = Consent.objects.create(
        translation_key=page.translation_key, speaks="deelnemer", given_on="2026-01-01"
    )
    world.arguments["consent_withdraw"] = {"pk": consent.pk}


@arranges
def kept_pages(world: World) -> None:
    thing = world.put("page one looks after", "published")
    thing.object = _wiki_page(world, thing.title)
    for role in TAKE_PART:
        page = thing.own[role] = _wiki_page(world, Thing(f"{thing.name} own").title)
        PageCare.objects.create(
            translation_key=page.translation_key, owner=world.accounts[role], review_on="2020-01-01"
        )


@arranges
def comments(world: World) -> None:
    page = _wiki_page(world, "Met reacties")
    thing = world.put("comment one made", "open")
    thing.data["page"] = page
    thing.object = _said(page, thing.title, stranger())
    own = Thing(f"{thing.name} own").title
    for role in TAKE_PART:
        thing.own[role] = _said(page, own, world.accounts[role])
    asked = {"key": page.translation_key, "pk": thing.object.pk}
    names = ("page_comment", "comment_edit", "comment_take_away", "comment_resolve")
    world.arguments |= dict.fromkeys(names, asked)


def _said(page: PlainPage, text: str, author: Any) -> PageComment:
    made: PageComment = PageComment.objects.create(
        key=uuid4(), translation_key=page.translation_key, text=text, author=author
    )
    return made


# On any page.


@action("wiki: form to improve it")
def improve(world: World, role: str, thing: Thing, page: Any) -> Found:
    return shown(world.ask(role, reverse("suggest", args=[page.translation_key])), thing)


@action("wiki: history")
def history(world: World, role: str, thing: Thing, page: Any) -> Found:
    return shown(world.ask(role, reverse("page_history", args=[page.translation_key])), thing)


@action("wiki: what changed")
def what_changed(world: World, role: str, thing: Thing, page: Any) -> Found:
    change = PageChange.objects.about(page.translation_key).first()
    address = reverse("page_diff", args=[page.translation_key, change.pk if change else 0])
    return shown(world.ask(role, address), thing)


@action("wiki: history as a feed")
def history_feed(world: World, role: str, thing: Thing, page: Any) -> Found:
    address = reverse("page_history", args=[page.translation_key])
    return shown(world.ask(role, f"{address}?atom"), thing)


@action("wiki: comments")
def read_comments(world: World, role: str, thing: Thing, page: Any) -> Found:
    return shown(world.ask(role, reverse("page_comments", args=[page.translation_key])), thing)


@action("wiki: comment on it")
def comment(world: World, role: str, thing: Thing, page: Any) -> Found:
    address = reverse("page_comments", args=[page.translation_key])
    return changed(world.ask(role, address, {"key": uuid4(), "text": "Klopt dit?"}), thing)


@action("wiki: who looks after it")
def who_keeps(world: World, role: str, thing: Thing, page: Any) -> Found:
    return shown(world.ask(role, reverse("page_care", args=[page.translation_key])), thing)


@action("wiki: tell that one tried it too")
def tell_trial(world: World, role: str, thing: Thing, page: Any) -> Found:
    address = reverse("trial_new", args=[page.translation_key])
    data = {"key": uuid4(), "place": "Overvecht", "outcome": "failed"}
    return changed(world.ask(role, address, data), thing)


# Versions.


def _version(name: str, **data: str) -> Any:
    def send(world: World, role: str, thing: Thing, page: Any) -> Found:
        address = reverse(name, args=[page.translation_key, thing.data["first"]])
        return changed(world.ask(role, address, data), thing)

    return send


action("wiki: put a version back")(_version("page_restore", note="Het klopte eerst beter."))
action("wiki: hide a version")(_version("page_version_hide"))


@action("wiki: find it still correct")
def still_correct(world: World, role: str, thing: Thing, page: Any) -> Found:
    address = reverse("page_care", args=[page.translation_key])
    return changed(world.ask(role, address, {}), words_of(thing, page))


# Suggestions.


@action("suggestion: look at it")
def look(world: World, role: str, thing: Thing, row: Suggestion) -> Found:
    return shown(world.ask(role, reverse("suggestion", args=[row.pk])), words_of(thing, row))


@action("suggestion: form of who looks")
def look_closely(world: World, role: str, thing: Thing, row: Suggestion) -> Found:
    return shown(world.ask(role, reverse("suggestion_review", args=[row.pk])), thing)


def _decide(world: World, row: Suggestion, verdict: str) -> dict[str, Any]:
    """Return what the form sends of who decides."""
    address = reverse("suggestion_review", args=[row.pk])
    fields = fields_of(BeautifulSoup(world.ask("superuser", address).body, "html.parser"))
    return {**fields, "action": verdict, "reason": "Omdat het zo is."}


def _decides(verdict: str, *, own: bool = False) -> Any:
    def send(world: World, role: str, thing: Thing, row: Suggestion) -> Found:
        if own:
            row = thing.own.get(role, row)
        data = _decide(world, row, verdict)
        seen = world.ask(role, reverse("suggestion_review", args=[row.pk]), data)
        row.refresh_from_db()
        if row.state == SuggestionState.WAITING and not seen.error:
            return Found(NO, seen)
        return changed(seen)

    return send


action("suggestion: accept")(_decides("accept"))
action("suggestion: decline")(_decides("decline"))
action("suggestion: accept one's own")(_decides("accept", own=True))


@action("suggestion: take back")
def take_back(world: World, role: str, thing: Thing, row: Suggestion) -> Found:
    address = reverse("suggestion_withdraw", args=[row.pk])
    return changed(world.ask(role, address, {}), words_of(thing, row))


# Comments.


def _about_comment(name: str, **data: Any) -> Any:
    def send(world: World, role: str, thing: Thing, row: PageComment) -> Found:
        address = reverse(name, args=[row.translation_key, row.pk])
        return changed(world.ask(role, address, data), words_of(thing, row))

    return send


action("comment: change")(_about_comment("comment_edit", text="Toch anders."))
action("comment: take away")(_about_comment("comment_take_away"))
action("comment: resolve")(_about_comment("comment_resolve"))


@action("comment: answer")
def answer(world: World, role: str, thing: Thing, row: PageComment) -> Found:
    address = reverse("page_comment", args=[row.translation_key, row.pk])
    return changed(world.ask(role, address, {"key": uuid4(), "text": "Ja."}), thing)


# In bulk.


@action("wiki: hand over many")
def hand_over(world: World, role: str, thing: Thing, page: Any) -> Found:
    data = {"pages": [str(page.translation_key)]}
    return let_in(world.ask(role, reverse("pages_care"), data), thing)
