"""Making an event with its page, changing both, and putting them on the agenda."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from events.exceptions import EventError
from events.models import Event, EventIndex, EventPage
from knowledge.models import PageTheme

PLACE = ("place", "address", "neighbourhood", "attendance_mode", "online_address")
# In every language.
FACTS = (
    *("kind", "organiser", "host", "starts_at", "ends_at", *PLACE, "target_groups", "contact"),
    *("takes_registrations", "capacity", "waiting_capacity", "promotion"),
    *("registration_opens_at", "registration_closes_at", "cancel_until"),
    *("reminder_hours", "asks_survey", "retention_days"),
)
# On the page, translated.
WORDS = ("title", "summary", "invitation", "themes")


def begin(user: Any, key: UUID, words: Mapping[str, Any], facts: Mapping[str, Any]) -> Event:
    """Return a new event with its page as a draft; the same key again returns the same one.

    Raises `EventError` where there is no agenda to put it on.
    """
    # Somebody's own: a key that another person saw opens nothing.
    own = uuid5(key, f"event:{user.pk}")
    try:
        return _begun(user, own, words, facts)
    except IntegrityError:
        found: Event | None = Event.objects.filter(translation_key=own).first()
        if found is None:
            raise
        return found


@transaction.atomic
def _begun(user: Any, own: UUID, words: Mapping[str, Any], facts: Mapping[str, Any]) -> Event:
    before: Event | None = Event.objects.filter(translation_key=own).first()
    if before is not None:
        return before
    values = dict(facts)
    groups = values.pop("target_groups", ())
    event: Event = Event.objects.create(translation_key=own, **{"host": user, **values})
    event.target_groups.set(groups)
    page = EventPage(translation_key=own, owner=user, live=False, title=words["title"])
    _write(page, words)
    _index().add_child(instance=page)
    page.save_revision(user=user, log_action=True)
    return event


def _index() -> EventIndex:
    found: EventIndex | None = EventIndex.objects.originals().first()
    if found is None:
        raise EventError(_("There is no agenda yet. Ask an editor to make one."))
    return found


def _write(page: EventPage, words: Mapping[str, Any]) -> None:
    for name in ("title", "summary", "invitation"):
        if name in words:
            setattr(page, name, words[name])
    if "themes" in words:
        wanted = {theme.pk: theme for theme in words["themes"]}
        kept = [link for link in page.theme_links.all() if link.theme_id in wanted]
        known = {link.theme_id for link in kept}
        new = [PageTheme(theme=theme) for pk, theme in wanted.items() if pk not in known]
        page.theme_links.set([*kept, *new])


@transaction.atomic
def change(event: Event, user: Any, words: Mapping[str, Any], facts: Mapping[str, Any]) -> Event:
    """Keep what is true of an event, and its words.

    What is on the agenda changes there at once, where whoever changes it may decide so; otherwise
    the new words wait to be looked at.
    """
    row: Event = Event.objects.locked(event.pk)
    values = dict(facts)
    if "target_groups" in values:
        row.target_groups.set(values.pop("target_groups"))
    for name, value in values.items():
        setattr(row, name, value)
    row.save()
    page = row.draft
    if page is not None:
        _write(page, words)
        _keep(row, page, user)
    return row


def _keep(event: Event, page: EventPage, user: Any) -> None:
    if not page.live:
        # Lists of drafts read the row of the page, which a revision alone leaves as it was.
        page.save()
    revision = page.save_revision(user=user, log_action=True)
    decides = user.has_perm("events.publish", event)
    if decides and page.live:
        # Whoever runs an event decides about its page, without a right in the admin.
        revision.publish(user=user, skip_permission_checks=True)
    elif not decides:
        offer(page, user)


@transaction.atomic
def publish(event: Event, user: Any) -> Event:
    """Put an event on the agenda as it stands; twice is the same as once."""
    row: Event = Event.objects.locked(event.pk)
    page = row.draft
    if page is None:
        raise EventError(_("This event has no page any more. Ask an editor."))
    if not page.live or page.has_unpublished_changes:
        page.get_latest_revision().publish(user=user, skip_permission_checks=True)
    return row


def offer(page: EventPage, user: Any) -> None:
    """Let whoever keeps the agenda look at it; what was sent back goes to them again."""
    state = page.current_workflow_state
    if state is None:
        if workflow := page.get_workflow():
            # Without a name: Wagtail would mail a link into the admin, which a member cannot open.
            workflow.start(page, None)
    elif state.status == state.STATUS_NEEDS_CHANGES:
        state.resume(user=user)
