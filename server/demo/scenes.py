"""Every scene that the demo's photos show, by its name."""

from collections.abc import Callable

from server.demo import scenes_inside, scenes_outside
from server.demo.canvas import Canvas

SCENES: dict[str, Callable[[Canvas, bool], None]] = {
    one.__name__: one for one in (*scenes_inside.SCENES, *scenes_outside.SCENES)
}
