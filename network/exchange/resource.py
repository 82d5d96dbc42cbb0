"""What both tables share: reading rows against what we have, without writing anything.

django-import-export goes through the rows, collects mistakes and compares; with its bulk mode it
hands over what it would save (`create_instances`, `update_instances`). The service writes those.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from import_export.instance_loaders import BaseInstanceLoader
from import_export.resources import Diff, Resource

from network.exchange.columns import Column
from network.exchange.guard import guarded
from network.exchange.reading import tidy
from network.reads.reach import reach_of


class Changes(Diff):
    """Which columns differ, as they were and as they would be."""

    def __init__(self, resource: "TableResource", instance: Any, new: bool) -> None:
        super().__init__(resource, instance, new)
        self.columns: list[Column] = resource.get_import_fields()

    def as_html(self) -> list[tuple[Column, str, str]]:
        """Return column, old and new; the name is the library's, what we need is no HTML."""
        pairs = zip(self.columns, self.left, self.right, strict=True)
        return [(column, old, new) for column, old, new in pairs if old != new]


class TableResource(Resource):
    """Rows of one table, matched with what there is by their keys."""

    keys: frozenset[str]
    many: tuple[str, ...] = ()

    class Meta:
        use_bulk = True
        batch_size = None
        use_transactions = False
        skip_unchanged = True
        store_instance = True
        instance_loader_class = BaseInstanceLoader

    def __init__(self, viewer: Any) -> None:
        super().__init__()
        self.viewer = viewer
        self.seen: set[str] = set()
        self._found: Any = None

    @property
    def columns(self) -> list[Column]:
        return list(self.fields.values())

    @classmethod
    def get_diff_class(cls) -> type[Diff]:
        return Changes

    def existing(self) -> QuerySet[Any]:
        """Return everything there is, each to be compared in the same way."""
        raise NotImplementedError

    def find(self, row: dict[str, str]) -> Any:
        """Return what a row is about, or None. Raises `ValidationError` if that is not clear."""
        raise NotImplementedError

    def new_instance(self, row: dict[str, str]) -> Any:
        """Return an instance for a row that is about nothing that we have."""
        raise NotImplementedError

    def refuse(self, instance: Any) -> None:
        """Raise `ValidationError` for what an import may not add or change."""

    def label_of(self, instance: Any) -> str:
        """Return what people call it."""
        raise NotImplementedError

    def sees_all(self) -> bool:
        """Whether who looks may see what owners hide from the network."""
        raise NotImplementedError

    def sees(self, instance: Any, column: Column) -> bool:
        """Whether who looks may see this cell."""
        reach = column.column_name
        if reach not in {"phone", "email"} or self.sees_all():
            return True
        own = getattr(instance, "user_id", None) == self.viewer.pk
        return own or bool(getattr(reach_of(instance, in_network=True), reach))

    def export_field(self, field: Column, instance: Any, **_rest: Any) -> str:
        """Return what stands in a cell of a file that goes out."""
        return guarded(tidy(field.export(instance))) if self.sees(instance, field) else ""

    def with_chosen(self, instances: list[Any]) -> list[Any]:
        """Give each instance its `chosen`: ids by name of a relation to many."""
        by_id = {instance.pk: instance for instance in instances}
        for instance in instances:
            instance.chosen = dict.fromkeys(self.many, frozenset())
        for name in self.many:
            through, source, target = relation(self._meta.model, name)
            for here, there in through.objects.values_list(source, target):
                if here in by_id:
                    chosen = by_id[here].chosen
                    chosen[name] = chosen[name] | {there}
        return instances

    def refuse_twice(self, key: str, column: str) -> None:
        """Raise `ValidationError` when an earlier row was about the same thing."""
        if key in self.seen:
            raise ValidationError(
                {column: _("An earlier row has the same. Each may be there once.")}
            )
        self.seen.add(key)

    # What the library calls, in this order.

    def before_import_row(self, row: dict[str, str], **_rest: Any) -> None:
        self._found = self.find(row)

    def get_or_init_instance(self, _loader: Any, row: dict[str, str]) -> tuple[Any, bool]:
        if self._found is not None:
            return self._found, False
        return self.new_instance(row), True

    def import_field(
        self, field: Column, instance: Any, row: dict[str, str], is_m2m: bool = False, **_rest: Any
    ) -> None:
        # Also where the column is missing: something new may need it.
        field.save(instance, row, is_m2m)

    def before_save_instance(self, instance: Any, _row: dict[str, str], **_rest: Any) -> None:
        self.refuse(instance)

    def bulk_create(self, *_args: Any, **_rest: Any) -> None:
        """Leave it to the service to write what is new."""

    def bulk_update(self, *_args: Any, **_rest: Any) -> None:
        """Leave it to the service to write what changes."""

    def bulk_delete(self, *_args: Any, **_rest: Any) -> None:
        """Nothing is deleted by a table."""

    def skip_row(self, instance: Any, original: Any, row: Any, *args: Any, **rest: Any) -> bool:
        # Somebody new who has an account already may equal an empty place among the members.
        return instance.pk is not None and bool(
            super().skip_row(instance, original, row, *args, **rest)
        )


def relation(model: type[Model], name: str) -> tuple[Any, str, str]:
    """Return the table between `model` and its relation `name`, and both its columns."""
    field: Any = model._meta.get_field(name)
    return (
        field.remote_field.through,
        f"{field.m2m_field_name()}_id",
        (f"{field.m2m_reverse_field_name()}_id"),
    )
