"""Addresses from which an account, or a case's query code, was opened rightly before.

Strangers who guess elsewhere never hold up who comes from there. Kept by keyed hash only.
"""

import ipaddress

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.services.window import Window
from server.store import tables as t
from server.store.statements import upsert_row
from server.store.tx import Tx

KEEP_MS = 180 * 24 * 3_600_000
_K = t.known_addresses.c
_FIND = sa.select(_K.seen_at).where(
    _K.address_hash == bindparam("address"), _K.account_id == bindparam("account")
)
_PUT = upsert_row(
    t.known_addresses, ["address_hash", "account_id"], {"seen_at": bindparam("seen_at")}
)
PURGE = sa.delete(t.known_addresses).where(_K.seen_at < bindparam("before"))


def network(address: str) -> str:
    """What counts as one address: an IPv4 address, or the /64 of an IPv6 one, which a household
    has to itself."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(read, ipaddress.IPv6Address):
        if read.ipv4_mapped is not None:
            return str(read.ipv4_mapped)
        return str(ipaddress.ip_network((read, 64), strict=False).network_address) + "/64"
    return str(read)


def is_known(window: Window, tx: Tx, account: str, address: str) -> bool:
    """Whether the account (or case number) was opened rightly from there lately."""
    seen = tx.value(_FIND, address=_hash(window, address), account=account)
    return seen is not None and window.now() - seen < KEEP_MS


def remember(window: Window, tx: Tx, account: str, address: str) -> None:
    """The right secret came from there."""
    tx.run(
        tx.pick(_PUT),
        address_hash=_hash(window, address),
        account_id=account,
        seen_at=window.now(),
    )


def _hash(window: Window, address: str) -> bytes:
    return window.keys.lookup(address, "known_addresses.address")
