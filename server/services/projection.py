"""What an audience sees of a case, by its allow-list: what is not named there is withheld.

The withheld members of each type are worked out once, from the type and the list; a member that
is added to a type is withheld from everybody until it is named.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, NamedTuple, Union, get_args, get_origin, get_type_hints

import msgspec

from server.rules.audiences import Audience
from server.rules.public_text import public_text
from server.wire import types as wire

#: What a type has no empty value for: audiences.json says what stands for it.
NO_BLANK = object()
#: The types a case is shown as.
SHOWN = (wire.CaseDetail, wire.CaseSummary, wire.SimilarCase)

Edit = Callable[[Any, bool], Any]


class _Member(NamedTuple):
    """A member of a type. inner: the type of what it holds, if that has members itself."""

    name: str
    blank: Any
    inner: type[msgspec.Struct] | None
    many: bool


def _bare(kind: Any) -> Any:
    return get_args(kind)[0] if get_origin(kind) is Annotated else kind


@cache
def _members(kind: type[msgspec.Struct]) -> tuple[_Member, ...]:
    hints = get_type_hints(kind, include_extras=True)
    return tuple(_member(name, _bare(hints[name])) for name in kind.__struct_fields__)


def _member(name: str, kind: Any) -> _Member:
    optional = False
    if get_origin(kind) in (UnionType, Union):
        kinds = [_bare(k) for k in get_args(kind) if k is not NoneType]
        optional, kind = True, kinds[0]
    many = get_origin(kind) is list
    held = _bare(get_args(kind)[0]) if many else kind
    inner = held if isinstance(held, type) and issubclass(held, msgspec.Struct) else None
    if optional:
        blank: Any = None
    elif many:
        blank = []
    elif get_origin(kind) is Literal or inner is not None:
        blank = NO_BLANK
    else:
        blank = kind()
    return _Member(name, blank, inner, many)


def leaves(kind: type[msgspec.Struct], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every single value of a type by its path, with what stands for it when it is withheld."""
    for member in _members(kind):
        path = prefix + member.name
        if member.inner is None:
            yield path, member.blank
        else:
            yield from leaves(member.inner, path + ".")


def known_members() -> dict[str, Any]:
    """The paths that audiences.json may name."""
    return {path: blank for kind in SHOWN for path, blank in leaves(kind)}


class Projection:
    """What one audience sees."""

    def __init__(self, audience: Audience, withheld: Mapping[str, Any]):
        self.audience = audience
        self._withheld = withheld
        self._edits = {kind: self._of(kind, "") for kind in SHOWN}

    def sees(self, member: str, *, named: bool) -> bool:
        """Whether the audience sees the member; what it does not see need not be read."""
        return self.audience.sees(member, named=named)

    def apply(self, value: Any, *, named: bool) -> Any:
        """The value without what the audience does not see; it is changed in place."""
        return _edited(value, self._edits[type(value)], named)

    def _of(self, kind: type[msgspec.Struct], prefix: str) -> list[tuple[str, Edit]]:
        edits = []
        for member in _members(kind):
            path = prefix + member.name
            edit = self._inner(member, path) if member.inner else self._leaf(member, path)
            if edit is not None:
                edits.append((member.name, edit))
        return edits

    def _leaf(self, member: _Member, path: str) -> Edit | None:
        audience = self.audience
        blank = self._withheld.get(path, member.blank)
        if path in audience.redact:
            return lambda value, named: public_text(value)
        if path in audience.show:
            return None
        if path in audience.if_named:
            return lambda value, named: value if named else blank
        return lambda value, named: [] if blank == [] else blank

    def _inner(self, member: _Member, path: str) -> Edit | None:
        edits = self._of(member.inner, path + ".")
        paths = [inner for inner, _ in leaves(member.inner, path + ".")]
        seen = self.audience.show | self.audience.if_named | self.audience.redact
        if member.blank is not NO_BLANK and not any(one in seen for one in paths):
            return lambda value, named: [] if member.many else member.blank
        if not edits:
            return None
        if member.many:
            return lambda value, named: [_edited(one, edits, named) for one in value]
        return lambda value, named: None if value is None else _edited(value, edits, named)


def _edited(value: Any, edits: list[tuple[str, Edit]], named: bool) -> Any:
    for name, edit in edits:
        setattr(value, name, edit(getattr(value, name), named))
    return value
