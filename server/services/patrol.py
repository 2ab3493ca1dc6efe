"""随手报: a grid worker reports what they see in the own grid, or in that of somebody absent."""

from typing import Any

from server.rules.forms import Problem
from server.services.errors import Refusal, invalid
from server.services.window import Viewer, Window

KIND = "patrol"
#: Titles are stored in the language of the street.
LANGUAGE = "zh-CN"
_GRID = "place.grid_id"


def members(window: Window, viewer: Viewer, body: dict, values: dict) -> dict[str, Any]:
    """What a checked report has beside its form: its title and grid are put among the values (by
    path), and its columns are answered. Nobody owns it: it is nobody's own matter, and who reported
    it does not verify it. Raises Refusal forbidden, invalid."""
    if body.get("on_behalf_of"):
        raise invalid("on_behalf_of", "own_matter")
    grids = viewer.grids()
    if not grids:
        raise Refusal("forbidden")
    grid = values.get(_GRID)
    if grid is None and values.get("place.lon") is not None:
        grid = window.reference.grid_at(values["place.lon"], values["place.lat"])
    if grid is not None and grid not in grids:
        raise Refusal("invalid", [Problem(_GRID, "other_grid")])
    values[_GRID] = grid or grids[0]
    values["title"] = window.library.of_file(LANGUAGE)(f"category.{values['category']}")
    return {"owner_id": None, "filed_by": viewer.id}
