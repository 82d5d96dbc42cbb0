"""No word of an update reaches somebody who may not read it, by whatever way they come."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from cms.models import Follow, OutgoingMail
from cms.notices.weekly import write_round
from coalitions.models import Coalition, ProgressUpdate, Pulse
from coalitions.services.pulse import address_of
from coalitions.services.updates import edit_update, post_update, withdraw_update
from network.enums import Role
from search import services
from search.engines import get_engine
from tests.factories import (
    ActivityFactory,
    CoalitionPageFactory,
    LessonFactory,
    ParticipationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

# Words that stand nowhere else: one in each field of an update.
WORDS = {
    "public": ("zonnebloempit", "zonnebloemolie", "zonnebloemveld"),
    "network": ("kaneelstokje", "kaneelpoeder", "kaneelschors"),
    "coalition": ("peperkorrel", "pepermolen", "peperstruik"),
}
CHANGED = "vanillepeul"
WITHDRAWN = "saffraandraad"
EVERY = [*(word for words in WORDS.values() for word in words), CHANGED, WITHDRAWN]
TUESDAY = datetime(2026, 11, 24, 9, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture(autouse=True)
def engine(settings: Any, tmp_path: Path) -> Iterator[None]:
    """An index of one's own, in Dutch."""
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    get_engine().rebuild([])
    with override("nl"):
        yield


@pytest.fixture
def coalition(home: Any) -> Coalition:
    """A coalition with an update for each kind of reader, one changed and one withdrawn."""
    LessonFactory()
    lead = UserFactory()
    found: Coalition = CoalitionPageFactory(title="Buren koken", facts__lead=lead).coalition
    found.activities.add(ActivityFactory(title="Soep"))
    for visibility, (happened, needed, helpers) in WORDS.items():
        post(lead, found, visibility, happened, needed=needed, helpers=helpers)
    changed = post(lead, found, "coalition", CHANGED)
    edit_update(lead, changed, happened="Niets bijzonders.", visibility="public")
    withdraw_update(lead, post(lead, found, "public", WITHDRAWN))
    services.drain_all()
    return found


def post(lead: Any, coalition: Any, visibility: str, word: str, **more: Any) -> Any:
    return post_update(lead, coalition, key=uuid4(), happened=word, visibility=visibility, **more)


def ways(coalition: Any) -> list[str]:
    """Return every address where a word of an update may stand."""
    page = coalition.page
    activity = coalition.activities.get()
    key = page.translation_key
    found = ["/nl/", "/en/", page.get_url(), page.get_parent().get_url(), activity.get_url()]
    found += [
        "/nl/atom/",
        "/en/atom/",
        f"/nl/atom/{key}/",
        f"/nl/atom/{page.get_parent().translation_key}/",
    ]
    found += [f"/nl/atom/{activity.translation_key}/", reverse("calls"), reverse("state_of_play")]
    found += [reverse("state_of_play_coalition", args=[coalition.pk]), reverse("plans")]
    for update in ProgressUpdate.objects.all():
        found += [reverse("update_history", args=[update.pk])]
        found += [
            reverse("update_edit", args=[update.pk]),
            reverse("update_photo", args=[update.pk]),
        ]
    found += [reverse("update_new", args=[coalition.pk]), reverse("me"), reverse("my_messages")]
    return found


def searches() -> Iterator[tuple[str, str]]:
    """Yield a search for each word, and the API's for it with a slip, which it might mend."""
    for word in EVERY:
        yield word, f"/nl/zoeken/?q={word}"
        yield word, f"/api/search?q={word[:-2]}{word[-1]}{word[-2]}&lang=nl"


def read_by(client: Client, coalition: Any) -> str:
    """Return all that somebody gets to read, without the words they typed themselves."""
    texts = []
    for address in ways(coalition):
        answer: Any = client.get(address, follow=True)
        texts.append(
            b"".join(answer.streaming_content if answer.streaming else [answer.content]).decode()
        )
    return "\n".join(texts)


def found_by(client: Client) -> set[str]:
    """Return the words of which a search tells more than that somebody asked for them."""
    seen = set()
    for word, address in searches():
        answer = client.get(address)
        if address.startswith("/api/"):
            found = word in answer.content.decode()
        else:
            found = (
                bool((shown := answer.context.get("answer")) and shown.groups)
                and word in answer.content.decode()
            )
        seen |= {word} if found else set()
    return seen


def people(coalition: Any, account: Any) -> dict[str, Client]:
    elsewhere = UserFactory()
    CoalitionPageFactory(facts__lead=elsewhere)
    left = ParticipationFactory(coalition=coalition, left_on=timezone.localdate()).user
    users = {
        "member": UserFactory(),
        "adviser": UserFactory(roles=[Role.MEMBER, Role.ADVISER]),
        "lead of another": elsewhere,
        "left": left,
        "participant": ParticipationFactory(coalition=coalition).user,
        "coordinator": account(Role.COORDINATOR),
    }
    clients = {"visitor": Client()}
    for name, user in users.items():
        clients[name] = Client()
        clients[name].force_login(user)
    return clients


def test_each_reads_what_is_theirs_and_not_a_word_more(coalition: Any, account: Any) -> None:
    clients = people(coalition, account)
    texts = {name: read_by(client, coalition) for name, client in clients.items()}

    for word in WORDS["public"]:
        assert all(word in text for text in texts.values())
    for word in WORDS["network"]:
        assert [name for name, text in texts.items() if word not in text] == ["visitor"]
    for word in (*WORDS["coalition"], CHANGED):
        assert {name for name, text in texts.items() if word in text} == {
            "participant",
            "coordinator",
        }
    assert {name for name, text in texts.items() if WITHDRAWN in text} == {"coordinator"}


def test_search_its_suggestions_and_its_api_know_no_word_they_may_not_tell(
    coalition: Any, account: Any
) -> None:
    clients = people(coalition, account)

    assert found_by(clients["visitor"]) == set(WORDS["public"])
    assert found_by(clients["lead of another"]) == {*WORDS["public"], *WORDS["network"]}
    # Not even who may: the index knows roles, and taking part in a coalition is none.
    assert not found_by(clients["participant"]) & {*WORDS["coalition"], CHANGED, WITHDRAWN}


def test_what_is_narrowed_leaves_the_index(coalition: Any) -> None:
    update = ProgressUpdate.objects.get(happened=WORDS["public"][0])

    edit_update(coalition.lead, update, visibility="coalition")
    services.drain_all()

    assert found_by(Client()) == set()


def test_what_is_told_of_a_page_behind_the_login_is_found_by_members_alone(
    coalition: Any,
) -> None:
    PageViewRestriction.objects.create(
        page=coalition.page, restriction_type=PageViewRestriction.LOGIN
    )
    services.drain_all()
    former, member = Client(), Client()
    former.force_login(UserFactory.create(roles=[]))
    member.force_login(UserFactory.create())

    assert found_by(former) == set()
    assert found_by(member) >= set(WORDS["public"])


def test_a_coalition_that_is_taken_off_the_site_takes_its_updates_along(
    coalition: Any,
) -> None:
    coalition.page.unpublish()
    services.drain_all()

    assert found_by(Client()) == set()


def test_no_mail_holds_a_word_of_an_update(coalition: Any) -> None:
    for _number in range(2):
        follower: Any = UserFactory()
        Follow.objects.create(user=follower, translation_key=coalition.translation_key)
    ParticipationFactory(coalition=coalition)
    for visibility in WORDS:
        post(coalition.lead, coalition, visibility, WORDS[visibility][0])

    write_round(TUESDAY)

    mails = "\n".join(mail.text + mail.html + mail.subject for mail in OutgoingMail.objects.all())
    assert "Buren koken" in mails
    assert not [word for word in EVERY if word in mails]


def test_the_mailed_link_tells_nothing_of_what_was_posted_before(coalition: Any) -> None:
    pulse = Pulse.objects.create(
        coalition=coalition,
        user=coalition.lead,
        month=timezone.localdate().replace(day=1),
        expires_at=TUESDAY.replace(year=2099),
    )
    address = address_of(pulse)

    page = Client().get(address[address.index("/nl/") :]).content.decode()

    assert not [word for word in EVERY if word in page]
