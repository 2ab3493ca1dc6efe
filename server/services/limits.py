"""Rate limits: hits in a window of time, kept in the database for what guards accounts.

A try is counted before it is looked at, in the writer, so that many at once are not more than
the limit says. A window that begins in the future (the clock was wrong) counts as over.
"""

from collections import OrderedDict

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.services.errors import Refusal
from server.store import tables as t
from server.store.statements import upsert_row
from server.store.tx import Tx

HOUR_MS = 3_600_000

_H = t.hits.c
_OVER = sa.or_(
    _H.since <= bindparam("since") - bindparam("window", type_=sa.BigInteger),
    _H.since > bindparam("since"),
)
_GET = sa.select(_H.since, _H.count).where(_H.bucket == bindparam("bucket"))
_TAKE = upsert_row(
    t.hits,
    ["bucket"],
    {
        "since": sa.case((_OVER, bindparam("since")), else_=_H.since),
        "count": sa.case((_OVER, 1), else_=_H.count + 1),
    },
    _H.since,
    _H.count,
)
_GIVE_BACK = (
    sa.update(t.hits).where(_H.bucket == bindparam("name"), _H.count > 0).values(count=_H.count - 1)
)
_CLEAR = sa.delete(t.hits).where(_H.bucket == bindparam("bucket"))


def take(tx: Tx, bucket: str, limit: int, window_ms: int, now: int) -> int:
    """Count one and answer how many there are in the window.

    Raises Refusal rate_limited when the bucket has its fill; that undoes the counting.
    """
    found = hit(tx, bucket, window_ms, now)
    if found > limit:
        raise full(tx, bucket, window_ms, now)
    return found


def hit(tx: Tx, bucket: str, window_ms: int, now: int) -> int:
    """Count one that is not limited here; answers how many there are in the window."""
    return tx.one(tx.pick(_TAKE), bucket=bucket, since=now, count=1, window=window_ms)["count"]


def count(tx: Tx, bucket: str, window_ms: int, now: int) -> int:
    """How many there are in the window, nothing counted."""
    row = tx.one(_GET, bucket=bucket)
    return row["count"] if row and 0 <= now - row["since"] < window_ms else 0


def full(tx: Tx, bucket: str, window_ms: int, now: int) -> Refusal:
    """The refusal of a bucket that has its fill, with the seconds to wait."""
    row = tx.one(_GET, bucket=bucket)
    return _refusal(row["since"] if row else now, window_ms, now)


def give_back(tx: Tx, bucket: str) -> None:
    """Take back one count: the try was a right one, or was not looked at."""
    tx.run(_GIVE_BACK, name=bucket)


def clear(tx: Tx, bucket: str) -> None:
    """Forget the bucket."""
    tx.run(_CLEAR, bucket=bucket)


def _refusal(since: int, window_ms: int, now: int) -> Refusal:
    return Refusal("rate_limited", retry_after=max(0, since + window_ms - now) // 1000 + 1)


class HourlyLimit:
    """A limit for each key (an account, an address) and hour in this process's memory, for the hot
    path. far: how many times the limit is looked at before nothing is; what was beyond the limit
    itself, and wrong, is refused then (over)."""

    def __init__(self, limit: int, far: int = 1):
        self.limit = limit
        self._far = far
        self._counts: OrderedDict[str, list[int]] = OrderedDict()

    def take(self, key: str, now: int) -> None:
        """Raises Refusal rate_limited when the key has its fill."""
        if self.limit == 0:
            return
        entry = self._counts.get(key)
        if entry is None or not 0 <= now - entry[0] < HOUR_MS:
            self._counts[key] = [now, 1]
            self._counts.move_to_end(key)
            if len(self._counts) > 50_000:
                self._counts.popitem(last=False)
        elif entry[1] >= self.limit * self._far:
            raise _refusal(entry[0], HOUR_MS, now)
        else:
            entry[1] += 1

    def over(self, key: str, now: int) -> Refusal | None:
        """The refusal of a key that has had more than its limit."""
        entry = self._counts.get(key)
        if entry is None or entry[1] <= self.limit:
            return None
        return _refusal(entry[0], HOUR_MS, now)

    def give_back(self, key: str) -> None:
        """Take back one: what was asked for was refused, or had been done before."""
        entry = self._counts.get(key)
        if entry is not None and entry[1] > 0:
            entry[1] -= 1
