"""What a monitor keeps and gives away as JSON, and back: records by the names of their fields, days as year-month-day."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import types
import typing
from collections.abc import Mapping
from typing import Any, TypeVar, cast

from toepas.assurance.monitoring.model import MonitorState

T = TypeVar("T")


def as_json(value: Any) -> Any:
    """A record of this package, or a collection of them, as what JSON can hold."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {one.name: as_json(getattr(value, one.name)) for one in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(name): as_json(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(one) for one in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def from_json(kind: type[T], data: Any) -> T:
    """The record that was written. Raises KeyError, TypeError or ValueError for what was never one."""
    return cast("T", _read(kind, data))


def _read(kind: Any, data: Any) -> Any:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        types_ = _types(kind)
        return kind(**{name: _read(types_[name], value) for name, value in data.items()})
    if origin in (typing.Union, types.UnionType):
        if data is None:
            return None
        return _read(next(one for one in inner if one is not type(None)), data)
    if origin is tuple:
        several = inner[1:] == (Ellipsis,)
        return tuple(_read(inner[0] if several else inner[at], one) for at, one in enumerate(data))
    if origin is not None and isinstance(origin, type) and issubclass(origin, Mapping):
        return {name: _read(inner[1], one) for name, one in data.items()}
    if kind is dt.date:
        return dt.date.fromisoformat(data)
    if kind is float:
        return float(data)
    return data


@functools.cache
def _types(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def state_data(state: MonitorState) -> dict[str, Any]:
    """A state as JSON, with what is open and what waits named by its id."""
    return {
        "monitor": 1,
        "open_alarms": [alarm.id for alarm in state.open_alarms],
        "waiting": [batch.received.id for batch in state.waiting],
        "watched": [chart.id for chart in state.reference.charts if chart.limit is not None],
        "too_few": [chart.id for chart in state.reference.charts if chart.limit is None],
        **as_json(state),
    }
