"""Where a trace can be beside the columns of tables: sessions, files, revisions, cache, indexes."""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from django.apps import apps
from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.db import connection, models, transaction
from django.db.models import Q
from wagtail.admin.models import FormState
from wagtail.models import ReferenceIndex, Revision
from wagtail_localize.models import String, StringSegment, StringTranslation

from cms.privacy.words import Word, rewritten

_COMMENTS = "wagtail_admin_comments"


def clean_sessions(account: int, words: Sequence[Word]) -> bool:
    """End the person's sessions; take traces out of what others' sessions hold."""
    store = SessionStore()
    for session in Session.objects.iterator():
        held = session.get_decoded()
        if str(held.get(SESSION_KEY)) == str(account):
            session.delete()
            continue
        clean = rewritten(held, words, "")
        if clean != held:
            Session.objects.filter(pk=session.pk).update(session_data=store.encode(clean))
    return True


def forget_author(account: int) -> bool:
    """Take the account's number out of revisions and of the index of references.

    The number leads nowhere once the account is gone, but it would tell that one person wrote all.
    """
    account_type = ContentType.objects.get_for_model(get_user_model())
    references = Q(to_content_type=account_type, to_object_id=str(account))
    references |= Q(base_content_type=account_type, object_id=str(account))
    ReferenceIndex.objects.filter(references).delete()
    named = _fields_for_accounts()
    held = Q()
    for name in named:
        held |= Q(**{f"content__{name}": account})
    # Who commented, resolved or replied stands deeper; such revisions are few.
    held |= Q(content__has_key=_COMMENTS) & ~Q(**{f"content__{_COMMENTS}": []})
    for revision in Revision.objects.filter(held).iterator():
        content = _without_author(revision.content, account, named)
        if content != revision.content:
            Revision.objects.filter(pk=revision.pk).update(content=content)
    return True


def _fields_for_accounts() -> set[str]:
    accounts = get_user_model()
    return {
        field.name
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is accounts
    }


def _without_author(value: Any, account: int, named: set[str]) -> Any:
    if isinstance(value, list):
        return [_without_author(each, account, named) for each in value]
    if not isinstance(value, dict):
        return value
    clean: dict[str, Any] = {}
    for name, held in value.items():
        if name in named and held == account:
            clean[name] = None
        elif name in (_COMMENTS, "replies") and isinstance(held, list):
            # A comment cannot be without its author: it goes, as it went from the table.
            rest = [each for each in held if each.get("user") != account]
            clean[name] = _without_author(rest, account, named)
        else:
            clean[name] = _without_author(held, account, named)
    return clean


def rename_file(model: type[models.Model], name: str, old: str, wanted: str) -> str:
    """Give an upload another name; return the one it got."""
    field = model._meta.get_field(name)
    if not isinstance(field, models.FileField) or not field.storage.exists(old):
        return wanted
    storage = field.storage
    # No directories of the text that replaced a name.
    new = str(PurePosixPath(old).with_name(PurePosixPath(wanted).name.replace(" ", "_")))
    with storage.open(old) as content:
        stored: str = storage.save(new, content)
    transaction.on_commit(lambda: storage.delete(old))
    return stored


def merged_string(model: type[models.Model], pk: Any, changes: dict[str, str]) -> bool:
    """Keep wagtail-localize's strings findable by their hash; say whether the row was taken up.

    Two strings may have become one: then the other takes over what hung on this one.
    """
    if model._meta.label != "wagtail_localize.String" or "data" not in changes:
        return False
    this = String.objects.get(pk=pk)
    new_hash = String._get_data_hash(changes["data"])
    other = String.objects.filter(locale_id=this.locale_id, data_hash=new_hash).first()
    if other is None:
        String.objects.filter(pk=pk).update(data_hash=new_hash)
        return False
    StringSegment.objects.filter(string=this).update(string=other)
    for translation in StringTranslation.objects.filter(translation_of=this):
        rivals = StringTranslation.objects.filter(
            translation_of=other, locale=translation.locale_id, context=translation.context_id
        )
        if not rivals.exists():
            StringTranslation.objects.filter(pk=translation.pk).update(translation_of=other)
    this.delete()
    return True


def clear_cache() -> bool:
    """Empty what may hold a page with a trace; it fills itself again."""
    # What the admin's previews were last made of, encoded for the web.
    FormState.objects.all().delete()
    for cache in caches.all(initialized_only=False):
        cache.clear()
    return True


def scrub_storage() -> bool:
    """Write over what SQLite has marked as free, in its search table, and in its log of writes.

    PostgreSQL's own vacuum does so in its time; see docs/privacy.md.
    """
    if connection.vendor != "sqlite":
        return True
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.endswith("_fts"):
                name = connection.ops.quote_name(table)
                cursor.execute(f"INSERT INTO {name}({name}) VALUES('optimize')")
        if not connection.in_atomic_block:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return True
