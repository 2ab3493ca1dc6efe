"""Everything the services are given: the open window."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from server.config import Config
from server.ports import Ports, Zone
from server.rules.catalogue import Catalogue
from server.services.events import Hub
from server.services.projection import Projection
from server.services.published import Published
from server.services.reference import ReferenceData, Settings
from server.services.words import Library
from server.store.blobs import Blobs
from server.store.database import Database
from server.store.keys import Keys


@dataclass
class Window:
    """One running server."""

    config: Config
    ports: Ports
    database: Database
    epoch: str
    keys: Keys
    blobs: Blobs
    reference: ReferenceData
    catalogue: Catalogue
    library: Library
    zone: Zone
    hub: Hub
    projections: Mapping[str, Projection]
    published: Published
    settings: Settings

    def now(self) -> int:
        """The moment, ms."""
        return self.ports.clock.now_ms()


class Viewer(NamedTuple):
    """Who asks: an account row, or nobody (a tracker)."""

    id: str | None
    role: str
    staff_no: str | None = None
    department_id: str | None = None
    grid_id: str | None = None


TRACKER = Viewer(None, "tracker")
SYSTEM = Viewer(None, "system")
