"""A step of a workflow that waits for somebody: by when, and whether they were reminded."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import TaskState


class ReviewState(TaskState):
    """The state of a step that a plugin brought, with the day by which it should be done."""

    due_on = models.DateField(_("due on"), null=True, blank=True)
    reminded_at = models.DateTimeField(_("reminded at"), null=True, blank=True)

    class Meta:
        verbose_name = _("state of a step")
        verbose_name_plural = _("states of steps")
