"""What the tests of the bundle read from the database."""

from typing import Any

from django.db import connection

from cms.bundle.names import page_key


def page(model: Any, kind: str, stem: str, language: str = "nl") -> Any:
    return model.objects.get(translation_key=page_key(kind, stem), locale__language_code=language)


def everything() -> dict[str, list[Any]]:
    """Every row of every table."""
    with connection.cursor() as cursor:
        tables = sorted(connection.introspection.table_names(cursor))
        rows: dict[str, list[Any]] = {}
        for table in tables:
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            rows[table] = sorted(map(repr, cursor.fetchall()))
    return rows
