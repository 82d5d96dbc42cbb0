"""What the ground floor and Wagtail hold about people: who wrote, changed and uploaded what."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailConfirmation
from django.contrib.sessions.models import Session
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.models import EditingSession, FormState
from wagtail.log_actions import registry
from wagtail.models import (
    Comment,
    CommentReply,
    ModelLogEntry,
    Page,
    PageLogEntry,
    Revision,
    UploadedFile,
)

from cms.models import PageCare, SiteDocument, SiteImage
from cms.privacy.providers import (
    PrivacyProvider,
    Thinned,
    providers,
    says_nothing_about_people,
)

# How long the admin tells who changed something.
NAMED = timedelta(days=2 * 365)
_LOGS = (PageLogEntry, ModelLogEntry)


def _export(user: Any) -> Mapping[str, Any]:
    care = PageCare.objects.filter(Q(owner=user) | Q(deputy=user)).values_list("translation_key")
    cared_for = Page.objects.filter(translation_key__in=care)
    return {
        "pages_looked_after": list(cared_for.values_list("title", flat=True)),
        "pages_begun": list(Page.objects.filter(owner=user).values("title", "first_published_at")),
        "versions_saved": list(
            Revision.objects.filter(user=user).order_by("pk").values("object_str", "created_at")
        ),
        "actions_in_the_admin": [
            {"action": entry.action, "label": entry.label, "timestamp": entry.timestamp}
            for model in _LOGS
            for entry in model.objects.filter(user=user.pk).order_by("timestamp")
        ],
        "comments": list(Comment.objects.filter(user=user).values("text", "created_at")),
        "replies": list(CommentReply.objects.filter(user=user).values("text", "created_at")),
        "pictures": list(SiteImage.objects.filter(uploaded_by_user=user).values("title")),
        "documents": list(SiteDocument.objects.filter(uploaded_by_user=user).values("title")),
    }


def _action(code: str) -> Any:
    return registry.get_action_label(code) if registry.action_exists(code) else code


def _erase(user: Any) -> None:
    """Remove what Django would leave: numbers without a link, files, and what logs say of them."""
    for model in _LOGS:
        model.objects.filter(user=user.pk).update(user=None)
    about = ModelLogEntry.objects.for_instance(user)
    about.delete()
    for upload in UploadedFile.objects.filter(uploaded_by_user=user):
        upload.file.delete(save=False)
        upload.delete()
    profile = getattr(user, "wagtail_userprofile", None)
    if profile and profile.avatar:
        profile.avatar.delete(save=False)


def _minimise(now: datetime, dry_run: bool) -> Sequence[Thinned]:
    def remove(what: Any, rows: Any) -> Thinned:
        return Thinned(what, rows.count() if dry_run else _removed(rows))

    def forget(rows: Any) -> int:
        return int(rows.count() if dry_run else rows.update(user=None))

    old_logs = [model.objects.filter(timestamp__lt=now - NAMED, user__gt=0) for model in _LOGS]
    old_versions = Revision.objects.filter(created_at__lt=now - NAMED, user__isnull=False)
    day = now - timedelta(days=1)
    return [
        remove(_("sessions that ended"), Session.objects.filter(expire_date__lt=now)),
        remove(
            _("confirmations of addresses that were not used"),
            EmailConfirmation.objects.filter(created__lt=now - timedelta(days=7)),
        ),
        remove(_("previews of the editor"), FormState.objects.filter(last_updated_at__lt=day)),
        remove(_("who was editing"), EditingSession.objects.filter(last_seen_at__lt=day)),
        Thinned(_("names with actions in the admin"), sum(map(forget, old_logs))),
        Thinned(_("names with versions of pages"), forget(old_versions)),
    ]


def _removed(rows: Any) -> int:
    """Delete and return how many rows there were, without those that hang on them."""
    count: int = rows.count()
    rows.delete()
    return count


providers.register(
    "editing",
    PrivacyProvider(
        label=_("Writing and editing"),
        why=_("To know who looks after a page and who changed what."),
        how_long=_(
            "As long as you have an account; who changed what for two years. Texts stay, without"
            " your name."
        ),
        models=(
            "account.EmailConfirmation",
            "cms.PageCare",
            "cms.SiteDocument",
            "cms.SiteImage",
            "wagtail_localize.SegmentOverride",
            "wagtail_localize.StringTranslation",
            "wagtailadmin.EditingSession",
            "wagtailadmin.FormState",
            "wagtailcore.APIToken",
            "wagtailcore.Comment",
            "wagtailcore.CommentReply",
            "wagtailcore.ModelLogEntry",
            "wagtailcore.Page",
            "wagtailcore.PageLogEntry",
            "wagtailcore.PageSubscription",
            "wagtailcore.Revision",
            "wagtailcore.TaskState",
            "wagtailcore.UploadedFile",
            "wagtailcore.WorkflowState",
            "wagtailusers.UserProfile",
        ),
        export=_export,
        erase=_erase,
        minimise=_minimise,
        order=60,
        words={"action": _action},
        headings={
            "pages_looked_after": _("Pages you look after"),
            "pages_begun": _("Pages you began"),
            "versions_saved": _("Versions of pages you saved"),
            "actions_in_the_admin": _("What you did in the admin"),
            "comments": _("Comments"),
            "replies": _("Replies to comments"),
            "pictures": _("Pictures you uploaded"),
            "documents": _("Documents you uploaded"),
            "title": _("title"),
            "object_str": _("title"),
        },
    ),
)

for _label, _reason in {
    "cms.ContactPoint": "how the network is reached: an address that several people read",
    "wagtailimages.Image": "not used: cms.SiteImage is in its place",
    "wagtaildocs.Document": "not used: cms.SiteDocument is in its place",
}.items():
    says_nothing_about_people(_label, _reason)
