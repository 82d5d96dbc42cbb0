"""Withdrawing consent: what tells about somebody goes from the site at once."""

from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from wagtail.models import Page

from cms.builtin.privacy_check.mails import WITHDRAWN
from cms.builtin.privacy_check.models import Consent
from cms.models import PageCare
from cms.notices.services import tell


@transaction.atomic
def withdraw(consent: Consent, user: Any) -> int:
    """Withdraw a consent and take its page from the site; return how many pages that were.

    In every language, also where another person's consent for the same page stands: what the
    page says about whom is for an editor to sort out. Withdrawn twice is the same as once.
    """
    row: Consent = Consent.objects.select_for_update().get(pk=consent.pk)
    if row.withdrawn_on is not None:
        return 0
    row.withdrawn_on = localdate()
    row.save(update_fields=["withdrawn_on"])
    pages = list(Page.objects.filter(translation_key=row.translation_key).specific())
    number = sum(_take_down(page, user) for page in pages)
    if pages:
        _tell(pages, row.translation_key, user)
    return number


def _take_down(page: Any, user: Any) -> bool:
    if state := page.current_workflow_state:
        state.cancel(user=user)
    was_live = bool(page.live)
    if was_live:
        page.unpublish(user=user)
    return was_live


def _tell(pages: list[Any], key: UUID, by: Any) -> None:
    cares = PageCare.objects.filter(translation_key=key).values_list("owner", "deputy")
    wanted = {page.owner_id for page in pages} | {pk for pair in cares for pk in pair}
    title = pages[0].title
    tell(
        WITHDRAWN,
        get_user_model()._default_manager.filter(pk__in=wanted - {None}),
        key=f"consent:{key}",
        line=lambda: (
            _("“%(title)s” is no longer on the site: somebody withdrew their consent.")
            % {"title": title}
        ),
        address=lambda: reverse("my_messages"),
        by=by,
    )
