"""How deep a JSON value is nested. What comes in is looked at before anything walks it: whoever walks it
may then do so by calling itself."""

from typing import Any

#: Most lists and objects within one another that are taken, of a whole document and of a rule in it.
#: More than a rule that is right has (rules/expressions), so that its checks can say what is wrong.
MOST_NESTED, MOST_IN_RULE = 100, 80


def is_too_deep(value: Any, most: int = MOST_NESTED) -> bool:
    """Whether lists and objects lie within one another more than so many times."""
    level = [value]
    for _ in range(most + 1):
        level = [inner for one in level for inner in _inside(one)]
        if not level:
            return False
    return True


def _inside(value: Any):
    inner = value.values() if isinstance(value, dict) else value
    if not isinstance(value, dict | list | tuple):
        return
    yield from (one for one in inner if isinstance(one, dict | list | tuple))
