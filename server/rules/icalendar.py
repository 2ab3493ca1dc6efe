"""One event as a calendar file (RFC 5545): lines of at most 75 bytes, ended by CR LF, times in UTC."""

from datetime import UTC, datetime
from typing import NamedTuple

#: Bytes of a line without its end.
LONGEST = 75
_ESCAPED = {"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": ""}


class Event(NamedTuple):
    """An event. Times in ms; stamp: when it became what it is now; version: counts its changes, so that a
    calendar that has it takes the newer; cancelled: it does not take place."""

    uid: str
    stamp: int
    begins: int
    ends: int
    summary: str
    place: str
    about: str
    version: int = 0
    cancelled: bool = False


def file_of(event: Event) -> bytes:
    """The file."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//OneWindow//OneWindow//ZH",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{_utc(event.stamp)}",
        f"DTSTART:{_utc(event.begins)}",
        f"DTEND:{_utc(event.ends)}",
        f"SEQUENCE:{event.version}",
        f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}",
        f"SUMMARY:{_text(event.summary)}",
        f"LOCATION:{_text(event.place)}",
        f"DESCRIPTION:{_text(event.about)}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return b"".join(_folded(line) for line in lines)


def _utc(ms: int) -> str:
    return datetime.fromtimestamp(ms // 1000, UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    return "".join(_ESCAPED.get(sign, sign) for sign in value)


def _folded(line: str) -> bytes:
    """The line in pieces, each but the first begun by a space; no character is cut in two."""
    pieces, piece = [], b""
    for sign in line:
        more = sign.encode()
        if len(piece) + len(more) > LONGEST:
            pieces.append(piece)
            piece = b" "
        piece += more
    return b"\r\n".join([*pieces, piece]) + b"\r\n"
