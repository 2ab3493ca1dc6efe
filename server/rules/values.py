"""Trees of answers by path: "members.0.name", as domain::Value has them on the client."""

import re
from typing import Any

_INDEX = re.compile(r"0|[1-9][0-9]{0,5}", re.ASCII)
_MISSING = object()


def find(tree: Any, path: str, default: Any = None) -> Any:
    """What is at the path, or `default` where nothing is."""
    if isinstance(tree, dict) and "." not in path and path:
        return tree.get(path, default)
    at = tree
    for name in path.split(".") if path else ():
        if isinstance(at, dict):
            at = at.get(name, _MISSING)
        elif isinstance(at, list) and _INDEX.fullmatch(name) and int(name) < len(at):
            at = at[int(name)]
        else:
            return default
        if at is _MISSING:
            return default
    return at


def put(tree: dict, path: str, value: Any) -> None:
    """Put a value at a path of member names; what is missing on the way becomes an object."""
    if "." in path:
        *outer, path = path.split(".")
        for name in outer:
            tree = tree.setdefault(name, {})
    tree[path] = value


def join(base: str, name: str) -> str:
    """The path of a name below another path; an empty part is left out."""
    return f"{base}.{name}" if base and name else base or name


def without_number(path: str) -> str:
    """The path of what holds several, at that of one of them; a name may itself end in digits."""
    outer, _, last = path.rpartition(".")
    return outer if outer and last.isascii() and last.isdigit() else path


def is_blank(value: Any) -> bool:
    """Whether nothing was answered: null, an empty text, list or object."""
    return value is None or value in ("", [], {})
