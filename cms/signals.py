"""What must follow from a change, wherever it is made."""

from typing import Any

from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published


@receiver(page_published, dispatch_uid="cms.count_children")
def count_children(instance: Page, **_kwargs: Any) -> None:
    """Recount the children of what was published and of its parent.

    Translating a subtree leaves `numchild` at 0 on the translated parent, whose children then
    answer 404: https://github.com/wagtail/wagtail-localize/issues/773
    """
    parents = [instance.path, instance.path[: -Page.steplen]]
    for page in Page.objects.filter(path__in=parents).only("pk", "path", "depth", "numchild"):
        children = Page.objects.filter(path__startswith=page.path, depth=page.depth + 1).count()
        if children != page.numchild:
            Page.objects.filter(pk=page.pk).update(numchild=children)
