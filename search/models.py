"""What in the index may be stale."""

import secrets
from collections.abc import Iterable

from django.db import connection, models
from django.utils import timezone

from search.documents import Entity

_BATCH = 400


class DirtyManager(models.Manager["Dirty"]):
    """Marks and unmarks, each in one statement so that no other process can come between."""

    def mark(self, entities: Iterable[Entity]) -> None:
        """Leave a row for each entity, inside the transaction of the change that calls for it."""
        rows = [Dirty(target=kind, key=key, seq=_seq()) for kind, key in dict.fromkeys(entities)]
        self.bulk_create(
            rows,
            batch_size=_BATCH,
            update_conflicts=True,
            unique_fields=["target", "key"],
            update_fields=["seq"],
        )

    def unmark(self, rows: Iterable["Dirty"]) -> None:
        """Remove the rows that nobody marked again since they were read.

        Not `QuerySet.delete`, which may select first and delete by primary key afterwards: a mark
        set in between would be lost.
        """
        with connection.cursor() as cursor:
            cursor.executemany(
                "DELETE FROM search_dirty WHERE id = %s AND seq = %s",
                [(row.pk, row.seq) for row in rows],
            )


class Dirty(models.Model):
    """An entity whose documents may differ from what the index holds."""

    target = models.CharField(max_length=50)
    key = models.CharField(max_length=100)
    # Drawn anew at every mark: whoever brought the index up to date removes only the row it saw.
    seq = models.BigIntegerField()
    since = models.DateTimeField(default=timezone.now)

    objects = DirtyManager()

    class Meta:
        db_table = "search_dirty"
        constraints = [
            models.UniqueConstraint(fields=["target", "key"], name="search_dirty_once_per_entity")
        ]

    def __str__(self) -> str:
        return f"{self.target}:{self.key}"

    @property
    def entity(self) -> Entity:
        """What is stale."""
        return Entity(self.target, self.key)


def _seq() -> int:
    return secrets.randbits(62)
