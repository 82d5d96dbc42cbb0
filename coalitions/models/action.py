"""Action plans: numbered actions, who has them, by when, and how far they are."""

from datetime import date
from typing import Any, ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.fields import PartialDateField
from coalitions.enums import TO_DO, ActionLevel, ActionScale, ActionState
from coalitions.models.coalition import Coalition
from coalitions.models.update import ProgressUpdate


class ActionPlanQuerySet(models.QuerySet["ActionPlan"]):
    """Plans with what their actions add up to."""

    def counted(self) -> Self:
        """Add `total`, `blank` (nobody has it) and `done`."""
        nobody = Q(actions__owner=None, actions__owner_organisation=None, actions__owner_text="")
        return self.annotate(
            total=Count("actions"),
            blank=Count("actions", filter=nobody),
            done=Count("actions", filter=Q(actions__state=ActionState.DONE)),
        )


class ActionPlan(models.Model):
    """A list of actions that people agreed on."""

    code = models.SlugField(_("address"), unique=True, allow_unicode=False)
    title_nl = models.CharField(_("title in Dutch"), max_length=150)
    title_en = models.CharField(_("title in English"), max_length=150)
    introduction = models.TextField(_("introduction"), blank=True)
    coalition = models.ForeignKey(
        Coalition,
        verbose_name=_("coalition"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="plans",
    )
    source = models.ForeignKey(
        "knowledge.Source",
        verbose_name=_("source"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="plans",
    )
    started = PartialDateField(_("since"))

    objects: ClassVar[Any] = ActionPlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("action plan")
        verbose_name_plural = _("action plans")

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """Its title in the language of the page."""
        return self.title_en if get_language() == "en" else self.title_nl


class ActionQuerySet(models.QuerySet["Action"]):
    """Actions by who has them."""

    def without_owner(self) -> Self:
        """Keep what nobody has taken on."""
        return self.filter(owner=None, owner_organisation=None, owner_text="")

    def to_do(self) -> Self:
        """Keep what somebody still has to do."""
        return self.filter(state__in=TO_DO)

    def overdue(self, today: date) -> Self:
        """Keep what should have been done before `today`."""
        return self.to_do().filter(Q(due__lt=today))


class Action(models.Model):
    """One numbered action of a plan. Nobody has to own it; then it is counted as such."""

    plan = models.ForeignKey(ActionPlan, on_delete=models.CASCADE, related_name="actions")
    number = models.PositiveSmallIntegerField(_("number"))
    text = models.TextField(_("what will be done"), max_length=1000)
    level = models.CharField(_("level"), max_length=20, choices=ActionLevel)
    scale = models.CharField(_("scale"), max_length=20, choices=ActionScale, blank=True)
    category = models.CharField(_("category"), max_length=100, blank=True)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member who does it"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="actions",
    )
    owner_organisation = models.ForeignKey(
        "network.Organisation",
        verbose_name=_("organisation that does it"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="actions",
    )
    owner_text = models.CharField(_("who does it, in words"), max_length=200, blank=True)
    due = models.DateField(_("before"), null=True, blank=True)
    due_text = models.CharField(_("when, in words"), max_length=100, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=ActionState, default=ActionState.OPEN
    )

    objects: ClassVar[Any] = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="a_number_once_in_a_plan")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text[:80]}"

    @property
    def is_blank(self) -> bool:
        """Whether nobody has taken it on."""
        return not (self.owner_id or self.owner_organisation_id or self.owner_text)


class ActionChange(models.Model):
    """That an action moved from one state to another: when, by whom, and why."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="changes")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    before = models.CharField(max_length=20, choices=ActionState)
    after = models.CharField(max_length=20, choices=ActionState)
    note = models.CharField(_("note"), max_length=300, blank=True)
    from_update = models.ForeignKey(
        ProgressUpdate, on_delete=models.SET_NULL, null=True, blank=True, related_name="moved"
    )

    class Meta:
        verbose_name = _("change of an action")
        verbose_name_plural = _("changes of actions")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.action_id}: {self.before} > {self.after}"
