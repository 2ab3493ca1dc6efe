"""In which coordinate system a file is, as its page asks; the street's own is chosen beforehand."""

from server.routes.http import Call
from server.rules.coordinates import SYSTEMS
from server.services.errors import Refusal

#: Name of the field.
FIELD = "coordinates"


def chosen(call: Call) -> str:
    """The system that was picked, the street's own where nothing was asked yet.

    Raises Refusal malformed for one that is not offered.
    """
    system = call.body.get(FIELD, "") or call.window.config.street.coordinates
    if system not in SYSTEMS:
        raise Refusal("malformed")
    return system


def offered(call: Call) -> list[tuple[str, str]]:
    """Every system with its words."""
    return [(system, call.words(f"admin.coordinates.{system}")) for system in SYSTEMS]
