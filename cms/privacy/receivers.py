"""No account goes without an erasure: not from the admin, a list, the shell or a floor above."""

from typing import Any

from django.conf import settings
from django.db.models.signals import pre_delete
from django.dispatch import receiver

from cms.privacy.services import begin, begun


@receiver(pre_delete, sender=settings.AUTH_USER_MODEL, dispatch_uid="cms.erasure")
def before_an_account_goes(instance: Any, **_kwargs: Any) -> None:
    """Write down what the worker has to look for; Django calls this inside its transaction."""
    if not begun(instance):
        begin(instance)
