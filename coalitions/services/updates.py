"""Progress updates: posted once however often they are sent, changed and withdrawn with history."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Required, TypedDict, Unpack
from uuid import UUID, uuid5

from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coalitions.enums import CallKind, Visibility
from coalitions.exceptions import CoalitionError
from coalitions.models import Action, Coalition, ProgressUpdate, UpdateVersion
from coalitions.services.calls import (
    first_line,
    open_call,
    put_back_call,
    show_like,
    withdraw_call,
)
from coalitions.services.lessons import note_lesson
from coalitions.services.photos import keep_photo
from coalitions.services.plans import move_action
from coalitions.services.update_notices import take_back, tell_of
from network.reads.speaking import organisation_of

TEXTS = ("happened_on", "happened", "needed", "helpers", "visibility")


class Told(TypedDict, total=False):
    """What somebody tells; all but `key` and `happened` may be left out.

    `photo` comes from `coalitions.services.photos.shrunk`. With `noted_for`, a lead of the
    coalition, these are the lead's words that somebody else wrote down. With `as_call`, what is
    needed becomes a call too.
    """

    key: Required[UUID]
    happened: Required[str]
    needed: str
    helpers: str
    visibility: str
    photo: ContentFile[bytes] | None
    photo_alt: str
    lesson_statement: str
    happened_on: date | None
    noted_for: Any
    moves: Iterable[tuple[Action, str]]
    as_call: bool


@transaction.atomic
def post_update(user: Any, coalition: Coalition, **told: Unpack[Told]) -> ProgressUpdate:
    """Return a new update, or the one that was posted with this key before.

    Raises `CoalitionError` when something else was posted under the same key, or nothing can be
    posted like this.
    """
    _check(coalition, told["happened"], told.get("happened_on"), told.get("noted_for"))
    update = _drafted(user, coalition, told)
    if not _is_first(update):
        return _posted_before(update)
    if (photo := told.get("photo")) is not None:
        update.photo = keep_photo(photo, f"{coalition} {update.happened_on}", user)
        update.photo_alt = told.get("photo_alt", "").strip()
    if statement := told.get("lesson_statement", "").strip():
        update.lesson = _lesson(update, statement)
    update.save()
    _move(user, update, told.get("moves", ()))
    if told.get("as_call") and update.needed:
        _call(update)
    tell_of(update, by=user)
    return update


def _drafted(user: Any, coalition: Coalition, told: Told) -> ProgressUpdate:
    """Return an update that is not saved yet."""
    noted_for = told.get("noted_for")
    author = noted_for or user
    return ProgressUpdate(
        coalition=coalition,
        key=told["key"],
        happened=told["happened"].strip(),
        needed=told.get("needed", "").strip(),
        helpers=told.get("helpers", "").strip(),
        visibility=told.get("visibility", Visibility.NETWORK),
        happened_on=told.get("happened_on") or timezone.localdate(),
        author=author,
        organisation=_speaks_for(author, coalition),
        noted_by=user if noted_for else None,
        was_noted=bool(noted_for),
    )


def _check(coalition: Coalition, happened: str, happened_on: date | None, noted_for: Any) -> None:
    if not happened.strip():
        raise CoalitionError(_("Say what happened. One sentence is enough."))
    if happened_on and happened_on > timezone.localdate():
        raise CoalitionError(_("That day has yet to come. Choose today or an earlier day."))
    if noted_for and noted_for not in coalition.leads:
        raise CoalitionError(_("You can write down the words of the lead or the deputy only."))


def _is_first(update: ProgressUpdate) -> bool:
    """Save an update unless its key is taken; whoever sends the same meanwhile waits for us."""
    try:
        with transaction.atomic():
            update.save(force_insert=True)
    except IntegrityError:
        if ProgressUpdate.objects.filter(key=update.key).exists():
            return False
        raise
    return True


def _posted_before(update: ProgressUpdate) -> ProgressUpdate:
    found: ProgressUpdate = ProgressUpdate.objects.get(key=update.key)
    words = ("happened", "needed", "helpers", "visibility")
    same = ("coalition_id", "author_id", "noted_by_id", *words)
    if any(getattr(found, name) != getattr(update, name) for name in same):
        raise CoalitionError(
            _("An earlier text was posted already. Send once more to post this one beside it.")
        )
    return found


def _speaks_for(user: Any, coalition: Coalition) -> Any:
    """Return for which organisation somebody speaks in this coalition, if any."""
    part = coalition.participations.current().filter(user=user).first()
    return part.organisation if part and part.organisation else organisation_of(user)


def _lesson(update: ProgressUpdate, statement: str) -> Any:
    told = _("Told on %(day)s.") % {"day": date_format(update.happened_on, "j F Y")}
    return note_lesson(
        statement,
        coalition=update.coalition,
        contributor=update.author,
        organisation=update.organisation,
        source_note=told,
    )


def _call(update: ProgressUpdate) -> None:
    line = first_line(update.needed)
    open_call(
        update.author,
        key=uuid5(update.key, "call"),
        kind=CallKind.CALL,
        line=line,
        details="" if line == update.needed else update.needed,
        coalition=update.coalition,
        from_update=update,
        visibility=update.visibility,
    )


def _move(user: Any, update: ProgressUpdate, moves: Iterable[tuple[Action, str]]) -> None:
    for action, state in moves:
        if action.plan.coalition_id != update.coalition_id:
            raise CoalitionError(_("This action is not one of this coalition's."))
        move_action(user, action, state, from_update=update)


@transaction.atomic
def edit_update(user: Any, update: ProgressUpdate, **changes: Any) -> ProgressUpdate:
    """Change an update and keep what it said; what stays the same makes no version.

    `changes` are texts, day and visibility, and `photo`, `photo_alt` and `remove_photo`. Raises
    `CoalitionError` when it was withdrawn.
    """
    locked: ProgressUpdate = ProgressUpdate.objects.select_for_update().get(pk=update.pk)
    if locked.withdrawn_at:
        raise CoalitionError(_("This update was withdrawn. Post a new one."))
    said = {name: getattr(locked, name) for name in TEXTS}
    now = said | {name: value for name, value in changes.items() if name in TEXTS}
    _check(locked.coalition, now["happened"], now["happened_on"], None)
    if now != said:
        UpdateVersion.objects.create(update_of=locked, by=user, **said)
        for name, value in now.items():
            setattr(locked, name, value)
    if now["visibility"] != said["visibility"]:
        show_like(locked, said["visibility"])
    _change_photo(user, locked, changes)
    locked.save()
    tell_of(locked, by=user)
    return locked


def _change_photo(user: Any, update: ProgressUpdate, changes: dict[str, Any]) -> None:
    photo = changes.get("photo")
    if (photo or changes.get("remove_photo")) and update.photo:
        _drop_photo(update)
    if photo:
        update.photo = keep_photo(photo, f"{update.coalition} {update.happened_on}", user)
    if "photo_alt" in changes:
        update.photo_alt = changes["photo_alt"].strip() if update.photo else ""


def _drop_photo(update: ProgressUpdate) -> None:
    picture: Any = update.photo
    update.photo, update.photo_alt = None, ""
    update.save(update_fields=["photo", "photo_alt"])
    picture.delete()


@transaction.atomic
def withdraw_update(user: Any, update: ProgressUpdate) -> ProgressUpdate:
    """Take an update back with the calls that came from it; twice is once.

    Its photo goes, its text stays for who may change it.
    """
    locked: ProgressUpdate = ProgressUpdate.objects.select_for_update().get(pk=update.pk)
    if locked.withdrawn_at:
        return locked
    said = {name: getattr(locked, name) for name in TEXTS}
    UpdateVersion.objects.create(update_of=locked, by=user, **said)
    if locked.photo:
        _drop_photo(locked)
    locked.withdrawn_at = timezone.now()
    locked.save(update_fields=["withdrawn_at"])
    for call in locked.calls.all():
        withdraw_call(call)
    take_back(locked)
    return locked


@transaction.atomic
def put_back_update(user: Any, update: ProgressUpdate) -> ProgressUpdate:
    """Show an update again that was withdrawn, with the calls that went with it; twice is once.

    Its photo stays away.
    """
    locked: ProgressUpdate = ProgressUpdate.objects.select_for_update().get(pk=update.pk)
    if locked.withdrawn_at:
        for call in locked.calls.filter(closed_at__gte=locked.withdrawn_at):
            put_back_call(call)
        locked.withdrawn_at = None
        locked.save(update_fields=["withdrawn_at"])
        tell_of(locked, by=user)
    return locked
