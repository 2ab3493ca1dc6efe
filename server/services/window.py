"""Everything the services are given: the open window."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
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
from server.store.parts import Parts


@dataclass
class Window:
    """One running server."""

    config: Config
    ports: Ports
    database: Database
    epoch: str
    keys: Keys
    blobs: Blobs
    parts: Parts
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

    def today(self) -> date:
        """The street's own day."""
        return self.zone.local(self.now()).date()


class Cover(NamedTuple):
    """Somebody absent for whom a viewer stands in today: whose tasks the viewer has beside its own."""

    account_id: str
    staff_no: str | None
    department_id: str | None
    grid_id: str | None

    def owns(self, owner_kind: str, owner_id: str) -> bool:
        """Whether a task of that owner is one of the absent one's."""
        own = {"department": self.department_id, "grid": self.grid_id}.get(owner_kind)
        return own is not None and own == owner_id


class Viewer(NamedTuple):
    """Who asks: an account row, or nobody (a tracker). covers: for whom it stands in today;
    persons: the ids under which the street knows the holder (services/people); unseen: cases, by row,
    that it is sent to ask about and does not see meanwhile (services/visits)."""

    id: str | None
    role: str
    staff_no: str | None = None
    department_id: str | None = None
    grid_id: str | None = None
    covers: tuple[Cover, ...] = ()
    persons: frozenset[str] = frozenset()
    unseen: frozenset[int] = frozenset()

    def grids(self) -> list[str]:
        """The grids the viewer walks today: its own, and those of whom it stands in for."""
        walked = (one.grid_id for one in (self, *self.covers) if one.grid_id is not None)
        return list(dict.fromkeys(walked))

    def has_filed(self, case: Mapping) -> bool:
        """Whether the case is the viewer's own: it filed it, or a helper filed it for it."""
        if self.id is None:
            return False
        return self.id == case["owner_id"] or case["person_id"] in self.persons


TRACKER = Viewer(None, "tracker")
SYSTEM = Viewer(None, "system")
