"""Which default workflows were made, so that what an administrator changed is never made again."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Workflow


class MadeWorkflow(models.Model):
    """A default workflow that was made once; it stays when the workflow is removed."""

    code = models.CharField(_("code"), max_length=50, unique=True)
    workflow = models.ForeignKey(
        Workflow,
        verbose_name=_("workflow"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    class Meta:
        verbose_name = _("default workflow")
        verbose_name_plural = _("default workflows")

    def __str__(self) -> str:
        return self.code
