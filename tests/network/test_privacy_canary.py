"""The canary: somebody who is known everywhere leaves, and afterwards is nowhere.

The control plants the same and removes the account as Django would, without the search for traces:
if that left nothing either, this test would prove nothing.
"""

import io
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django.db import connection
from django.test import Client
from django.utils import timezone
from PIL import Image
from taggit.models import Tag
from wagtail.admin.models import FormState
from wagtail.contrib.redirects.models import Redirect
from wagtail.log_actions import log
from wagtail.models import Comment, CommentReply, Locale, PageLogEntry, Revision
from wagtail.users.models import UserProfile
from wagtail_localize.models import (
    String,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)

from cms.enums import ErasedBy
from cms.models import (
    Erasure,
    Notice,
    OutgoingMail,
    PageCare,
    PlainPage,
    SiteDocument,
    SiteImage,
)
from cms.privacy.export import export_of
from cms.privacy.services import erase, finish_erasures
from knowledge.models import Lesson
from network.enums import Consent, Role
from network.models import Application, Member, RoleReview, Seat, User
from search.services import drain_all, rebuild
from tests.factories import (
    LessonFactory,
    MemberFactory,
    OrganisationFactory,
    PledgeFactory,
    SeatFactory,
    UserFactory,
)

NAME = "Kanarina Vogelsnavel"
ADDRESS = "Kanarina@volière-nest.example".replace("è", "e")
PHONE = "06-98 76 12 34"
MARKS = ("kanarina", "vogelsnavel", "voliere-nest", "98761234")
MENTION = f"<p>Vraag het {NAME} ({ADDRESS}, +31 6 9876 1234).</p>"


def body(text: str) -> Any:
    """Return the body of a page with one paragraph."""
    return [{"type": "text", "value": text, "id": "0b3c5ad0-0000-4000-8000-000000000001"}]


@pytest.fixture
def folders(settings: Any, tmp_path: Path) -> Path:
    """Uploads, index and ledger in one folder, so that all of it can be looked through."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    settings.VAR_DIR = tmp_path / "var"
    return tmp_path


@pytest.fixture
def canary(folders: Path, english_home: Any) -> User:
    """Somebody whose name, address and number are in every place where they can be."""
    member = MemberFactory.create(
        user__email=ADDRESS,
        user__name=NAME,
        user__roles=[Role.MEMBER, Role.EDITOR],
        organisation=OrganisationFactory.create(name="Buurthuis & Zo"),
        phone=PHONE,
        phone_consent=Consent.PUBLIC,
        introduction=f"Ik ben {NAME}.",
        offers=f"Bel {PHONE}",
        seeks=ADDRESS,
        function="Vogelsnavel",
    )
    other = MemberFactory.create()
    plant_account(member)
    plant_texts_of_others(member.user, other.user)
    plant_pages(member.user, english_home)
    plant_uploads(member.user)
    rebuild()
    return member.user


def plant_account(member: Member) -> None:
    user = member.user
    PledgeFactory.create(member=member, text=f"{NAME} kookt soep")
    SeatFactory.create(member=member)
    RoleReview.objects.create(user=user, roles=["editor"])
    Application.objects.create(name=NAME, email=ADDRESS.lower(), sentence=f"Bel {PHONE}")
    EmailAddress.objects.create(user=user, email=f"2-{ADDRESS}".lower(), verified=True)
    Authenticator.objects.create(user=user, type="totp", data={"secret": NAME})
    profile = UserProfile.get_for_user(user)
    profile.avatar.save("kanarina.png", ContentFile(b"Vogelsnavel"))
    Client().force_login(user)


def plant_texts_of_others(user: User, other: User) -> None:
    for number, sent in enumerate((None, timezone.now())):
        words = {"subject": f"Over {NAME}", "text": MENTION, "html": MENTION, "sent_at": sent}
        OutgoingMail.objects.create(recipient=user, to=ADDRESS, kind="test", **words)
        OutgoingMail.objects.create(
            recipient=other,
            to=other.email,
            kind="test",
            key=f"{ADDRESS} {number}",
            headers={"Reply-To": ADDRESS},
            attachments=[{"name": f"{NAME}.ics", "type": "text/calendar", "content": ""}],
            **words,
        )
    Notice.objects.create(recipient=user, kind="test", key="1", line=MENTION)
    Notice.objects.create(recipient=other, kind="test", key=NAME, line=f"{NAME} schreef iets")
    client = Client()
    client.force_login(other)
    session = client.session
    session["search"] = MENTION
    session.save()
    cache.set("a-page", MENTION)
    Seat.objects.create(code="voor-kanarina-vogelsnavel", name_nl=NAME, name_en=NAME)


def plant_pages(user: User, english_home: Any) -> None:
    home = english_home.get_translation(Locale.objects.get(language_code="nl"))
    page: Any = home.add_child(
        instance=PlainPage(
            title=f"Interview met {NAME}",
            slug="interview-met-kanarina-vogelsnavel",
            summary=f"{NAME} vertelt.",
            body=body(MENTION),
            owner=user,
        )
    )
    page.tags.add(Tag.objects.create(name=NAME))
    comment = Comment(page=page, user=user, contentpath="title", text=f"Groet, {NAME}")
    page.wagtail_admin_comments.add(comment)
    page.save_revision(user=user).publish(user=user)
    page = PlainPage.objects.get(pk=page.pk)
    theirs = Comment.objects.create(
        page=page, user=UserFactory.create(), contentpath="title", text=MENTION
    )
    CommentReply.objects.create(comment=theirs, user=user, text=MENTION)
    page.body = body(f"<p>Concept: {NAME}</p>")
    page.save_revision(user=user)
    log(page, "wagtail.edit", user=user, data={"by": NAME})
    PageCare.objects.create(translation_key=page.translation_key, owner=user, deputy=user)
    FormState.objects.update_or_create_by_instance(
        page,
        user=UserFactory.create(),
        data="title=Kanarina+Vogelsnavel",
        last_updated_at=timezone.now(),
    )
    Redirect.objects.create(old_path="/nl/kanarina-vogelsnavel", redirect_link="/nl/")
    LessonFactory.create(title="Koken helpt", contributor=user).save_revision().publish()
    translate(page, user)


def translate(page: Any, user: User) -> None:
    english = Locale.objects.get(language_code="en")
    source, _new = TranslationSource.update_or_create_from_instance(page)
    translation = Translation.objects.create(source=source, target_locale=english)
    for segment in StringSegment.objects.filter(source=source):
        StringTranslation.objects.create(
            translation_of=segment.string,
            locale=english,
            context=segment.context,
            data=f"{NAME} in English",
            last_translated_by=user,
        )
    translation.save_target(user=user)
    # It publishes when the transaction is over, which in a test it never is.
    page.get_translation(english).get_latest_revision().publish(user=user)


def plant_uploads(user: User) -> None:
    buffer = io.BytesIO()
    Image.new("RGB", (8, 8)).save(buffer, "PNG")
    file = ContentFile(buffer.getvalue(), name="Kanarina_Vogelsnavel.png")
    picture = SiteImage.objects.create(
        title=NAME, file=ImageFile(file), uploaded_by_user=user, credit=f"Foto: {NAME}"
    )
    picture.get_rendition("width-4")
    document = SiteDocument(title=f"Verslag van {NAME}", uploaded_by_user=user)
    document.file.save("verslag-kanarina-vogelsnavel.txt", ContentFile(b"Niets"))
    document.save()


def marked(text: str) -> bool:
    """Whether this text holds a mark, however it is written."""
    low = text.lower()
    return any(mark in low for mark in MARKS[:3]) or MARKS[3] in re.sub(r"[\s\-]", "", low)


def in_database() -> Iterator[str]:
    """Yield every table and column of the database that holds a mark, read as raw rows."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            columns = [each[0] for each in cursor.description or ()]
            for row in cursor.fetchall():
                for column, value in zip(columns, row, strict=True):
                    if marked(readable(value)):
                        yield f"{table}.{column}"


def readable(value: Any) -> str:
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("latin-1")
    return str(value)


def in_sessions() -> Iterator[str]:
    from django.contrib.sessions.models import Session

    for session in Session.objects.all():
        if marked(str(session.get_decoded())):
            yield "session"


def in_files(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        name = str(path.relative_to(folder))
        if marked(name) or (path.is_file() and marked(path.read_bytes().decode("latin-1"))):
            yield name


def in_search(client: Client) -> Iterator[str]:
    for words in ("Vogelsnavel", ADDRESS, "98761234"):
        found = client.get("/api/search", {"q": words, "lang": "nl"}).content.decode()
        # The answer repeats the question, and nothing else may hold it.
        if found.lower().count(words.lower()) > 1:
            yield f"search for {words}"


def everywhere(folder: Path) -> set[str]:
    """Return every place with a mark."""
    found = {*in_database(), *in_sessions(), *in_files(folder), *in_search(Client())}
    if marked(str(cache.get("a-page"))):
        found.add("cache")
    for other in User.objects.all():
        archive = export_of(other)
        if marked(archive.decode("latin-1")) or marked(unpacked(archive)):
            found.add("export of another member")
    return found


def unpacked(archive: bytes) -> str:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return "".join(opened.read(name).decode() for name in opened.namelist())


def test_who_leaves_is_nowhere(
    canary: User,
    folders: Path,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: Any,
) -> None:
    caplog.set_level(logging.INFO)
    assert len(everywhere(folders)) > 40
    with django_capture_on_commit_callbacks(execute=True):
        erase(canary, by=ErasedBy.OWNER)
    with django_capture_on_commit_callbacks(execute=True):
        finish_erasures()
    drain_all()
    assert everywhere(folders) == set()
    assert not marked(caplog.text)
    erasure = Erasure.objects.get()
    assert erasure.done_at
    assert erasure.traces == {}


def test_without_the_search_for_traces_the_canary_is_found(
    canary: User, folders: Path, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        canary.delete()
    rebuild()
    found = everywhere(folders)
    for place in (
        *("wagtailcore_page.title", "wagtailcore_revision.content", "cms_notice.line"),
        *("cms_plainpage.body", "wagtailcore_pagelogentry.label", "cms_outgoingmail.text"),
        *("wagtail_localize_string.data", "cms_siteimage.title", "session", "cache"),
        *("search for Vogelsnavel", "wagtailcore_page.slug", "cms_outgoingmail.headers"),
    ):
        assert place in found


def test_what_others_wrote_stays_and_can_be_read(
    canary: User, folders: Path, django_capture_on_commit_callbacks: Any
) -> None:
    page = PlainPage.objects.get(locale__language_code="nl", title__startswith="Interview")
    english = page.get_translation(Locale.objects.get(language_code="en"))
    assert NAME in Client().get(english.get_url()).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        erase(canary, by=ErasedBy.OWNER)
        finish_erasures()
    page.refresh_from_db()
    assert str(page.title).startswith("Interview met ")
    assert Client().get(page.get_url()).status_code == 200
    english.refresh_from_db()
    assert english.title.endswith(" in English")
    opened = Client().get(english.get_url())
    assert opened.status_code == 200
    assert not any(mark in opened.content.decode().lower() for mark in MARKS)
    for revision in Revision.objects.all():
        assert revision.as_object() is not None
        assert revision.user_id is None
    assert page.get_latest_revision_as_object().body
    assert not PageLogEntry.objects.filter(user__isnull=False).exists()
    care = PageCare.objects.get(translation_key=page.translation_key)
    assert care.owner is None
    assert care.deputy is None
    lesson = Lesson.objects.get()
    assert lesson.contributor is None
    assert lesson.contributor_organisation is not None
    assert lesson.contributor_organisation.name == "Buurthuis & Zo"
    for string in String.objects.all():
        assert string.data_hash == String._get_data_hash(string.data)
    picture = SiteImage.objects.get()
    assert picture.file.storage.exists(picture.file.name)
    assert picture.get_rendition("width-4")
