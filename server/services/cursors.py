"""Opaque cursors: the keys of the last row of a page, by which the next one begins."""

import base64

import msgspec

from server.services.errors import Refusal


def cursor_of(values: list[int]) -> str:
    """The cursor after a row with these keys."""
    return base64.urlsafe_b64encode(msgspec.json.encode(values)).decode().rstrip("=")


def read_cursor(cursor: str, count: int) -> list[int]:
    """So many keys. Raises Refusal malformed for another's or a damaged cursor."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        values = msgspec.json.decode(raw, type=list[int])
    except (ValueError, msgspec.MsgspecError) as error:
        raise Refusal("malformed") from error
    if len(values) != count or any(abs(v) > 2**62 for v in values):
        raise Refusal("malformed")
    return values
