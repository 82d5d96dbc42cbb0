"""Telling people something, on their own page and in the weekly mail."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from wagtail.models import Page

from cms.models import MailChoice, Notice
from cms.notices.audience import readers
from cms.notices.hasty import mail_at_once
from cms.notices.kinds import kinds

Line = str | Callable[[], str]


@transaction.atomic
def tell(
    kind: str,
    users: Iterable[Any],
    *,
    key: str,
    line: Line,
    address: str | Callable[[], str],
    page: Page | None = None,
    by: Any = None,
) -> int:
    """Tell each of `users` one line; return how many were told.

    What was told under the same kind and key and not yet mailed is renewed, not doubled. Nobody
    hears it who is not active, left this kind out, may not open `page`, or did it (`by`). `line`
    and `address` may be functions: they are asked once for each language. Raises `KeyError` for a
    kind that nobody declared.
    """
    kinds[kind]
    told = 0
    for language, ids in _by_language(kind, users, page, by).items():
        with override(language):
            said = (line() if callable(line) else line)[:300]
            where = address() if callable(address) else address
        values = {"line": said, "address": where, "created_at": timezone.now(), "seen_at": None}
        _write(kind, key, ids, {**values, "translation_key": page and page.translation_key})
        told += len(ids)
    if kinds[kind].at_once:
        mail_at_once(kind, key)
    return told


def _by_language(
    kind: str, users: Iterable[Any], page: Page | None, by: Any
) -> dict[str, list[int]]:
    """Return the accounts that hear it, by the language in which we write to them."""
    asked = {user.pk for user in users} - {getattr(by, "pk", None)}
    found = get_user_model()._default_manager.filter(pk__in=asked, is_active=True)
    choices = MailChoice.objects.filter(user__in=asked)
    deaf = {choice.user_id for choice in choices if kind in choice.muted}
    languages: dict[str, list[int]] = defaultdict(list)
    heard_by = readers(page, found) if page else found
    for pk, language in heard_by.values_list("pk", "language"):
        if pk not in deaf:
            languages[language].append(pk)
    return languages


def _write(kind: str, key: str, ids: list[int], values: dict[str, Any]) -> None:
    unmailed = Notice.objects.unmailed().filter(kind=kind, key=key, recipient__in=ids)
    unmailed.update(**values)
    there = set(unmailed.values_list("recipient_id", flat=True))
    Notice.objects.bulk_create(
        (Notice(kind=kind, key=key, recipient_id=pk, **values) for pk in ids if pk not in there),
        # Somebody else told them the same in the meantime.
        ignore_conflicts=True,
    )


def choose(
    user: Any,
    *,
    weekly: bool | None = None,
    muted: Iterable[str] | None = None,
    at_once: Iterable[str] | None = None,
) -> None:
    """Keep what somebody wants to be mailed and told; None leaves it as it is."""
    values: dict[str, Any] = {}
    if weekly is not None:
        values["weekly"] = weekly
    if muted is not None:
        values["muted"] = sorted(set(muted) & set(kinds.names()))
    if at_once is not None:
        values["at_once"] = sorted(name for name in at_once if kinds[name].at_once)
    MailChoice.objects.update_or_create(user=user, defaults=values)


def mark_seen(notices: Iterable[Notice]) -> None:
    """Keep that their recipient was shown these."""
    shown = [notice.pk for notice in notices if notice.seen_at is None]
    if shown:
        Notice.objects.unseen().filter(pk__in=shown).update(seen_at=timezone.now())
