"""Making a suggestion: of members at once, of anybody else after they confirmed their address."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core import signing
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.credits import organisation_name
from cms.enums import SuggestionState
from cms.mailing.services import write_mail
from cms.models import Suggestion
from cms.suggestions.applying import apply, texts_at
from cms.suggestions.exceptions import SuggestionError
from cms.suggestions.plain_text import one_form
from cms.suggestions.sentences import refuse_other_shape
from cms.suggestions.signals import suggestion_waiting
from cms.suggestions.units import is_translated, units_of, written

__all__ = ["CONFIRM_WITHIN", "apply", "confirm", "page_at", "suggest", "suggestion_of", "token_of"]

_SALT = "cms.suggestion"
# As long as a suggestion waits for its confirmation.
CONFIRM_WITHIN = timedelta(days=7)


@transaction.atomic
def suggest(
    page: Page,
    changes: Mapping[str, str],
    *,
    contributor: Any = None,
    name: str = "",
    email: str = "",
    note: str = "",
    key: UUID,
    base_revision_id: int | None,
) -> Suggestion:
    """Return the suggestion to change these texts of a page; the same key twice is one.

    `base_revision_id` is the version that somebody had before them. Without a contributor it waits
    for the address to be confirmed, to which a link is mailed. Raises `SuggestionError` where
    nothing changes or a text does not fit, and where the key was used for something else.
    """
    page = (page.alias_of or page).specific
    rows = _rows(page, changes, base_revision_id)
    values: dict[str, Any] = {
        "page_id": page.pk,
        "base_revision_id": base_revision_id if texts_at(page, base_revision_id) else None,
        "changes": rows,
        "note": " ".join(note.split()),
        "language": get_language() or settings.LANGUAGE_CODE,
        "state": SuggestionState.UNCONFIRMED,
    }
    values |= {"contributor": contributor} if contributor else {"name": name, "email": email}
    found, made = Suggestion.objects.get_or_create(key=key, defaults=values)
    if not made and any(getattr(found, each) != values[each] for each in ("page_id", "changes")):
        raise SuggestionError(
            _("Something else was sent with this form already. Send once more to add this.")
        )
    if not made and found.contributor != contributor:
        raise SuggestionError(_("This form was sent by somebody else. Open a new one."))
    if made:
        _begin(found)
    return found


def _begin(suggestion: Suggestion) -> None:
    if suggestion.contributor:
        _wait(suggestion, suggestion.contributor)
        return
    context = {"suggestion": suggestion, "token": token_of(suggestion)}
    write_mail(
        "suggestion_confirm",
        "cms/suggestions/mails/confirm",
        context,
        to=suggestion.email,
        language=suggestion.language,
    )


def _rows(page: Page, changes: Mapping[str, str], base_revision_id: int | None) -> list[Any]:
    """Return what changes, as it is stored. Raises `SuggestionError` where nothing does."""
    if not page.live:
        raise SuggestionError(_("This page is not published, so nothing can be changed on it."))
    base, after = page_at(page, base_revision_id), page_at(page, base_revision_id)
    written(after, changes)
    if is_translated(page):
        refuse_other_shape(base, after)
    texts = {name: one_form(text) for name, text in changes.items()}
    rows = [
        {"unit": unit.name, "label": unit.label, "before": unit.text, "after": texts[unit.name]}
        for unit in units_of(base)
        if unit.name in texts and texts[unit.name] != unit.text
    ]
    if not rows:
        raise SuggestionError(_("Nothing is different yet. Change some words first, then send."))
    return rows


def page_at(page: Page, revision_id: int | None) -> Page:
    """Return the page as somebody had it before them; as it is now where that is gone."""
    if revision_id and revision_id != page.live_revision_id:
        found = page.revisions.filter(pk=revision_id).first()
        if found:
            earlier: Page = found.as_object()
            return earlier
    current: Page = type(page)._default_manager.get(pk=page.pk)
    return current


def token_of(suggestion: Suggestion) -> str:
    """Return what stands in the link that confirms this suggestion."""
    return signing.dumps(suggestion.pk, salt=_SALT)


def suggestion_of(token: str) -> Suggestion | None:
    """Return the suggestion that a link was made for; None for any other link, or one too old."""
    try:
        pk = signing.loads(token, salt=_SALT, max_age=CONFIRM_WITHIN)
    except signing.BadSignature:
        return None
    found: Suggestion | None = (
        Suggestion.objects.filter(pk=pk, page__live=True).select_related("page").first()
    )
    return found


@transaction.atomic
def confirm(token: str) -> Suggestion:
    """Let a suggestion wait for a reviewer, once its address is confirmed; twice is as once.

    Whoever has an account turns out to have it now, and suggests it as themselves: only they can
    open the mail. Raises `SuggestionError` for a link that is not one, or not any more.
    """
    found = suggestion_of(token)
    if found is None:
        raise SuggestionError(_("This link does not work any more."))
    row: Suggestion = Suggestion.objects.select_for_update().get(pk=found.pk)
    if row.state != SuggestionState.UNCONFIRMED:
        return row
    accounts = get_user_model()._default_manager
    member = accounts.filter(email__iexact=row.email, is_active=True).first()
    if member and member.has_perm("cms.suggest"):
        row.contributor, row.name, row.email = member, "", ""
    _wait(row, row.contributor)
    return row


def _wait(row: Suggestion, user: Any) -> None:
    """Let it wait for a reviewer, in the workflow of its page where there is one."""
    row.state, row.confirmed_at = SuggestionState.WAITING, timezone.now()
    row.organisation = organisation_name(user)
    row.save()
    row.save_revision(user=user)
    workflow = row.get_workflow()
    if workflow is not None:
        workflow.start(row, user)
    suggestion_waiting.send(Suggestion, suggestion=row)
