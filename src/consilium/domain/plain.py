"""Values as JSON bytes and back. (orjson is a pure function over values, which is why `domain` may use it.)

Nothing but the types named in the dataclass's annotations is built, so data from a sandboxed child or a store can
never name a class of its own choosing (which is why this is not pickle).
"""

from __future__ import annotations

import dataclasses
import json
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any, TypeVar

import orjson

T = TypeVar("T")


def build(cls: type[T], data: object) -> T:
    """An instance of dataclass `cls` from a plain dict. Raises ValueError when the data is not of its shape."""
    try:
        built: T = _builder(typing.cast("Any", cls))(data)
    except (TypeError, KeyError, AttributeError) as error:
        raise ValueError(f"not the shape of {cls.__name__}") from error
    return built


def _same(value: Any) -> Any:
    return value


def _checked(kind: type) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if not isinstance(value, kind):
            raise TypeError(kind.__name__)
        return value

    return check


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError("float")
    return float(value)


@cache
def _builder(hint: Any) -> Callable[[Any], Any]:
    origin = typing.get_origin(hint)
    if dataclasses.is_dataclass(hint) or dataclasses.is_dataclass(origin):
        parameters = getattr(origin, "__parameters__", ())
        filled = dict(zip(parameters, typing.get_args(hint), strict=True))
        return _dataclass_builder(typing.cast("type", origin or hint), filled)
    if origin is Sequence:
        return _tuple_builder((*typing.get_args(hint), Ellipsis))
    if origin is tuple:
        return _tuple_builder(typing.get_args(hint))
    if origin in (typing.Union, types.UnionType):
        return _optional_builder(typing.get_args(hint))
    return _plain_builder(hint if origin is None else origin)


def _plain_builder(kind: Any) -> Callable[[Any], Any]:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields"):
        return _named_tuple_builder(kind)
    if kind in (dict, Mapping):
        return _checked(dict)
    if kind is float:
        return _number
    return _checked(kind) if kind in (str, int, bool) else _same


def _named_tuple_builder(cls: Any) -> Callable[[Any], Any]:
    hints = typing.get_type_hints(cls)
    fields = [_builder(hints[name]) for name in cls._fields]

    def make(data: Any) -> Any:
        if not isinstance(data, list):
            raise TypeError(cls.__name__)
        return cls(*[field(value) for field, value in zip(fields, data, strict=True)])

    return make


def _dataclass_builder(cls: type, filled: dict[Any, Any]) -> Callable[[Any], Any]:
    """For `cls`, its type variables filled in (`Decision[Category]`)."""
    hints = typing.get_type_hints(cls)
    fields = {f.name: _builder(_fill(hints[f.name], filled)) for f in dataclasses.fields(cls)}

    def make(data: Any) -> Any:
        return cls(**{name: fields[name](value) for name, value in data.items()})

    return make


def _fill(hint: Any, filled: dict[Any, Any]) -> Any:
    open_variables = getattr(hint, "__parameters__", ())
    if hint in filled:
        return filled[hint]
    return hint[tuple(filled[one] for one in open_variables)] if filled and open_variables else hint


def _tuple_builder(args: tuple[Any, ...]) -> Callable[[Any], Any]:
    if len(args) == 2 and args[1] is Ellipsis:
        each = _builder(args[0])
        return lambda data: tuple([each(value) for value in data])
    parts = [_builder(arg) for arg in args]
    return lambda data: tuple([part(value) for part, value in zip(parts, data, strict=True)])


def _optional_builder(args: tuple[Any, ...]) -> Callable[[Any], Any]:
    rest = [arg for arg in args if arg is not type(None)]
    if len(rest) != 1:
        return _same
    inner = _builder(rest[0])
    return lambda data: None if data is None else inner(data)


def to_json(value: object) -> bytes:
    """A value (dataclasses included) as JSON; lone surrogates and long integers, which orjson refuses, pass too."""
    try:
        return orjson.dumps(value, default=_as_tuple)
    except TypeError:
        return json.dumps(value, default=_fields, ensure_ascii=True).encode("ascii")


def from_json(data: bytes) -> Any:
    """The value of JSON bytes. Raises ValueError."""
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        return json.loads(data)


def _as_tuple(value: object) -> object:
    if isinstance(value, Sequence):  # a NamedTuple, say, which orjson does not take for the tuple that it is
        return tuple(value)
    raise TypeError(type(value).__name__)


def _fields(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, Sequence):
        return tuple(value)
    raise TypeError(type(value).__name__)
