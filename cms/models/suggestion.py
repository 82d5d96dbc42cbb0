"""Suggestions: changes to a page that somebody proposes, beside the page itself."""

from typing import Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import DraftStateMixin, Page, Revision, RevisionMixin, WorkflowMixin

from cms.enums import SuggestionState


class SuggestionQuerySet(models.QuerySet["Suggestion"]):
    """Suggestions by what they are about and how far they came."""

    def waiting(self) -> Self:
        """Keep what waits for a reviewer, longest first."""
        return self.filter(state=SuggestionState.WAITING).order_by("confirmed_at", "pk")

    def about(self, key: UUID) -> Self:
        """Keep what is about the page with this `translation_key`, in any language."""
        return self.filter(page__translation_key=key)

    def by(self, user: Any) -> Self:
        """Keep what this account suggested, the latest first."""
        return self.filter(contributor=user).order_by("-created_at", "-pk")


class Suggestion(WorkflowMixin, DraftStateMixin, RevisionMixin, models.Model):
    """Proposed changes to one page in one language; many stand side by side, none locks the page.

    It goes through the workflow of its page. To publish it is to apply it to the page.
    """

    # Live once it is applied.
    live = models.BooleanField(_("applied"), default=False, editable=False)
    # Made by the form: the same form sent twice is one suggestion.
    key = models.UUIDField(_("key"), unique=True, editable=False)
    page = models.ForeignKey(
        Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="suggestions"
    )
    base_revision = models.ForeignKey(
        Revision,
        verbose_name=_("version it was made from"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    state = models.CharField(
        _("state"), max_length=20, choices=SuggestionState, default=SuggestionState.WAITING
    )
    # A list of {"unit", "before", "after"}: see cms/suggestions/units.py. `final` is what was
    # applied in the end, in the same form.
    changes = models.JSONField(_("changes"), default=list)
    final = models.JSONField(_("what was applied"), default=list, blank=True)
    note = models.CharField(_("why"), max_length=300, blank=True)
    contributor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("suggested by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="suggestions",
    )
    # As it was called at that moment; stays when the account goes.
    organisation = models.CharField(_("organisation"), max_length=200, blank=True)
    # Of somebody without an account.
    name = models.CharField(_("name"), max_length=100, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language of their mail"), max_length=10, blank=True)
    created_at = models.DateTimeField(_("made at"), default=timezone.now)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reviewers reminded at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    reason = models.TextField(_("reason"), blank=True)

    objects: ClassVar[Any] = models.Manager.from_queryset(SuggestionQuerySet)()

    class Meta:
        verbose_name = _("suggestion")
        verbose_name_plural = _("suggestions")
        ordering = ["-created_at", "-pk"]
        indexes = [models.Index(fields=["state", "confirmed_at"], name="cms_suggestion_waiting")]

    def __str__(self) -> str:
        return f"{self.page.title} ({self.created_at:%Y-%m-%d})"

    def serializable_data(self) -> dict[str, Any]:
        """Leave out of its versions who made it from outside: that is forgotten in time."""
        return {**super().serializable_data(), "name": "", "email": ""}

    def get_workflow(self) -> Any:
        """Return the workflow that was chosen for pages like this one, or None.

        Not that of the root, which holds for every page without one of its own: there whoever
        looks after the page decides, such as the lead of a coalition.
        """
        chosen = self.page.get_ancestors(inclusive=True).filter(
            depth__gt=1, workflowpage__workflow__active=True
        )
        nearest = chosen.select_related("workflowpage__workflow").order_by("-depth").first()
        return nearest.workflowpage.workflow if nearest else None

    def publish(self, revision: Revision, user: Any = None, **_options: Any) -> None:
        """Apply it to the page, as the last approval of a workflow does.

        Where no step of it asked another person, it goes on waiting for one.
        """
        from cms.suggestions.applying import apply  # which knows this model

        if user is None or user.pk == self.contributor_id:
            return
        apply(self, user=user, texts=None)
        now = timezone.now()
        Suggestion.objects.filter(pk=self.pk).update(
            live_revision=revision,
            has_unpublished_changes=False,
            first_published_at=now,
            last_published_at=now,
        )
