"""Bodies of requests: types made from form definitions. The description of the API shows the very
types that a body is decoded into; lengths, choices and what is required are the form's own rules
(rules/forms), which say more of a mistake than a type can.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Annotated, Any, Literal, NamedTuple

import msgspec
from msgspec import Meta, Struct

from server.rules.forms import Problem, leaves

#: What JSON holds for an answer of each field type; those that are not named here are checked by
#: the form alone.
_JSON_TYPES: dict[str, Any] = {
    **dict.fromkeys(("number", "money"), float),
    "integer": int,
    **dict.fromkeys(("yes_no", "declaration"), bool),
    **dict.fromkeys(("attachments", "multi_choice"), list[str]),
    **dict.fromkeys(
        ("text", "long_text", "id_number", "phone", "date", "bank_card", "choice"), str
    ),
    **dict.fromkeys(("case_number", "query_code", "one_time_code", "password"), str),
    **dict.fromkeys(("department", "grid"), str),
}


class FormBody(NamedTuple):
    """A body that holds a form's answers. forms: the definitions it may be checked by, from the
    street's reference data; members: what it holds beside answers, as type or (type, default)."""

    name: str
    about: str
    forms: Callable[[Any], Sequence[dict]]
    members: Mapping[str, Any] = {}


Request = type[Struct] | FormBody


def decoded_type(request: Request, reference: Any) -> type[Struct]:
    """What a body is decoded into: every answer of its type, or not given."""
    if not isinstance(request, FormBody):
        return request
    return _struct(request, reference, shown=False)


def shown_type(request: Request, reference: Any) -> type[Struct]:
    """The same for the description, with what is required and its bounds."""
    if not isinstance(request, FormBody):
        return request
    return _struct(request, reference, shown=True)


def _struct(body: FormBody, reference: Any, *, shown: bool) -> type[Struct]:
    members: dict[str, Any] = {}
    for name, kind in body.members.items():
        members[name] = kind if isinstance(kind, tuple) else _member(kind, required=shown)
    nested: dict[str, dict[str, Any]] = {}
    needed: dict[str, bool] = {}
    for field in _merged(body.forms(reference)):
        head, _, rest = field["path"].partition(".")
        member = _member(_answer(field, shown=shown), required=shown and field["required"])
        if rest and "." not in rest:
            nested.setdefault(head, {})[rest] = member
            needed[head] = needed.get(head, False) or field["required"]
            members.setdefault(head, None)
        elif not rest:
            members[head] = member
    for head, inner in nested.items():
        kind = _define(f"{body.name}{head.title()}", inner, f"The part {head} of {body.name}.")
        members[head] = _member(kind, required=shown and needed[head])
    return _define(body.name, members, body.about)


def _member(kind: Any, *, required: bool) -> Any:
    return kind if required else (kind | None if kind is not Any else kind, None)


def _define(name: str, members: Mapping[str, Any], about: str) -> type[Struct]:
    fields = [
        (key, *member) if isinstance(member, tuple) else (key, member)
        for key, member in members.items()
    ]
    return msgspec.defstruct(name, fields, kw_only=True, namespace={"__doc__": about})


def _answer(field: dict, *, shown: bool) -> Any:
    """The type of an answer; for the description with the bounds of its field."""
    kind = _JSON_TYPES.get(field["type"], Any)
    if not shown:
        return kind
    if field["type"] == "declaration":
        return Literal[True]
    if field["type"] == "choice" and field.get("options"):
        return Literal[tuple(field["options"])]
    names = {str: ("minLength", "maxLength"), list[str]: ("minItems", "maxItems")}
    bounds = names.get(kind, ("minimum", "maximum"))
    limits = zip(bounds, (field.get("min"), field.get("max")), strict=True)
    schema = {name: limit for name, limit in limits if limit is not None}
    return Annotated[kind, Meta(extra_json_schema=schema)] if schema else kind


def _merged(forms: Sequence[dict]) -> list[dict]:
    """The fields of all the forms; required only where every form requires it, bounds only where
    all say the same."""
    found: dict[str, dict] = {}
    for form in forms:
        for field in leaves(form):
            known = found.setdefault(field["path"], {**field, "required": True, "in": 0})
            known["in"] += 1
            known["required"] = known["required"] and field.get("required", False)
            for bound in ("min", "max"):
                if known.get(bound) != field.get(bound):
                    known.pop(bound, None)
    return [
        {**field, "required": field["required"] and field["in"] == len(forms)}
        for field in found.values()
    ]


def decode(body: dict, kind: type[Struct]) -> tuple[Struct | None, list[Problem]]:
    """The body as its type, or each member that is of another type."""
    try:
        return msgspec.convert(body, kind), []
    except msgspec.ValidationError:
        return None, list(_mistyped(body, kind, "")) or [Problem("", "wrong_type")]


@cache
def _types(kind: type[Struct]) -> list[tuple[str, Any]]:
    return [(f.encode_name, f.type) for f in msgspec.structs.fields(kind)]


def _mistyped(body: dict, kind: type[Struct], prefix: str):
    for name, member in _types(kind):
        value, path = body.get(name), prefix + name
        if value is None:
            continue
        inner = _part(member, Struct)
        if inner is not None and isinstance(value, dict):
            yield from _mistyped(value, inner, path + ".")
        elif isinstance(value, list) and _fits([], member):
            for index, item in enumerate(value):
                if not _fits([item], member):
                    yield Problem(f"{path}.{index}", "wrong_type", index=index + 1)
        elif not _fits(value, member):
            yield Problem(path, "wrong_type")


def _part(member: Any, base: type) -> Any:
    """The alternative of an optional type that is of the base, if one is."""
    for one in (member, *getattr(member, "__args__", ())):
        if isinstance(one, type) and issubclass(one, base):
            return one
    return None


def _fits(value: Any, kind: Any) -> bool:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True
