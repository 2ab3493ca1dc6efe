"""Rate limits: hits in a window of time, kept in the database for what guards accounts."""

from collections import OrderedDict

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.services.errors import Refusal
from server.store import tables as t
from server.store.statements import upsert_row
from server.store.tx import Tx

HOUR_MS = 3_600_000

_GET = sa.select(t.hits.c.since, t.hits.c.count).where(t.hits.c.bucket == bindparam("bucket"))
_PUT = upsert_row(t.hits, ["bucket"], {"since": bindparam("since"), "count": bindparam("count")})
_CLEAR = sa.delete(t.hits).where(t.hits.c.bucket == bindparam("bucket"))


def require_below(tx: Tx, bucket: str, limit: int, window_ms: int, now: int) -> None:
    """Raises Refusal rate_limited when the bucket has its fill."""
    row = tx.one(_GET, bucket=bucket)
    if row and now - row["since"] < window_ms and row["count"] >= limit:
        wait = (row["since"] + window_ms - now) // 1000 + 1
        raise Refusal("rate_limited", retry_after=wait)


def hit(tx: Tx, bucket: str, window_ms: int, now: int) -> None:
    """Count one in the bucket."""
    row = tx.one(_GET, bucket=bucket)
    if row and now - row["since"] < window_ms:
        since, count = row["since"], row["count"] + 1
    else:
        since, count = now, 1
    tx.run(tx.pick(_PUT), bucket=bucket, since=since, count=count)


def clear(tx: Tx, bucket: str) -> None:
    """Forget the bucket."""
    tx.run(_CLEAR, bucket=bucket)


class HourlyLimit:
    """A limit for each account and hour in this process's memory, for the hot path."""

    def __init__(self, limit: int):
        self.limit = limit
        self._counts: OrderedDict[str, list[int]] = OrderedDict()

    def take(self, key: str, now: int) -> None:
        """Raises Refusal rate_limited when the key has its fill."""
        if self.limit == 0:
            return
        entry = self._counts.get(key)
        if entry is None or now - entry[0] >= HOUR_MS:
            self._counts[key] = [now, 1]
            self._counts.move_to_end(key)
            if len(self._counts) > 50_000:
                self._counts.popitem(last=False)
        elif entry[1] >= self.limit:
            raise Refusal("rate_limited", retry_after=(entry[0] + HOUR_MS - now) // 1000 + 1)
        else:
            entry[1] += 1
