"""Tries of staff passwords: counted in the writer before anything is hashed.

An address has so many tries for an account and some more for all accounts; an account has so
many more from all addresses together. From where the account was opened rightly before only its
own tries count, and a right password is still taken beyond them: strangers lock nobody out.
"""

from server.services import accounts, known_addresses, limits
from server.services.errors import Refusal, invalid
from server.services.window import Window
from server.store.tx import Tx

WINDOW_MS = 900_000
#: How many times the tries for one account from one address are allowed …
KNOWN = 5  #: … from a known address before not even a right password is looked at
ADDRESS = 4  #: … from one address for all accounts
ACCOUNT = 20  #: … for one account from all addresses that are not known


class Tries:
    """One try at one account from one address."""

    def __init__(self, window: Window, login: str, address: str):
        self._window = window
        self._most = window.config.limits.staff_tries
        self._address = address
        self._mine = f"staff:{login}:{address}"
        self._shared = {
            f"staff-from:{address}": self._most * ADDRESS,
            f"staff:{login}": self._most * ACCOUNT,
        }
        self._login = login
        self._known = False
        self._count = 0

    def begin(self, tx: Tx) -> dict | None:
        """Count the try; answers the account. Raises Refusal rate_limited."""
        now = self._window.now()
        account = accounts.by_login(tx, self._login)
        self._known = account is not None and known_addresses.is_known(
            self._window, tx, account["id"], self._address
        )
        most = self._most * (KNOWN if self._known else 1)
        self._count = limits.take(tx, self._mine, most, WINDOW_MS, now)
        if not self._known:
            for bucket, limit in self._shared.items():
                limits.take(tx, bucket, limit, WINDOW_MS, now)
        return account

    def not_looked_at(self, tx: Tx) -> None:
        """There was no room to hash: the try does not count."""
        limits.give_back(tx, self._mine)
        self._give_back_shared(tx)

    def refusal(self, tx: Tx) -> Refusal:
        """What is said of a wrong password."""
        if self._count > self._most:
            return limits.full(tx, self._mine, WINDOW_MS, self._window.now())
        return invalid("password", "mismatch")

    def right(self, tx: Tx, account: dict) -> None:
        """The password was right: forget what went wrong here, and know the address."""
        limits.clear(tx, self._mine)
        self._give_back_shared(tx)
        known_addresses.remember(self._window, tx, account["id"], self._address)

    def _give_back_shared(self, tx: Tx) -> None:
        if not self._known:
            for bucket in self._shared:
                limits.give_back(tx, bucket)
