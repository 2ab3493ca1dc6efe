"""The catalogue: states, steps, queues and roles as data (assets/catalogue), checked when it is read."""

from server.rules.catalogue.calendar_file import read_calendar
from server.rules.catalogue.checks import Known
from server.rules.catalogue.load import Catalogue, read, read_deadlines
from server.rules.catalogue.mistakes import CatalogueError, Mistake

__all__ = [
    "Catalogue",
    "CatalogueError",
    "Known",
    "Mistake",
    "read",
    "read_calendar",
    "read_deadlines",
]
