"""A suggestion becomes part of the page that readers see.

Whoever applies one holds the row of the page until the end of the transaction (the page first, the
suggestion after it): so of many at once each begins from what the others left.
"""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Page, Revision

from cms.enums import ChangeKind, SuggestionState
from cms.history.services import noting
from cms.models import Suggestion
from cms.notices.kinds import NoticeKind, kinds
from cms.notices.services import tell
from cms.suggestions.exceptions import SuggestionConflict, SuggestionError
from cms.suggestions.merging import merged
from cms.suggestions.sentences import keep_sentences
from cms.suggestions.signals import suggestion_applied
from cms.suggestions.units import texts_of, written

Texts = dict[str, str]

DRAFT_KEPT = "draft_kept"
kinds.register(
    DRAFT_KEPT,
    NoticeKind(
        label=gettext_lazy("Accepted suggestions beside your draft"),
        why=gettext_lazy("You get this because your draft says something else in the same place."),
        permission="cms.see_editors_desk",
    ),
)


@transaction.atomic
def apply(
    suggestion: Suggestion,
    *,
    user: Any,
    texts: Mapping[str, str] | None,
    seen_revision_id: int | None = None,
) -> Suggestion:
    """Put a suggestion on its page and publish that; twice is the same as once.

    Without `texts` every change is merged with what the page says now: as a reviewer left it in
    `final`, or else as it came. With `texts` a reviewer
    chose: exactly these units are written, by name. `seen_revision_id` is the version that they
    looked at while choosing: what changed since is merged too. An editor's draft stays one, with
    the same change in it. Raises `SuggestionConflict` where the same words changed in the
    meantime, and `SuggestionError` where it cannot be applied at all.
    """
    page = Page.objects.select_for_update(no_key=True).get(pk=suggestion.page_id).specific
    row: Suggestion = Suggestion.objects.select_for_update().get(pk=suggestion.pk)
    if row.state == SuggestionState.ACCEPTED:
        return row
    _refuse_unfit(row, page, user)
    now = texts_of(page)
    wanted = _wanted(row, now, _chosen(row, page, now, texts, seen_revision_id))
    changed = {name: text for name, text in wanted.items() if text != now[name]}
    if changed:
        _publish(row, page, changed, user)
    labels = {change["unit"]: change["label"] for change in row.changes}
    row.final = [
        {"unit": name, "label": labels[name], "before": now[name], "after": text}
        for name, text in wanted.items()
    ]
    row.state, row.live = SuggestionState.ACCEPTED, True
    row.decided_at, row.decided_by = timezone.now(), user
    row.save()
    suggestion_applied.send(Suggestion, suggestion=row)
    return row


def _refuse_unfit(row: Suggestion, page: Page, user: Any) -> None:
    if row.state != SuggestionState.WAITING:
        raise SuggestionError(_("This does not wait to be looked at any more."))
    if not page.live:
        raise SuggestionError(_("This page is not published, so nothing can be changed on it."))
    if user is None or row.contributor_id == user.pk:
        raise SuggestionError(_("Somebody else has to look at this: it is your own."))


def _chosen(
    row: Suggestion,
    page: Page,
    now: Texts,
    texts: Mapping[str, str] | None,
    seen_revision_id: int | None,
) -> list[tuple[str, str, str]]:
    """Return name, text that was begun from and text that is wanted, of each unit to write."""
    names = [change["unit"] for change in row.changes]
    if texts is None:
        rows = row.final or row.changes
        return [(one["unit"], one["before"], one["after"]) for one in rows]
    seen = now
    if seen_revision_id and seen_revision_id != page.live_revision_id:
        seen = texts_at(page, seen_revision_id) or now
    return [(name, seen.get(name, ""), texts[name]) for name in names if name in texts]


def texts_at(page: Page, revision_id: int | None) -> Texts | None:
    """Return what a page said in an earlier version of it; None where there is no such version."""
    found = page.specific.revisions.filter(pk=revision_id).first() if revision_id else None
    return texts_of(found.as_object()) if found else None


def _wanted(row: Suggestion, now: Texts, chosen: list[tuple[str, str, str]]) -> Texts:
    labels = {change["unit"]: change["label"] for change in row.changes}
    wanted: Texts = {}
    for name, base, text in chosen:
        merge = merged(base, now[name], text) if name in now else None
        if merge is None or merge.conflict:
            said = _("Somebody changed “%(label)s” in the meantime. Choose what it should say.")
            raise SuggestionConflict(said % {"label": labels[name]})
        wanted[name] = merge.text
    return wanted


def _publish(row: Suggestion, page: Page, texts: Texts, user: Any) -> None:
    """Publish these texts, and put them in the draft that an editor works on as well."""
    draft = None if page.latest_revision_id == page.live_revision_id else page.latest_revision
    # Publishing takes the hour from every other version.
    hour = draft.approved_go_live_at if draft else None
    before = type(page)._default_manager.get(pk=page.pk)
    written(page, texts)
    keep_sentences(before, page, user)
    try:
        revision = page.save_revision(user=row.contributor)
    except ValidationError as error:
        raise SuggestionError(" ".join(error.messages)) from error
    with noting(
        note=row.note,
        kind=ChangeKind.SUGGESTED,
        by=row.contributor,
        organisation=row.organisation,
        suggestion=row,
        reviewed_by=user,
    ):
        _publish_beside_review(revision, user)
    if draft and page.live_revision_id:
        _rebase(draft.pk, texts_of(before), texts, hour)


def _publish_beside_review(revision: Revision, user: Any) -> None:
    """Publish, and leave the approval alone in which an editor's draft of the page may be."""
    action = PublishPageRevisionAction(revision, user=user)
    # As if there were none: Wagtail would cancel it.
    action.object._current_workflow_states = []
    action.execute(skip_permission_checks=True)


def _rebase(draft_id: int, before: Texts, texts: Texts, hour: Any) -> None:
    """Make an editor's draft again with the change in it; what they changed themselves stays."""
    draft = Revision.objects.select_related("user").get(pk=draft_id)
    page = draft.as_object()
    theirs, fitting, kept = texts_of(page), {}, []
    for name, text in texts.items():
        merge = merged(before[name], theirs[name], text) if name in theirs else None
        if merge is None or merge.conflict:
            kept.append(name)
        else:
            fitting[name] = merge.text
    written(page, fitting)
    page.save_revision(user=draft.user, approved_go_live_at=hour, clean=False)
    if kept and draft.user:
        tell(
            DRAFT_KEPT,
            [draft.user],
            key=f"draft:{page.pk}",
            line=lambda: (
                _("A suggestion was accepted in words that you are changing on “%(title)s”.")
                % {"title": page.title}
            ),
            address=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        )
