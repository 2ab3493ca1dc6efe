"""The key that texts are searched by (rules/search), made by the database itself: no column to
keep, and the same hits on SQLite and PostgreSQL."""

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import GenericFunction

from server.rules import characters as of
from server.rules.search import DROPPED, search_key

NAME = "ow_search_key"


class key_of(GenericFunction):
    """search_key of a text expression."""

    type = sa.Text()
    inherit_cache = True
    name = NAME


@compiles(key_of, "postgresql")
def _for_postgresql(element, compiler, **options) -> str:
    text = compiler.process(element.clauses, **options)
    plain = of.STANDARD | {char: digit for char, digit in of.DIGITS.items() if char != digit}
    mapped = f"translate({text}, {_quoted(''.join(plain))}, {_quoted(''.join(plain.values()))})"
    gaps = _quoted(f"[{''.join(_ranges())}]")
    return f"normalize(lower(normalize(regexp_replace({mapped}, {gaps}, '', 'g'), NFKC)), NFC)"


def _ranges() -> list[str]:
    """What is dropped, as ranges of a bracket expression. PostgreSQL keeps no NUL."""
    codes = {ord(char) for char in DROPPED if char != "\0"}
    first = sorted(code for code in codes if code - 1 not in codes)
    last = sorted(code for code in codes if code + 1 not in codes)
    return [f"\\U{low:08x}-\\U{high:08x}" for low, high in zip(first, last, strict=True)]


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''").replace("%", "%%") + "'"


def prepare_sqlite(connection) -> None:
    """Give a connection of sqlite3 the function."""
    connection.create_function(NAME, 1, lambda text: search_key(text or ""), deterministic=True)
