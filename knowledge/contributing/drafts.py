"""Drafts that people keep and send in: somebody's own until an editor publishes it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.actions.delete_page import DeletePageAction
from wagtail.models import Page, WorkflowState

from knowledge.contributing import photos
from knowledge.contributing.kinds import Kind
from knowledge.exceptions import KnowledgeError
from knowledge.models import Activity, Lesson
from network.reads.speaking import organisation_of

Write = Callable[[Any], None]


def key_of(user: Any, kind: Kind, key: UUID) -> UUID:
    """Return the key of the page that a form makes.

    Somebody's own: a key that another person saw opens nothing.
    """
    return uuid5(key, f"{kind.name}:{user.pk}")


def nameless(kind: Kind) -> str:
    """Return what a draft without a title is called, in the language of originals."""
    with override(settings.LANGUAGE_CODE):
        return str(kind.nameless)


def begin(user: Any, kind: Kind, key: UUID, write: Write) -> Any:
    """Return the draft with this key, with what `write` puts into it; made where it is new.

    Raises `KnowledgeError` where there is no list to put it on, or it is no draft any more.
    """
    own = key_of(user, kind, key)
    try:
        with transaction.atomic():
            page = _found(kind, own) or _made(user, kind, own)
    except IntegrityError:
        page = _found(kind, own)
        if page is None:
            raise
    return keep(user, page, write)


def _found(kind: Kind, own: UUID) -> Any:
    model: Any = kind.model
    return model.objects.originals().filter(translation_key=own).first()


def _made(user: Any, kind: Kind, own: UUID) -> Any:
    # One at a time: where a page goes in the list depends on the one before it.
    index_model: Any = kind.index
    index = index_model.objects.originals().select_for_update(of=("self",)).first()
    if index is None:
        raise KnowledgeError(_("There is no list for this yet. Ask an editor to make one."))
    page: Any = kind.model(
        title=nameless(kind), translation_key=own, owner=user, live=False, locale=index.locale
    )
    _say_who(page, user)
    index.add_child(instance=page)
    return page


def _say_who(page: Any, user: Any) -> None:
    organisation = organisation_of(user)
    if isinstance(page, Lesson):
        page.contributor, page.contributor_organisation = user, organisation
        page.learned_on = timezone.localdate().isoformat()
    elif organisation is not None:
        name = "providers" if isinstance(page, Activity) else "organisations"
        getattr(page, name).set([organisation])


@transaction.atomic
def keep(user: Any, page: Any, write: Write) -> Any:
    """Keep a draft as it stands; every few seconds while somebody types, so in one version."""
    locked = Page.objects.select_for_update(of=("self",)).get(pk=page.pk)
    _refuse_if_published(locked)
    draft: Any = page.specific_class.objects.get(pk=page.pk).get_latest_revision_as_object()
    write(draft)
    # Not cleaned: a draft may be unfinished. Sending it in asks for what is missing.
    draft.save(clean=False)
    draft.save_revision(
        user=user, clean=False, overwrite_revision=_version_to_write_over(user, draft)
    )
    return draft


def _refuse_if_published(page: Page) -> None:
    if page.live or page.first_published_at:
        raise KnowledgeError(
            _("This is published by now. Suggest an improvement on its page instead.")
        )


def _version_to_write_over(user: Any, page: Any) -> Any:
    """Return the last version, where it is this person's and nobody was asked to look at it."""
    version = page.get_latest_revision()
    if version is None or version.user_id != user.pk:
        return None
    return None if version.task_states.exists() else version


@transaction.atomic
def send(user: Any, page: Any) -> None:
    """Ask the editors to look at a draft; what was sent back goes to them again."""
    _refuse_if_published(Page.objects.select_for_update(of=("self",)).get(pk=page.pk))
    page.slug = ""
    page.full_clean()
    page.save()
    page.save_revision(user=user, log_action=True)
    state = page.current_workflow_state
    if state is None:
        workflow = page.get_workflow()
        if workflow is None:
            raise KnowledgeError(
                _("Nobody looks at new pages yet. Your draft is kept; ask the coordinator.")
            )
        workflow.start(page, user)
    elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user=user)


@transaction.atomic
def throw_away(user: Any, page: Any) -> None:
    """Remove a draft that nobody ever read, with its photo."""
    _refuse_if_published(Page.objects.select_for_update(of=("self",)).get(pk=page.pk))
    photos.throw_away(page)
    # Somebody's own, and no page that anybody read: it takes no right to delete pages.
    DeletePageAction(page, user=user).execute(skip_permission_checks=True)
