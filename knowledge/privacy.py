"""What the knowledge floor holds about people: who told a lesson. Visitors never see it."""

from collections.abc import Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from cms.privacy.providers import PrivacyProvider, providers
from knowledge.models import Lesson, Trial


def _export(user: Any) -> Mapping[str, Any]:
    told = Lesson.objects.filter(contributor=user)
    tried = Trial.objects.filter(contributor=user).values("place", "changed", "tip", "created_at")
    return {
        "lessons": list(told.values("title", "first_published_at")),
        "trials": list(tried),
    }


def _erase(user: Any) -> None:
    """Keep for which organisation somebody told a lesson; the account itself leaves the row.

    Also in the versions: publishing one later on would bring the row back to what it says.
    """
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
        headings={"lessons": _("Lessons you told"), "trials": _("What you tried too")},
    ),
)
