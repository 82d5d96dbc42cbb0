"""What the knowledge floor holds about people: who told a lesson. Visitors never see it."""

from collections.abc import Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from cms.privacy.providers import PrivacyProvider, providers
from knowledge.contributing.photos import throw_away as throw_away_photo
from knowledge.models import Activity, Lesson, PagePhoto, Practice, Trial


def _export(user: Any) -> Mapping[str, Any]:
    told = Lesson.objects.filter(contributor=user)
    tried = Trial.objects.filter(contributor=user).values("place", "changed", "tip", "created_at")
    photos = PagePhoto.objects.filter(added_by=user).values("alt", "added_at")
    return {
        "lessons": list(told.values("title", "first_published_at")),
        "trials": list(tried),
        "drafts": [{"title": page.title} for page in _drafts(user)],
        "photos": list(photos),
    }


def _drafts(user: Any) -> list[Any]:
    """Return what somebody began and nobody else was asked to look at."""
    found: list[Any] = []
    for model in (Practice, Activity, Lesson):
        own = model.objects.filter(owner=user, live=False, first_published_at=None)
        found += [page for page in own if not page.workflow_states.exists()]
    return found


def _erase(user: Any) -> None:
    """Keep for which organisation somebody told a lesson; the account itself leaves the row.

    What they only began goes with them.

    Also in the versions: publishing one later on would bring the row back to what it says.
    """
    for page in _drafts(user):
        # Nobody else ever read it, and nobody finishes it any more.
        throw_away_photo(page)
        page.delete()
    member = getattr(user, "member", None)
    organisation = member.organisation_id if member else None
    if organisation is None:
        return
    told = Lesson.objects.filter(contributor=user)
    keys = [str(pk) for pk in told.values_list("pk", flat=True)]
    told.filter(contributor_organisation=None).update(contributor_organisation=organisation)
    lesson = ContentType.objects.get_for_model(Lesson)
    for version in Revision.objects.filter(content_type=lesson, object_id__in=keys):
        content = version.content
        mine = content.get("contributor") == user.pk
        if mine and content.get("contributor_organisation") is None:
            content["contributor_organisation"] = organisation
            Revision.objects.filter(pk=version.pk).update(content=content)


providers.register(
    "knowledge",
    PrivacyProvider(
        label=_("Lessons you told"),
        why=_("To ask you about it. Visitors see your organisation, not you."),
        how_long=_("As long as you have an account. The lesson stays, without you."),
        models=("knowledge.Lesson", "knowledge.Trial", "knowledge.PagePhoto"),
        export=_export,
        erase=_erase,
        order=50,
        headings={
            "lessons": _("Lessons you told"),
            "trials": _("What you tried too"),
            "drafts": _("Drafts you kept"),
            "photos": _("Photos you added"),
        },
    ),
)
