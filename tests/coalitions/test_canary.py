"""No word of a call, an answer or a lesson reaches who may not read it; who leaves is nowhere.

Updates have a canary of their own, in `test_update_canary.py`.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import PageViewRestriction

from cms.enums import ErasedBy
from cms.models import Erasure, Follow, Notice, OutgoingMail
from cms.notices.audience import Doors
from cms.notices.weekly import write_to
from cms.privacy.export import export_of
from cms.privacy.services import erase, finish_erasures
from coalitions.models import Call, Coalition, Participation, ProgressUpdate, Pulse
from coalitions.services.answers import Outsider, answer_call, answer_from_outside
from coalitions.services.calls import close_call, open_call
from coalitions.services.coalitions import join
from coalitions.services.plans import move_action, take_on
from coalitions.services.updates import edit_update, post_update
from network.enums import Role
from network.models import User
from search import services
from search.engines import get_engine
from tests.factories import (
    ActionFactory,
    CoalitionPageFactory,
    LessonFactory,
    MemberFactory,
    OrganisationFactory,
    ParticipationFactory,
    ThemeFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

# Words that stand nowhere else: the line, the details, an answer and the word of thanks.
WORDS = {
    "public": ("ochtendkraai", "middagkraai", "avondkraai", "nachtkraai"),
    "network": ("ochtendmerel", "middagmerel", "avondmerel", "nachtmerel"),
    "coalition": ("ochtendspreeuw", "middagspreeuw", "avondspreeuw", "nachtspreeuw"),
}
LESSON = "winterkoning"
UNCONFIRMED = "boomklever"
EVERY = (*(word for words in WORDS.values() for word in words), LESSON, UNCONFIRMED)


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path) -> Iterator[Path]:
    """Uploads and an index of one's own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    settings.VAR_DIR = tmp_path / "var"
    get_engine().rebuild([])
    with override("nl"):
        yield tmp_path


@pytest.fixture
def coalition(home: Any) -> Coalition:
    """A coalition that asks something of each audience, answered, thanked for and closed."""
    LessonFactory.create()
    theme, lead = ThemeFactory.create(title="Samen"), UserFactory.create()
    found: Coalition = CoalitionPageFactory.create(title="Buren koken", facts__lead=lead).coalition
    helper = ParticipationFactory.create(coalition=found).user
    for visibility, (line, details, answer, thanks) in WORDS.items():
        asked: Any = {"line": line, "details": details, "theme": theme, "visibility": visibility}
        for state in "open", "closed":
            call = open_call(lead, key=uuid4(), kind="question", coalition=found, **asked)
            if state == "closed":
                answer_call(helper, call, uuid4(), answer)
                close_call(lead, call, thanks)
    public = Call.objects.filter(visibility="public", state="open").get()
    outsider = Outsider("Buur", "buur@schakel.example")
    answer_from_outside(public, uuid4(), UNCONFIRMED, outsider)
    told: Any = {"happened": "Wij aten soep.", "lesson_statement": f"De {LESSON} helpt."}
    post_update(lead, found, key=uuid4(), visibility="coalition", **told)
    services.drain_all()
    return found


def people(coalition: Coalition, account: Any) -> dict[str, Any]:
    """Return a client of somebody on each side of each door."""
    elsewhere = UserFactory.create()
    CoalitionPageFactory.create(title="Elders", facts__lead=elsewhere)
    users = {
        "member": UserFactory.create(),
        "lead of another": elsewhere,
        "participant of another": ParticipationFactory.create().user,
        "left": ParticipationFactory.create(coalition=coalition, left_on=timezone.localdate()).user,
        "no role": UserFactory.create(roles=[]),
        "participant": ParticipationFactory.create(coalition=coalition).user,
        "lead": coalition.lead,
        "coordinator": account(Role.COORDINATOR),
    }
    clients = {"visitor": Client()}
    for name, user in users.items():
        clients[name] = Client()
        clients[name].force_login(user)
    return clients


def ways(coalition: Coalition) -> list[str]:
    """Return every address where a word of a call may stand."""
    page = coalition.page
    theme: Any = Call.objects.filter(theme__isnull=False)[0].theme
    feeds = [reverse("page_feed", args=[each.translation_key]) for each in (page, theme)]
    lists = [reverse(name) for name in ("calls", "state_of_play", "me", "my_messages", "plans")]
    found = ["/nl/", "/en/", page.get_url(), page.get_parent().get_url(), theme.get_url()]
    found += [*feeds, *lists, "/nl/atom/", "/en/atom/", reverse("my_data")]
    found += [reverse("state_of_play_coalition", args=[coalition.pk])]
    found += [f"{reverse('calls')}?state={state}" for state in ("open", "answered", "closed")]
    for call in Call.objects.all():
        found += [reverse(name, args=[call.pk]) for name in ("call", "call_edit", "answer_new")]
    for update in ProgressUpdate.objects.all():
        found.append(reverse("update_history", args=[update.pk]))
    return found


def read_by(client: Client, coalition: Coalition) -> str:
    """Return all that somebody gets to read."""
    answers = [client.get(way, follow=True) for way in ways(coalition)]
    return "\n".join(answer.content.decode() for answer in answers)


def found_by(client: Client) -> set[str]:
    """Return the words that search tells of: asked rightly, and with a slip that it may mend."""
    seen = set()
    for word in EVERY:
        slip = f"{word[:-2]}{word[-1]}{word[-2]}"
        told = client.get(f"/api/search?q={slip}&lang=nl").content.decode()
        # What is asked rightly is repeated in the answer: only what was found counts.
        right = client.get(f"/api/search?q={word}&lang=nl").json()
        if word in told or word in f"{right['groups']} {right['did_you_mean']}":
            seen.add(word)
    for word in (*WORDS["coalition"], LESSON):
        slip = f"{word[:-2]}{word[-1]}{word[-2]}"
        assert word not in client.get(f"/nl/zoeken/?q={slip}").content.decode()
    return seen


def test_each_reads_what_is_for_them_and_not_a_word_more(
    coalition: Coalition, account: Any
) -> None:
    clients = people(coalition, account)
    texts = {name: read_by(client, coalition) for name, client in clients.items()}

    def who(word: str) -> set[str]:
        return {name for name, text in texts.items() if word in text}

    for word in WORDS["public"]:
        assert who(word) == set(clients), word
    for word in WORDS["network"]:
        assert who(word) == set(clients) - {"visitor", "no role"}, word
    for word in WORDS["coalition"]:
        assert who(word) == {"participant", "lead", "coordinator"}, word
    # A lesson is a draft until an editor looked, and an answer from outside waits for its link.
    assert who(LESSON) <= {"participant", "lead", "coordinator"}
    assert who(UNCONFIRMED) == set()


def test_search_its_suggestions_and_its_api_tell_nobody_too_much(
    coalition: Coalition, account: Any
) -> None:
    clients = people(coalition, account)
    inside = ("participant of another", "participant", "coordinator")
    found = {name: found_by(clients[name]) for name in ("visitor", "no role", *inside)}

    for name in "visitor", "no role":
        # A word of thanks stands with the call, and is not what somebody searches for.
        assert found[name] == set(WORDS["public"][:3]), name
    for name in inside:
        # Not even who may: the index knows roles, and taking part in a coalition is none.
        assert found[name] == {*WORDS["public"][:3], *WORDS["network"][:3]}, name


def test_no_mail_and_no_message_holds_what_only_a_coalition_may_read(
    coalition: Coalition, home: Any
) -> None:
    theme: Any = Call.objects.filter(theme__isnull=False)[0].theme
    follower, outsider = UserFactory.create(), UserFactory.create(roles=[])
    for user in follower, outsider:
        for key in theme.translation_key, coalition.translation_key:
            Follow.objects.create(user=user, translation_key=key)
    OutgoingMail.objects.all().delete()
    for visibility, (line, *_rest) in WORDS.items():
        asked: Any = {
            "line": line,
            "theme": theme,
            "coalition": coalition,
            "visibility": visibility,
        }
        open_call(coalition.lead, key=uuid4(), kind="question", **asked)
    for user in User.objects.all():
        write_to(user, "2026-W01", Doors())

    told = "\n".join(
        mail.text + mail.html for mail in OutgoingMail.objects.filter(recipient=follower)
    )
    assert WORDS["network"][0] in told
    assert WORDS["public"][0] in told
    everything = "\n".join(mail.text + mail.html for mail in OutgoingMail.objects.all())
    notices = "\n".join(
        Notice.objects.exclude(recipient=coalition.lead).values_list("line", flat=True)
    )
    for word in WORDS["coalition"][:2]:
        assert word not in everything
        assert word not in notices
    assert not OutgoingMail.objects.filter(recipient=outsider).exists()


def test_what_is_narrowed_is_gone_from_every_cache(coalition: Coalition) -> None:
    """A page that was read while it was for everybody must not linger for the next reader."""
    visitor = Client()
    word = WORDS["public"][0]
    assert word in read_by(visitor, coalition)

    Call.objects.filter(visibility="public").update(visibility="coalition")
    for call in Call.objects.all():
        call.save()
    services.drain_all()

    assert word not in read_by(visitor, coalition)
    assert word not in found_by(visitor)


def test_who_may_not_open_the_page_of_a_coalition_does_not_learn_its_name(
    coalition: Coalition, account: Any
) -> None:
    """Also not by way of one of its updates, for whomever that is."""
    restriction = PageViewRestriction.objects.create(
        page=coalition.page, restriction_type=PageViewRestriction.GROUPS
    )
    restriction.groups.add(Group.objects.get(name=Role.EDITOR))
    told: Any = {"happened": "Wij aten soep.", "visibility": "network"}
    update = post_update(coalition.lead, coalition, key=uuid4(), **told)
    clients = people(coalition, account)

    address = reverse("update_history", args=[update.pk])
    opened = {
        name
        for name, client in clients.items()
        if "Buren koken" in client.get(address).content.decode()
    }
    assert opened == {"participant", "lead", "coordinator"}


# Who leaves.

NAME = "Kanarina Vogelsnavel"
ADDRESS = "kanarina@volierenest.example"
MARKS = ("kanarina", "vogelsnavel", "volierenest")


@pytest.fixture
def canary(home: Any, english_home: Any) -> User:
    """Somebody who took part in everything, and others who wrote about them."""
    LessonFactory.create()
    organisation = OrganisationFactory.create(name="Buurthuis De Hoek")
    user: User = MemberFactory.create(
        user__email=ADDRESS, user__name=NAME, organisation=organisation
    ).user
    other: Any = UserFactory.create(name="Iemand anders")
    led: Coalition = CoalitionPageFactory.create(title="Buren koken", facts__lead=user).coalition
    joined: Coalition = CoalitionPageFactory.create(
        title="Samen wandelen", facts__lead=other
    ).coalition
    join(user, joined)
    mention = f"Vraag het {NAME} ({ADDRESS})."
    action = take_on(user, ActionFactory.create(plan__coalition=led))
    told: Any = {"needed": mention, "helpers": mention, "lesson_statement": f"{NAME} helpt."}
    moves = [(action, "started")]
    update = post_update(user, led, key=uuid4(), happened=mention, moves=moves, **told)
    edit_update(user, update, happened=f"{NAME} kookte soep.")
    post_update(other, joined, key=uuid4(), happened=mention, needed=mention)
    asked: Any = {"line": f"Wie helpt {NAME}?", "details": mention, "coalition": led}
    own = open_call(user, key=uuid4(), kind="question", visibility="public", **asked)
    answer_from_outside(own, uuid4(), mention, Outsider(NAME, "buur@schakel.example"))
    answer_call(other, own, uuid4(), mention)
    close_call(user, own, mention)
    theirs = open_call(other, key=uuid4(), kind="question", line="Wie kookt?", occasion=NAME)
    answer_call(user, theirs, uuid4(), mention)
    move_action(user, action, "done", note=mention)
    Coalition.objects.filter(pk=joined.pk).update(result=mention, went_well=mention, funding=NAME)
    Pulse.objects.create(
        coalition=led,
        user=user,
        month=timezone.localdate().replace(day=1),
        expires_at=timezone.now() + timedelta(days=9),
    )
    ActionFactory.create(plan__coalition=joined, text=mention, owner_text=NAME, due_text=NAME)
    services.rebuild()
    return user


def in_database() -> set[str]:
    """Return every table and column that holds a mark, read as raw rows."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            columns = [each[0] for each in cursor.description or ()]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    if any(mark in str(value).lower() for mark in MARKS):
                        found.add(f"{table}.{column}")
    return found


def exported(user: Any) -> str:
    with zipfile.ZipFile(io.BytesIO(export_of(user))) as opened:
        return "".join(opened.read(name).decode() for name in opened.namelist())


def everywhere(folder: Path) -> set[str]:
    found = in_database()
    for path in folder.rglob("*"):
        if path.is_file() and any(mark.encode() in path.read_bytes().lower() for mark in MARKS):
            found.add(path.name)
    if "Vogelsnavel" in Client().get("/api/search?q=soep&lang=nl").content.decode():
        found.add("search")
    return found


def test_what_somebody_gave_is_in_their_own_data_and_in_nobody_elses(canary: User) -> None:
    mine = exported(canary)
    for word in ("kookte soep", "Wie helpt", "Samen wandelen"):
        assert word in mine, word

    stranger: Any = UserFactory.create()
    assert not any(mark in exported(stranger).lower() for mark in MARKS)


def test_who_leaves_is_nowhere_in_coalitions(
    canary: User, folders: Path, django_capture_on_commit_callbacks: Any
) -> None:
    before = everywhere(folders)
    for place in (
        *("coalitions_progressupdate.happened", "coalitions_updateversion.happened"),
        *("coalitions_call.line", "coalitions_call.thanks", "coalitions_answer.text"),
        *("coalitions_answer.name", "coalitions_actionchange.note", "coalitions_action.text"),
        *(
            "coalitions_action.owner_text",
            "coalitions_coalition.result",
            "coalitions_call.occasion",
        ),
    ):
        assert place in before, place

    with django_capture_on_commit_callbacks(execute=True):
        erase(canary, by=ErasedBy.OWNER)
    with django_capture_on_commit_callbacks(execute=True):
        finish_erasures()
    services.drain_all()
    cache.clear()

    assert everywhere(folders) == set()
    assert Erasure.objects.get().traces == {}
    pk = canary.pk
    assert not Participation.objects.filter(user=pk).exists()
    assert not Pulse.objects.filter(user=pk).exists()
    assert not Coalition.objects.led_by(pk).exists()
    # For which organisation they spoke stays: it is no person.
    spoken = ProgressUpdate.objects.filter(organisation__name="Buurthuis De Hoek")
    assert spoken.exists()
