"""The emergency account passes every check: whoever looks after roles hears when it is used."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.mailing.services import write_mail
from cms.notices.kinds import NoticeKind, kinds
from cms.notices.services import tell
from network.enums import Role
from network.models import EmergencyAccess, User

KIND = "emergency"
kinds.register(
    KIND,
    NoticeKind(
        label=gettext_lazy("Emergency account"),
        why=gettext_lazy("You are an administrator: this should be rare."),
        permission="network.review_roles",
    ),
)


@transaction.atomic
def signed_in(user: Any, request: HttpRequest) -> None:
    """Write down that a superuser signed in, and tell all administrators at once."""
    access = EmergencyAccess.objects.record(user, request)
    administrators = User.objects.with_role(Role.ADMINISTRATOR)
    for administrator in administrators:
        context = {"at": timezone.localtime(access.at)}
        write_mail(KIND, "network/mails/emergency_access", context, recipient=administrator)
    tell(
        KIND,
        administrators,
        key=f"emergency-{access.pk}",
        line=lambda: _("Somebody signed in with the emergency account."),
        address=lambda: reverse("emergency_access"),
    )
