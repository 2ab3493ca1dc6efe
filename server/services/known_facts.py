"""What is known of something: rows that are added and never overwritten, the newest of a name counting, each with
what it is for, where it is from, its moment and who entered it."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import Table, bindparam

from server.services.window import Viewer, Window
from server.store.statements import insert_row
from server.store.tx import Tx


class Entered(NamedTuple):
    """Who entered something, from where, and when (ms)."""

    viewer: Viewer
    source: str
    at: int


class Fact(NamedTuple):
    """One thing that is known."""

    value: Any
    row: Mapping


class KnownFacts:
    """The facts of one table. owner: its column that says of what; purposes: name → what it is kept for; the
    values of a name are encrypted for it alone."""

    def __init__(self, table: Table, owner: str, purposes: Mapping[str, str]):
        self._table, self._owner, self._purposes = table, owner, purposes
        column = table.c[owner]
        self._insert = insert_row(table)
        self._of = sa.select(table).where(column == bindparam("of")).order_by(table.c.seq)

    def context(self, name: str) -> str:
        """What the values of a name are encrypted for."""
        return f"{self._table.name}.{name}"

    def all_of(self, window: Window, tx: Tx, of: str) -> list[Fact]:
        """All that was ever known, in the order of its coming."""
        decrypt = window.keys.decrypt
        return [
            Fact(decrypt(row["value_enc"], self.context(row["name"])), row)
            for row in tx.all(self._of, of=of)
            if row["name"] in self._purposes
        ]

    def now_of(self, window: Window, tx: Tx, of: str) -> dict[str, Fact]:
        """What is known now, by name."""
        newest = {row["name"]: row for row in tx.all(self._of, of=of)}
        decrypt = window.keys.decrypt
        return {
            name: Fact(decrypt(row["value_enc"], self.context(name)), row)
            for name, row in newest.items()
            if name in self._purposes
        }

    def learn(
        self, window: Window, tx: Tx, of: str, name: str, value: str, entered: Entered
    ) -> None:
        """Something is known, or known otherwise than before."""
        seq = len(tx.all(self._of, of=of)) + 1
        row = {
            self._owner: of,
            "seq": seq,
            "name": name,
            "value_enc": window.keys.encrypt(value, self.context(name)),
            "purpose": self._purposes[name],
            "source": entered.source,
            "at": entered.at,
            "by_id": entered.viewer.id,
            "by_role": entered.viewer.role,
            "by_no": entered.viewer.staff_no,
        }
        tx.run(self._insert, **row)
        tx.changed(self._table, of, seq)
