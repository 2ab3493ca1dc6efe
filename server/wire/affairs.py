"""What goes over the wire about services beside cases themselves, as in docs/api.md."""

from msgspec import Struct

from server.wire.types import Time


class WholeLine(Struct):
    """An answer with all its digits, where the case shows its ends only."""

    path: str
    label: str
    value: str


class WholeNumbers(Struct):
    """The numbers of an application as they were filed. until: when a screen hides them again."""

    items: list[WholeLine]
    until: Time
