"""Changing and undoing what an organisation knows best of its own activity, at once."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import PageLogEntry

from cms.bundle.translating import write_sentences
from cms.enums import ChangeKind
from cms.history.services import noting
from knowledge.exceptions import KnowledgeError
from knowledge.models import Activity
from knowledge.own_facts.notices import tell_of
from knowledge.own_facts.publishing import put

# True in every language, and read from the original.
SHARED = ("phone", "website")
# Said in words, so once in each language.
SPOKEN = ("place", "frequency", "how_to_join")
FACTS = ("place", "frequency", "how_to_join", "phone", "website")
ACTION = "knowledge.own_facts"

Values = Mapping[str, str]


@transaction.atomic
def change(
    activity: Activity,
    values: Values,
    *,
    organisation: str,
    by: Any = None,
    spoken: Mapping[str, Values] | None = None,
) -> bool:
    """Publish these facts of an activity at once; False when nothing is different.

    `spoken` holds the words of other languages by language code. Where there are none, a page in
    another language gets the new words of the original: better right and Dutch than wrong. Raises
    `KnowledgeError` for an activity that is not published.
    """
    return _change(activity, values, spoken or {}, organisation, by, ChangeKind.OWN_FACTS)


def _change(
    activity: Activity,
    values: Values,
    spoken: Mapping[str, Values],
    organisation: str,
    by: Any,
    kind: ChangeKind,
) -> bool:
    original = _locked(activity)
    after = _different(original, {name: values[name] for name in FACTS if name in values})
    said = {name: value for name, value in after.items() if name in SPOKEN}
    wanted = [
        (page, _different(page, {**said, **spoken.get(page.locale.language_code, {})}))
        for page in _translations(original)
    ]
    if not after and not any(new for _page, new in wanted):
        return False
    before = {"": {name: getattr(original, name) for name in after}}
    revision = original.live_revision
    with noting(_said(kind), kind=kind, by=by, organisation=organisation):
        if after:
            revision = put(original, after, by)
        for page, new in wanted:
            language = page.locale.language_code
            before[language] = {name: getattr(page, name) for name in new}
            _translate(original, page, new, spoken.get(language, {}), by)
    data = {"before": before, "organisation": organisation, "undone": kind == ChangeKind.UNDONE}
    log(original, ACTION, user=by, data=data, revision=revision, content_changed=True)
    tell_of(original, organisation, by=by, undone=kind == ChangeKind.UNDONE)
    return True


def _said(kind: ChangeKind) -> str:
    """Return why it changed, in the site's own language: history is read by all."""
    if kind == ChangeKind.UNDONE:
        return _("What the organisation changed was put back")
    return _("Where, when and how you join")


def _locked(activity: Activity) -> Activity:
    """Return the original as it is published, while nobody else changes it."""
    rows = Activity.objects.select_for_update(of=("self", "page_ptr")).select_related("locale")
    found = rows.filter(pk=activity.original.pk).first()
    if found is None or not found.live:
        raise KnowledgeError(_("This activity is not on the site at the moment."))
    return found


def _translations(original: Activity) -> Iterable[Activity]:
    pages = Activity.objects.live().filter(translation_key=original.translation_key, alias_of=None)
    found: Iterable[Activity] = pages.exclude(pk=original.pk).select_related("locale")
    return found


def _different(page: Activity, values: Values) -> dict[str, str]:
    return {name: value for name, value in values.items() if getattr(page, name) != value}


def _translate(original: Activity, page: Activity, new: Values, given: Values, by: Any) -> None:
    """Publish new words of a translation; those that are a translation are kept as one."""
    if not new:
        return
    said = {name for name in new if given.get(name)}
    if said:
        # As sentences, before it is published: otherwise the next translation would take them
        # away again, and until then the page would count as behind.
        spoken = Activity.objects.get(pk=page.pk)
        for name in said:
            setattr(spoken, name, new[name])
        write_sentences(original, spoken, said, page.locale)
    put(page, new, by)


def last_change(activity: Activity) -> PageLogEntry | None:
    """Return the change that can be undone: nobody changed the page after it, or undid it."""
    original = activity.original
    entry = PageLogEntry.objects.filter(page=original.pk, action=ACTION)
    last: PageLogEntry | None = entry.order_by("-timestamp", "-pk").first()
    if last is None or last.data.get("undone") or last.revision_id is None:
        return None
    return last if last.revision_id == original.live_revision_id else None


@transaction.atomic
def undo(activity: Activity, *, by: Any, organisation: str) -> None:
    """Put back what stood there before the last change by an organisation.

    Raises `KnowledgeError` when somebody changed the page since.
    """
    original = _locked(activity)
    entry = last_change(original)
    if entry is None:
        raise KnowledgeError(
            _("Somebody changed this page since. Nothing was undone: change what is not right.")
        )
    before: dict[str, Values] = dict(entry.data["before"])
    values = before.pop("", {})
    _change(original, values, before, organisation, by, ChangeKind.UNDONE)


def words_elsewhere(activity: Activity) -> dict[str, Activity]:
    """Return the published translations of an activity by language code."""
    original = activity.original
    return {
        page.locale.language_code: page
        for page in _translations(original)
        if page.locale.language_code != settings.LANGUAGE_CODE
    }


def address_of(activity: Activity) -> str:
    """Return where whoever speaks for the organisation changes these facts."""
    return reverse("activity_facts", args=[activity.translation_key])
