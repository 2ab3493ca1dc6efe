"""Time-based one-time passwords (RFC 6238 over RFC 4226): SHA-1, 30 seconds, 6 digits, which every
authenticator app knows."""

import base64
import hashlib
import hmac
from urllib.parse import quote

PERIOD_SECONDS = 30
DIGITS = 6
SECRET_BYTES = 20
#: Steps before and after now that are taken too: clocks of phones differ.
DRIFT = 1


def code_at(secret: bytes, step: int) -> str:
    """The code of a time step (seconds since 1970 // 30)."""
    mac = hmac.digest(secret, step.to_bytes(8), hashlib.sha1)
    offset = mac[-1] & 15
    number = int.from_bytes(mac[offset : offset + 4]) & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def matching_step(secret: bytes, typed: str, now_ms: int, last_step: int) -> int | None:
    """The time step whose code was typed; each step's code is good once. None if none fits."""
    current = now_ms // 1000 // PERIOD_SECONDS
    found = None
    for step in range(current - DRIFT, current + DRIFT + 1):
        fits = hmac.compare_digest(code_at(secret, step).encode(), typed.encode())
        if fits and step > last_step:
            found = step
    return found


def shown(secret: bytes) -> str:
    """The secret for typing into an app: base32 in groups of four."""
    text = base64.b32encode(secret).decode()
    return " ".join(text[i : i + 4] for i in range(0, len(text), 4))


def uri(secret: bytes, issuer: str, account: str) -> str:
    """The address that apps read from a QR code."""
    text = base64.b32encode(secret).decode()
    return f"otpauth://totp/{quote(issuer)}:{quote(account)}?secret={text}&issuer={quote(issuer)}"
