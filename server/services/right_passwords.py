"""That a staff password was right, for the minutes in which the second factor is typed: who mistypes an
app code types that alone again. What the browser keeps (a cookie that no script reads) is not the
password: it is good once, for the account and the address it was made for, and for nothing but the
second factor; another password makes it worthless. Each try counts as one with the password would
(password_tries)."""

import hmac
from collections.abc import Mapping

from server.services import limits
from server.services.errors import Refusal
from server.services.window import Window
from server.store.tx import Tx

COOKIE = "ow_password"
#: How long it is good.
SECONDS = 300
_PURPOSE = "session.right_password"


def make(window: Window, account: Mapping, address: str) -> str:
    """The proof, for an account whose password was right a moment ago."""
    until, once = str(window.now() + SECONDS * 1000), window.ports.random.id()
    return f"{until}.{once}.{_mac(window, account, address, until, once)}"


def use(window: Window, tx: Tx, account: Mapping | None, address: str, proof: str | None) -> bool:
    """Whether it proves that the account's password was right; it proves it no second time."""
    parts = (proof or "").split(".")
    if account is None or account["disabled"] or len(parts) != 3:
        return False
    until, once, mac = parts
    right = _mac(window, account, address, until, once)
    if not hmac.compare_digest(mac.encode(), right.encode()):
        return False
    now = window.now()
    if not 0 <= int(until) - now <= SECONDS * 1000:
        return False
    try:
        limits.take(tx, f"right-password:{once}", 1, SECONDS * 1000, now)
    except Refusal:
        return False
    return True


def _mac(window: Window, account: Mapping, address: str, until: str, once: str) -> str:
    """Over all that it is bound to; the password as it is stored, so that it ends with it."""
    said = "\0".join((account["id"], account["password"] or "", address, until, once))
    return window.keys.lookup(said, _PURPOSE).hex()
