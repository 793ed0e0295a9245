"""Thousands of rows into a table at once.

Making Django's instances and preparing each value of each through its field costs as much as reading the slice that the
row is about; here rows are plain mappings, and a column's one conversion is chosen once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import connection, models


def insert(model: type[models.Model], rows: Iterable[Mapping[str, Any]]) -> None:
    """Insert rows, values by attribute name (`case_id`, not `case`), in the caller's transaction.

    What a row does not name gets its field's default. Raises ValueError for a name that is no column's.
    """
    fields = model._meta.concrete_fields
    columns = [(field.attname, field.get_default, _converter(field)) for field in fields]
    names = {field.attname for field in fields}
    values = []
    for row in rows:
        if not row.keys() <= names:
            raise ValueError(f"no columns of {model.__name__}: {sorted(row.keys() - names)}")
        values.append([convert(row[name] if name in row else default()) for name, default, convert in columns])
    if values:
        _execute(model, [str(field.column) for field in fields], values)


def _execute(model: type[models.Model], columns: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
    quote = connection.ops.quote_name
    places = ", ".join(["%s"] * len(columns))
    table = quote(model._meta.db_table)
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({', '.join(map(quote, columns))}) VALUES ({places})", values)


def _same(value: Any) -> Any:
    return value


def _hex(value: UUID | None) -> str | None:
    return None if value is None else value.hex


def _converter(field: models.Field[Any, Any]) -> Callable[[Any], Any]:
    """How a column's values go to the database: ids as hex where it has no type for them. Times go by Django's way."""
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(target, models.UUIDField):
        return _same if connection.features.has_native_uuid_field else _hex
    plain = (models.BinaryField, models.BooleanField, models.IntegerField, models.CharField)
    return _same if isinstance(target, plain) else lambda value: target.get_db_prep_save(value, connection)
