"""Updates: one line is enough, sent twice is posted once, and what was said stays in history."""

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from PIL import Image
from wagtail.models import Locale

from cms.models import Follow, Notice, SiteImage
from coalitions.enums import ActionState
from coalitions.exceptions import CoalitionError
from coalitions.models import Coalition, ProgressUpdate, UpdateVersion
from coalitions.services.updates import edit_update, post_update, withdraw_update
from knowledge.models import Lesson
from network.enums import Role
from network.models import Member
from tests.factories import (
    ActionFactory,
    ActivityFactory,
    CoalitionPageFactory,
    LessonFactory,
    OrganisationFactory,
    ParticipationFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

HAPPENED = "Wij kookten met twaalf buren."


@pytest.fixture(autouse=True)
def in_dutch() -> Iterator[None]:
    with override("nl"):
        yield


@pytest.fixture
def lead(home: Any) -> Any:
    return UserFactory(name="Tina Trekker")


@pytest.fixture
def coalition(lead: Any) -> Coalition:
    """A coalition with a published page."""
    found: Coalition = CoalitionPageFactory(title="Buren koken", facts__lead=lead).coalition
    return found


def post(user: Any, coalition: Any, **more: Any) -> Any:
    values: dict[str, Any] = {"key": uuid4(), "happened": HAPPENED} | more
    return post_update(user, coalition, **values)


def form(**more: Any) -> dict[str, Any]:
    """Return what a browser sends when only one line is typed."""
    today = timezone.localdate().isoformat()
    base = {"key": str(uuid4()), "visibility": "network", "happened_on": today}
    return base | {"happened": HAPPENED} | more


def photo(size: tuple[int, int] = (3000, 2000), orientation: int = 1) -> SimpleUploadedFile:
    """Return a photo that says where it was taken."""
    written, said = BytesIO(), Image.Exif()
    said[0x0112] = orientation
    said[0x010F] = "Telefoonmaker"
    said.get_ifd(0x8825)[1] = "N"
    said.get_ifd(0x8825)[2] = (52.0, 5.0, 7.0)
    Image.new("RGB", size, "green").save(written, "JPEG", exif=said)
    return SimpleUploadedFile("IMG_vakantie.jpg", written.getvalue(), "image/jpeg")


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def the_update() -> Any:
    return ProgressUpdate.objects.get()


def new_address(coalition: Any) -> str:
    return reverse("update_new", args=[coalition.pk])


def test_a_lead_posts_one_line_and_finds_it_on_the_page(lead: Any, coalition: Any) -> None:
    answer = client_of(lead).post(new_address(coalition), form())

    update = the_update()
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"#update-{update.pk}")
    assert (update.happened, update.visibility, update.author) == (HAPPENED, "network", lead)


def test_the_same_form_sent_twice_is_one_update_and_two_same_answers(
    lead: Any, coalition: Any
) -> None:
    client, sent = client_of(lead), form()

    answers = [client.post(new_address(coalition), sent)["Location"] for _time in range(2)]

    assert ProgressUpdate.objects.count() == 1
    assert answers[0] == answers[1]
    assert Notice.objects.count() == 0


def test_another_text_under_a_key_that_is_taken_is_kept_on_the_screen_not_lost(
    lead: Any, coalition: Any
) -> None:
    client, sent = client_of(lead), form()
    client.post(new_address(coalition), sent)

    answer = client.post(new_address(coalition), sent | {"happened": "En nog iets."})

    assert answer.status_code == 200
    assert "En nog iets." in answer.content.decode()
    renewed = str(answer.context["form"]["key"].value())
    assert renewed != sent["key"]
    client.post(new_address(coalition), sent | {"happened": "En nog iets.", "key": renewed})
    assert ProgressUpdate.objects.count() == 2


def test_other_readers_under_a_key_that_is_taken_are_not_taken_for_the_same(
    lead: Any, coalition: Any
) -> None:
    client, sent = client_of(lead), form(visibility="public")
    client.post(new_address(coalition), sent)

    answer = client.post(new_address(coalition), sent | {"visibility": "coalition"})

    assert answer.status_code == 200, "nobody is told that it went to the coalition alone"
    assert the_update().visibility == "public"


def test_the_script_hears_where_to_go_and_gets_only_the_form_when_something_is_missing(
    lead: Any, coalition: Any
) -> None:
    script = Client(headers={"accept": "application/json"})
    script.force_login(lead)

    wrong = script.post(new_address(coalition), form(happened=""))
    right = script.post(new_address(coalition), form())

    assert wrong.status_code == 422
    assert wrong.content.decode().lstrip().startswith("<form")
    assert right.json()["address"].endswith(f"#update-{ProgressUpdate.objects.get().pk}")


def test_a_day_that_has_yet_to_come_is_refused(lead: Any, coalition: Any) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)

    answer = client_of(lead).post(new_address(coalition), form(happened_on=tomorrow.isoformat()))

    assert "happened_on" in answer.context["form"].errors
    with pytest.raises(CoalitionError):
        post(lead, coalition, happened_on=tomorrow)


def test_personal_details_are_asked_about_before_anything_is_kept(
    lead: Any, coalition: Any
) -> None:
    sent = form(happened="Bel mevrouw Jansen op 06 12345678, zij is alleen.")

    answer = client_of(lead).post(new_address(coalition), sent)

    assert not ProgressUpdate.objects.exists()
    assert "not_about_somebody_else" in answer.content.decode()


@pytest.mark.parametrize("who", ["stranger", "lead of another", "left", "adviser"])
def test_who_takes_no_part_in_a_coalition_posts_nothing_there(who: str, coalition: Any) -> None:
    user = UserFactory(roles=[Role.MEMBER, *([Role.ADVISER] if who == "adviser" else [])])
    if who == "lead of another":
        CoalitionPageFactory(facts__lead=user)
    if who == "left":
        ParticipationFactory(user=user, coalition=coalition, left_on=timezone.localdate())

    assert client_of(user).get(new_address(coalition)).status_code == 404
    assert client_of(user).post(new_address(coalition), form()).status_code == 404
    assert not ProgressUpdate.objects.exists()


def test_a_participant_posts_for_the_organisation_they_take_part_for(coalition: Any) -> None:
    organisation: Any = OrganisationFactory()
    part = ParticipationFactory(coalition=coalition, organisation=organisation)

    client_of(part.user).post(new_address(coalition), form())

    assert ProgressUpdate.objects.get().organisation == organisation


def test_an_organisation_that_nobody_confirmed_signs_nothing(lead: Any, coalition: Any) -> None:
    organisation: Any = OrganisationFactory()
    Member.objects.create(user=lead, organisation=organisation, organisation_claimed=True)

    assert post(lead, coalition).organisation is None


def test_the_coordinator_writes_down_what_a_lead_tells_and_the_page_says_so(
    lead: Any, coalition: Any, account: Any
) -> None:
    coordinator = account(Role.COORDINATOR)
    client = client_of(coordinator)

    client.post(new_address(coalition), form(noted_for=str(lead.pk)))

    update = the_update()
    assert (update.author, update.noted_by, update.was_noted) == (lead, coordinator, True)
    page = client.get(reverse("update_history", args=[update.pk])).content.decode()
    assert "Tina Trekker" in page
    assert "genoteerd door de coördinator" in page or "written down by the coordinator" in page


def test_words_are_written_down_for_the_lead_only(coalition: Any) -> None:
    with pytest.raises(CoalitionError):
        post(UserFactory(), coalition, noted_for=UserFactory())


def test_a_participant_cannot_post_under_the_name_of_the_lead(lead: Any, coalition: Any) -> None:
    part: Any = ParticipationFactory(coalition=coalition)

    client_of(part.user).post(new_address(coalition), form(noted_for=str(lead.pk)))

    assert ProgressUpdate.objects.get().author == part.user


def test_a_lesson_noted_with_an_update_finds_the_activities_of_the_coalition(
    lead: Any, coalition: Any
) -> None:
    LessonFactory()
    activity = ActivityFactory()
    coalition.activities.add(activity)

    client_of(lead).post(new_address(coalition), form(lesson="Wie kookt, blijft."))

    lesson = Lesson.objects.get(title="Wie kookt, blijft.")
    assert ProgressUpdate.objects.get().lesson == lesson
    assert [link.activity.pk for link in lesson.activity_links.all()] == [activity.pk]


def test_an_update_moves_actions_of_its_own_coalition_only(lead: Any, coalition: Any) -> None:
    own: Any = ActionFactory(plan__coalition=coalition)
    other: Any = ActionFactory()
    sent = form(**{f"move_{own.pk}": "done", f"move_{other.pk}": "done"})

    client_of(lead).post(new_address(coalition), sent)

    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.state, other.state) == (ActionState.DONE, ActionState.OPEN)
    assert own.changes.get().from_update == ProgressUpdate.objects.get()
    with pytest.raises(CoalitionError):
        post(lead, coalition, moves=[(other, ActionState.DONE)])


def test_who_takes_part_moves_no_actions(coalition: Any) -> None:
    part: Any = ParticipationFactory(coalition=coalition)
    action: Any = ActionFactory(plan__coalition=coalition)

    client_of(part.user).post(new_address(coalition), form(**{f"move_{action.pk}": "done"}))

    action.refresh_from_db()
    assert action.state == ActionState.OPEN
    assert the_update().author == part.user


def test_when_a_lesson_cannot_be_kept_the_update_is_not_either(lead: Any, coalition: Any) -> None:
    with pytest.raises(CoalitionError, match="les"):
        post(lead, coalition, lesson_statement="Een les zonder plek.")

    assert not ProgressUpdate.objects.exists()


# Pictures


def test_a_photo_is_made_small_and_says_nothing_about_who_took_it_where(
    lead: Any, coalition: Any
) -> None:
    sent = form(photo=photo(), photo_alt="Buren aan tafel")

    client_of(lead).post(new_address(coalition), sent)

    picture = the_update().photo
    kept = Image.open(picture.file.open("rb"))
    assert max(kept.size) == 1600
    assert not kept.getexif()
    assert "vakantie" not in picture.file.name
    assert b"Telefoonmaker" not in picture.file.open("rb").read()


def test_a_photo_taken_sideways_stands_upright(lead: Any, coalition: Any) -> None:
    sent = form(photo=photo((400, 200), orientation=6), decorative="on")

    client_of(lead).post(new_address(coalition), sent)

    picture = the_update().photo
    assert (picture.width, picture.height) == (200, 400)


@pytest.mark.parametrize(
    "bad",
    [
        SimpleUploadedFile("foto.jpg", b"<svg onload=alert(1)>", "image/jpeg"),
        SimpleUploadedFile("foto.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 200, "image/jpeg"),
        SimpleUploadedFile("foto.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/svg"),
    ],
)
def test_what_is_no_photo_is_refused_with_words(
    bad: SimpleUploadedFile, lead: Any, coalition: Any
) -> None:
    bad.seek(0)
    answer = client_of(lead).post(new_address(coalition), form(photo=bad, decorative="on"))

    assert "photo" in answer.context["form"].errors
    assert not SiteImage.objects.exists()


def test_a_photo_needs_words_or_says_that_it_needs_none(lead: Any, coalition: Any) -> None:
    client = client_of(lead)

    without = client.post(new_address(coalition), form(photo=photo()))
    client.post(new_address(coalition), form(photo=photo(), decorative="on"))

    assert "photo_alt" in without.context["form"].errors
    assert ProgressUpdate.objects.get().photo_alt == ""


@pytest.mark.parametrize(
    ("visibility", "readers"),
    [
        ("public", {"lead", "participant", "member", "visitor"}),
        ("network", {"lead", "participant", "member"}),
        ("coalition", {"lead", "participant"}),
    ],
)
def test_a_photo_is_seen_by_whoever_may_read_its_update_and_by_no_other_way(
    visibility: str, readers: set[str], lead: Any, coalition: Any
) -> None:
    people = {"lead": lead, "participant": ParticipationFactory(coalition=coalition).user}
    people |= {"member": UserFactory()}
    client_of(lead).post(
        new_address(coalition), form(photo=photo(), decorative="on", visibility=visibility)
    )
    update = the_update()
    address = reverse("update_photo", args=[update.pk])

    clients = {name: client_of(user) for name, user in people.items()} | {"visitor": Client()}
    seen = {name for name, client in clients.items() if client.get(address).status_code == 200}

    assert seen == readers
    ways = [update.photo.file.url, *(size.url for size in update.photo.renditions.all())]
    assert len(ways) == 2
    for name in ("visitor", "member"):
        assert {clients[name].get(way).status_code for way in ways} <= {302, 404}


# Changing and withdrawing


def test_what_an_update_said_before_stays(lead: Any, coalition: Any) -> None:
    update = post(lead, coalition)
    address = reverse("update_edit", args=[update.pk])

    client_of(lead).post(address, form(happened="Wij kookten met dertien buren."))
    client_of(lead).post(address, form(happened="Wij kookten met dertien buren."))

    assert [version.happened for version in update.versions.all()] == [HAPPENED]
    page = client_of(lead).get(reverse("update_history", args=[update.pk])).content.decode()
    assert "twaalf" in page
    assert "dertien" in page


def test_withdrawing_is_not_shown_as_if_the_words_were_changed(lead: Any, coalition: Any) -> None:
    update = post(lead, coalition)
    edit_update(lead, update, happened="Wij kookten met dertien buren.")

    withdraw_update(lead, update)

    answer = client_of(lead).get(reverse("update_history", args=[update.pk]))
    assert [version.happened for version in answer.context["versions"]] == [HAPPENED]


def test_an_older_version_stays_with_those_who_could_read_it_then(
    lead: Any, coalition: Any
) -> None:
    update = post(lead, coalition, visibility="coalition", happened="Het geheim is kaneel.")

    edit_update(lead, update, visibility="public", happened="Wij kookten.")

    address = reverse("update_history", args=[update.pk])
    assert "kaneel" not in Client().get(address).content.decode()
    assert "kaneel" not in client_of(UserFactory()).get(address).content.decode()
    assert "kaneel" in client_of(lead).get(address).content.decode()


def test_a_withdrawn_update_is_gone_for_all_but_those_who_may_change_it(
    lead: Any, coalition: Any
) -> None:
    update = post(lead, coalition, visibility="public")
    history = reverse("update_history", args=[update.pk])
    assert Client().get(history).status_code == 200

    asked = client_of(lead).get(reverse("update_withdraw", args=[update.pk]))
    assert asked.status_code == 200
    assert ProgressUpdate.objects.standing().exists()
    client_of(lead).post(reverse("update_withdraw", args=[update.pk]))

    assert not ProgressUpdate.objects.standing().exists()
    assert Client().get(history).status_code == 404
    assert client_of(UserFactory()).get(history).status_code == 404
    assert client_of(lead).get(history).status_code == 200
    with pytest.raises(CoalitionError):
        edit_update(lead, update, happened="Toch niet.")


def test_what_a_coalition_told_goes_with_the_last_of_its_pages(
    lead: Any, coalition: Any, english_home: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client_of(lead).post(new_address(coalition), form(photo=photo(), decorative="on"))
    picture = the_update().photo
    storage, name = picture.file.storage, picture.file.name
    dutch = coalition.page
    english = dutch.copy_for_translation(Locale.objects.get(language_code="en"), copy_parents=True)

    english.delete()
    assert ProgressUpdate.objects.exists()

    with django_capture_on_commit_callbacks(execute=True):
        dutch.delete()
    assert not Coalition.objects.exists()
    assert not ProgressUpdate.objects.exists()
    assert not storage.exists(name)
    assert not lead.groups.filter(name=Role.LEAD).exists()


def test_withdrawing_removes_the_photo_from_the_disk(
    lead: Any, coalition: Any, django_capture_on_commit_callbacks: Any
) -> None:
    client_of(lead).post(new_address(coalition), form(photo=photo(), decorative="on"))
    update = the_update()
    storage, name = update.photo.file.storage, update.photo.file.name

    assert storage.exists(name)

    with django_capture_on_commit_callbacks(execute=True):
        withdraw_update(lead, update)
        withdraw_update(lead, update)

    assert not SiteImage.objects.exists()
    assert UpdateVersion.objects.count() == 1
    assert not storage.exists(name)


@pytest.mark.parametrize("name", ["update_edit", "update_withdraw"])
def test_somebody_elses_update_is_changed_by_nobody_but_lead_and_coordinator(
    name: str, lead: Any, coalition: Any, account: Any
) -> None:
    part: Any = ParticipationFactory(coalition=coalition)
    update = post(part.user, coalition)
    address = reverse(name, args=[update.pk])

    other = ParticipationFactory(coalition=coalition).user
    for user in (other, UserFactory()):
        assert client_of(user).get(address).status_code == 404
        assert client_of(user).post(address, form(happened="Gekaapt")).status_code == 404
    for user in (part.user, lead, account(Role.COORDINATOR)):
        assert client_of(user).get(address).status_code == 200
    update.refresh_from_db()
    assert (update.happened, update.withdrawn_at) == (HAPPENED, None)


# Being told


@pytest.mark.parametrize(
    ("visibility", "told"),
    [
        ("public", {"deputy", "participant", "follower"}),
        ("network", {"deputy", "participant", "follower"}),
        ("coalition", {"deputy", "participant"}),
    ],
)
def test_who_follows_or_takes_part_hears_of_what_they_may_read(
    visibility: str, told: set[str], lead: Any, coalition: Any
) -> None:
    people: dict[str, Any] = {
        name: UserFactory(name=name) for name in ("deputy", "follower", "gone", "nobody")
    }
    people["participant"] = ParticipationFactory(
        coalition=coalition, user=UserFactory(name="participant")
    ).user
    coalition.deputy = people["deputy"]
    coalition.save()
    for name in ("follower", "gone"):
        Follow.objects.create(user=people[name], translation_key=coalition.translation_key)
    people["gone"].groups.clear()

    post(lead, coalition, visibility=visibility, happened="Het woord is kaneel.")

    notices = Notice.objects.all()
    assert {notice.recipient.name for notice in notices} == told
    assert not [notice for notice in notices if "kaneel" in notice.line]


def test_a_narrower_visibility_and_a_withdrawal_take_back_what_was_not_mailed(
    lead: Any, coalition: Any
) -> None:
    follower: Any = UserFactory()
    Follow.objects.create(user=follower, translation_key=coalition.translation_key)
    ParticipationFactory(coalition=coalition)
    update = post(lead, coalition)
    assert Notice.objects.count() == 2

    edit_update(lead, update, visibility="coalition")
    assert not Notice.objects.filter(recipient=follower).exists()
    edit_update(lead, update, visibility="network")
    assert Notice.objects.filter(recipient=follower).count() == 1
    withdraw_update(lead, update)
    assert not Notice.objects.exists()


def test_a_public_update_of_a_coalition_without_a_public_page_is_for_the_network(
    lead: Any, coalition: Any
) -> None:
    update = post(lead, coalition, visibility="public")
    coalition.page.unpublish()

    address = reverse("update_history", args=[update.pk])
    assert Client().get(address).status_code == 404
    assert client_of(UserFactory()).get(address).status_code == 200

    coalition.page.delete()
    assert client_of(lead).get(address).status_code == 404
