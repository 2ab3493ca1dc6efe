"""Reading JSON into the types of files.py; every mistake is found, each with its exact place."""

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import msgspec

from server.rules.catalogue.mistakes import Findings
from server.rules.nesting import MOST_NESTED, is_too_deep

_NOTHING = object()


class _Twice(dict):
    """An object that has a member twice; JSON readers keep the last and say nothing."""

    twice: str


def _object(pairs: list[tuple[str, Any]]) -> dict:
    members = dict(pairs)
    if len(members) == len(pairs):
        return members
    names = [name for name, _ in pairs]
    found = _Twice(members)
    found.twice = next(name for name in names if names.count(name) > 1)
    return found


def parse(findings: Findings, text: bytes) -> Any:
    """The JSON value of a file; None and a mistake if it is none."""
    try:  # a mark before the first character, as some editors put it there, says nothing
        value = json.loads(text.decode("utf-8-sig"), object_pairs_hook=_object)
    except RecursionError:
        value, too_deep = None, True
    except ValueError as error:
        findings.add((), f"is not JSON: {error}")
        return None
    else:
        too_deep = is_too_deep(value)
    if too_deep:
        findings.add((), f"is nested deeper than {MOST_NESTED}")
        return None
    return value


def read_as(findings: Findings, value: Any, kind: Any, place: Sequence[str | int] = ()) -> Any:
    """The value as the type; None where something in it is wrong, which is then in the findings."""
    before = len(findings.mistakes)
    read = _read(findings, value, kind, tuple(place))
    return read if len(findings.mistakes) == before else None


def _read(findings: Findings, value: Any, kind: Any, place: tuple) -> Any:
    if isinstance(value, _Twice):
        findings.add((*place, value.twice), f"{value.twice!r} is there twice")
    bare = get_args(kind)[0] if get_origin(kind) is Annotated else kind
    origin = get_origin(bare)
    if origin is dict and isinstance(value, dict):
        key_kind, value_kind = get_args(bare)
        for key in value:
            _leaf(findings, key, key_kind, (*place, key))
        return {key: _read(findings, v, value_kind, (*place, key)) for key, v in value.items()}
    if origin is list and isinstance(value, list):
        (item_kind,) = get_args(bare)
        items = [_read(findings, v, item_kind, (*place, i)) for i, v in enumerate(value)]
        if bare is not kind and items:  # its bounds, now that the items are read
            _leaf(findings, [None] * len(items), Annotated[list, *get_args(kind)[1:]], place)
        return items if items or bare is kind else _leaf(findings, [], kind, place)
    kinds = [one for one in get_args(bare) or (bare,) if one is not type(None)]
    if len(kinds) == 1 and _is_struct(kinds[0]) and isinstance(value, dict):
        return _struct(findings, value, kinds[0], place)
    return _leaf(findings, value, kind, place)


def _is_struct(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def read_file(findings: Findings, path: Path, kind: Any) -> tuple[Any, Any]:
    """The JSON value of a file, and the same as the type; None where it is not of its shape."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        findings.add((), str(error.strerror))
        return None, None
    return read_text(findings, raw, kind)


def read_text(findings: Findings, raw: bytes, kind: Any) -> tuple[Any, Any]:
    """The same for a file's content."""
    value = parse(findings, raw)
    if findings.mistakes:
        return None, None
    return value, read_as(findings, value, kind)


@cache
def _members(kind: type) -> dict[str, tuple[msgspec.structs.FieldInfo, Any]]:
    hints = get_type_hints(kind, include_extras=True)
    return {f.encode_name: (f, hints[f.name]) for f in msgspec.structs.fields(kind)}


def _struct(findings: Findings, value: dict, kind: type, place: tuple) -> Any:
    before = len(findings.mistakes)
    members = _members(kind)
    for name in value.keys() - members.keys():
        findings.add((*place, name), f"nobody knows a member {name!r} here")
    given = {}
    for name, (info, hint) in members.items():
        if name in value:
            given[info.name] = _read(findings, value[name], hint, (*place, name))
        elif info.required:
            findings.add(place, f"{name!r} is missing")
    return kind(**given) if len(findings.mistakes) == before else _NOTHING


def _leaf(findings: Findings, value: Any, kind: Any, place: tuple) -> Any:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        findings.add(place, str(error).split(" - at `")[0])
        return _NOTHING
