"""The journal: an append-only list of what every row that matters became, chained and keyed.

An entry carries a keyed digest of a whole row (table and key beside it) and is chained by a keyed
hash onto the one before, so that who writes the database without the keys can neither alter a row
nor an entry, nor take one out of the middle. The rows that a transaction changed (Tx.changed) are
read once more and entered right before its commit: no lock is taken after that of the journal, so
that several processes never wait for each other in a circle.

What is cut off at the end only shows against a signed head kept elsewhere (services/heads.py).
"""

import hashlib
import hmac
from collections.abc import Iterator, Mapping, Sequence

import msgspec
import sqlalchemy as sa
from sqlalchemy import Table, bindparam

from server.store import tables as t
from server.store.activity_tables import ACTIVITIES
from server.store.bundle_tables import bundles
from server.store.call_back_tables import call_backs
from server.store.keys import Keys
from server.store.mandate_tables import MANDATES
from server.store.organisation_tables import ORGANISATIONS
from server.store.people_tables import PEOPLE
from server.store.statements import insert_row
from server.store.tx import Tx
from server.store.visit_tables import VISITS

#: Tables whose rows are entered, by name. An attachment is entered with the case
#: or the visit it came into.
COVERED: dict[str, Table] = {
    table.name: table
    for table in (
        t.accounts,
        t.attachments,
        t.bookings,
        t.cases,
        t.changes,
        t.definitions,
        t.joins,
        t.ledger,
        t.notices,
        t.results,
        t.second_factors,
        t.substitutes,
        t.tasks,
        bundles,
        call_backs,
        *ACTIVITIES,
        *MANDATES,
        *ORGANISATIONS,
        *PEOPLE,
        *VISITS,
    )
}
GENESIS = "0" * 64
_CHAINED = ("seq", "at", "kind", "key", "digest")
_KEY_NAMES = {
    name: tuple("k_" + column.name for column in table.primary_key.columns)
    for name, table in COVERED.items()
}
#: Table → place → name of its columns that came after rows of it were entered.
_LATER = {
    name: {at: str(c.name) for at, c in enumerate(table.columns) if c.info.get("later")}
    for name, table in COVERED.items()
}
#: Tells texts, bytes, whole and other numbers apart.
_encode = msgspec.msgpack.Encoder().encode
_LOCK = "SELECT pg_advisory_xact_lock(7146002)"
_J = t.journal.c
_HEAD = sa.select(_J.seq, _J.mac).order_by(_J.seq.desc()).limit(1)
_ENTRIES = sa.select(t.journal).where(_J.seq > bindparam("after")).order_by(_J.seq).limit(2000)
_INSERT = insert_row(t.journal)
_BY_KEY = {
    name: sa.select(table).where(
        *(c == bindparam("k_" + c.name) for c in table.primary_key.columns)
    )
    for name, table in COVERED.items()
}
_ALL = {
    name: sa.select(table).order_by(*table.primary_key.columns) for name, table in COVERED.items()
}


class Journal:
    """The journal of a database, with the keys of its data folder."""

    def __init__(self, keys: Keys):
        self._key = keys.derive("journal")

    def row_digest(self, name: str, values: Sequence) -> str:
        """Keyed digest of a whole row of a covered table: its values in the table's order; those of
        columns that came later are named, and left out where they are empty."""
        later = _LATER[name]
        if later:
            first = [value for at, value in enumerate(values) if at not in later]
            more = [(later[at], values[at]) for at in later if values[at] is not None]
            values = [*first, *more]
        return self._mac(_encode((str(name), values)))

    def entry_mac(self, previous: str, entry: Mapping) -> str:
        """What an entry is chained by."""
        return self._mac(_encode((previous, [entry[name] for name in _CHAINED])))

    def enter(self, tx: Tx, now: int) -> None:
        """Enter the rows that the transaction changed, right before its commit."""
        changed, tx.changes = dict.fromkeys(tx.changes), []
        if not changed:
            return
        if not tx.sqlite:
            tx.script(_LOCK)
        head = tx.row(_HEAD)
        seq, previous = head or (0, GENESIS)
        made = []
        for name, key in changed:
            values = tx.row(_BY_KEY[name], **dict(zip(_KEY_NAMES[name], key, strict=True)))
            seq += 1
            entry = {
                "seq": seq,
                "at": now,
                "kind": str(name),
                "key": key_text(key),
                "digest": "" if values is None else self.row_digest(name, values),
            }
            entry["mac"] = previous = self.entry_mac(previous, entry)
            made.append(entry)
        tx.run_many(_INSERT, made)

    def begin(self, tx: Tx) -> bool:
        """Enter all that is there when the journal has not begun; False if it has."""
        if tx.one(_HEAD) is not None:
            return False
        for name in COVERED:
            for row in rows(tx, name):
                if is_covered(name, row):
                    tx.changed(COVERED[name], *key_of(name, row))
        return bool(tx.changes)

    def _mac(self, content: bytes) -> str:
        return hmac.digest(self._key, content, hashlib.sha256).hex()


def is_covered(name: str, row: Mapping) -> bool:
    """Whether such a row is entered: a picture only once it belongs to a case or a visit."""
    return name != "attachments" or row["case_id"] is not None or row["visit_id"] is not None


def rows(tx: Tx, name: str) -> list[dict]:
    """All rows of a covered table, by key."""
    return tx.all(_ALL[name])


def key_of(name: str, row: Mapping) -> tuple:
    """The row's key."""
    return tuple(row[column.name] for column in COVERED[name].primary_key.columns)


def key_text(key: tuple) -> str:
    """A key as entries hold it."""
    return msgspec.json.encode(list(key)).decode()


def count(tx: Tx) -> int:
    """How many entries there are."""
    head = tx.one(_HEAD)
    return head["seq"] if head else 0


def entries(tx: Tx) -> Iterator[dict]:
    """All entries in their order, some at a time."""
    after = None
    while True:
        some = tx.all(_ENTRIES, after=-(1 << 62) if after is None else after)
        if not some:
            return
        yield from some
        after = some[-1]["seq"]


class Merkle:
    """The root of a hash tree over what was added, as RFC 6962 builds it."""

    def __init__(self):
        self.count = 0
        self._peaks: list[tuple[int, bytes]] = []

    def add(self, leaf: str) -> None:
        """Add a leaf."""
        size, node = 1, hashlib.sha256(b"\0" + leaf.encode()).digest()
        while self._peaks and self._peaks[-1][0] == size:
            node = _joined(self._peaks.pop()[1], node)
            size *= 2
        self._peaks.append((size, node))
        self.count += 1

    def root(self) -> str:
        """The root over all leaves so far."""
        if not self._peaks:
            return hashlib.sha256(b"").hexdigest()
        node = self._peaks[-1][1]
        for _, peak in reversed(self._peaks[:-1]):
            node = _joined(peak, node)
        return node.hex()


def _joined(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\1" + left + right).digest()
