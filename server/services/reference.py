"""The street's reference data, read once at the start."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec

from server.config import Config, ConfigError
from server.rules import areas, service_steps
from server.rules.calendar import Calendar
from server.rules.catalogue import CatalogueError, read_calendar, read_deadlines
from server.rules.catalogue.call_backs_file import read_call_backs
from server.rules.catalogue.counters_file import read_counters
from server.rules.catalogue.ground_file import read_ground
from server.rules.catalogue.mandate_texts_file import read_mandate_texts
from server.rules.catalogue.reminders_file import read_reminders
from server.rules.coordinates import SYSTEMS, collection_to_wgs84
from server.rules.deadlines import Deadlines
from server.rules.form_check import check_form
from server.rules.form_set import FormSet
from server.rules.forms import Known
from server.rules.positions import GridFinder
from server.rules.states import KindRule
from server.rules.tile_service import TileService, read_service
from server.rules.written_service import WrittenService
from server.services.affairs import Saved, open_affairs, read_facts
from server.services.compressed import compressed
from server.wire import maps
from server.wire import types as wire

#: How the names of saved services begin: of those in use, and of those taken out of use.
SERVICE, ARCHIVED_SERVICE = "service/", "archived/"


class Hotline(msgspec.Struct):
    """A phone with its name."""

    name: str
    number: str


class Settings(NamedTuple):
    """What administrators saved: the newest change among them, and each by name as JSON; services by
    their code after SERVICE or ARCHIVED_SERVICE, and the newest change of any of those."""

    newest: int
    contents: Mapping[str, bytes]
    newest_service: int = 0


class ReferenceData:
    """Street, grids, departments, phones, form and deadlines."""

    def __init__(self, config: Config, saved: Mapping[str, bytes] = MappingProxyType({})):
        """saved: what administrators put in the place of a file, by its name in files_of."""
        files = files_of(config)

        def content(name: str) -> bytes:
            return saved[name] if name in saved else _read(files[name])

        street_file = files["street"]
        street = decode_json(content("street"), street_file)
        grids = decode_json(content("grids"), files["grids"])
        if "grids" not in saved:
            grids = grids_of_file(grids, config)
        self.forms = FormSet(read_forms(config))
        #: The form of each kind of case that can be filed (take_kinds).
        self.filed_forms: dict[str, dict] = {}
        calendar_data = _checked(read_calendar, content("calendar"), files["calendar"])
        self.calendar = Calendar(calendar_data)
        self.offset_minutes = calendar_data["utc_offset_minutes"]
        rules = _checked(read_deadlines, content("deadlines"), files["deadlines"])
        own = None
        if "deadlines" in saved:  # saved perhaps before there were all the states of today
            path = files["deadlines"]
            own = Deadlines(_checked(read_deadlines, _read(path), path), self.calendar)
        self.deadlines = Deadlines(rules, self.calendar, own)
        self.counters = _checked(read_counters, content("counters"), files["counters"])
        try:
            listed = [{"id": f["id"], **f["properties"]} for f in grids["features"]]
            known = {"grids": listed, "official_years": sorted(self.calendar.official_years)}
            self.answer = msgspec.convert({**street, **known}, wire.Reference)
            #: Whom the first page offers to call.
            self.hotline = msgspec.convert(street["hotline"], Hotline)
        except (msgspec.ValidationError, KeyError, TypeError) as error:
            raise ConfigError(f"{street_file}: {error}") from error
        self.street = self.answer.street
        self.grids = {grid.id: grid for grid in self.answer.grids}
        self.departments = {d.id: d for d in self.answer.departments}
        names = {d.id: d.name for d in self.answer.departments}
        taken_in = self.deadlines.days(*service_steps.TAKEN_IN)
        self.affairs = open_affairs(config, names, saved_services(saved), taken_in)
        self.reminders = _checked(
            lambda raw: read_reminders(raw, self.affairs.facts.types, self.affairs.by_code),
            _read(config.asset(config.street.reminders)),
            config.asset(config.street.reminders),
        )
        path = config.asset(config.street.mandate_texts)
        self.mandate_texts = _checked(read_mandate_texts, _read(path), path)
        path = config.asset(config.street.call_backs)
        self.call_backs = _checked(read_call_backs, _read(path), path)
        outlines = msgspec.convert(grids, maps.GridMap)
        if config.street.ground:
            path = config.asset(config.street.ground)
            ground = _checked(read_ground, _read(path), path)
            ground = collection_to_wgs84(ground, config.street.coordinates)
            outlines.ground = msgspec.convert(ground, maps.Ground)
        #: The service of map tiles; None where the street has none.
        self.tiles = read_tiles(config)
        if self.tiles is not None:
            outlines.tiles = msgspec.convert(self.tiles._asdict(), maps.Tiles)
        self._rings = [
            (f.id, areas.rings_of(f.geometry.type, f.geometry.coordinates))
            for f in outlines.features
        ]
        self.known = Known(
            frozenset(self.grids),
            frozenset(self.departments),
            find_grids=GridFinder(self._rings).near,
        )
        self.body = wire.encode(self.answer)
        self.etag = etag_of(self.body)
        self.map = compressed(wire.encode(outlines))

    def take_kinds(self, kinds: Mapping[str, KindRule]) -> None:
        """Learn from the catalogue which form files which kind of case."""
        self.filed_forms = {
            code: self.forms.by_code[row.form] for code, row in kinds.items() if row.form
        }

    def grid_at(self, lon: float, lat: float) -> str | None:
        """The grid cell that holds a point, None outside all."""
        for grid_id, rings in self._rings:
            if areas.contains(rings, lon, lat):
                return grid_id
        return None

    def department_name(self, department_id: str | None) -> str | None:
        """The name of a department, its id if it is no longer there."""
        if department_id is None:
            return None
        known = self.departments.get(department_id)
        return known.name if known else department_id


def files_of(config: Config) -> dict[str, Path]:
    """The files that an administrator's settings take the place of, by the settings' names."""
    street = config.street
    return {
        "street": config.asset(street.file),
        "grids": config.asset(street.grids),
        "calendar": config.asset(street.calendar),
        "deadlines": config.asset(street.deadlines),
        "counters": config.asset(street.counters),
    }


def grids_of_file(grids: dict, config: Config) -> dict:
    """The grids of the street's file as the portal keeps them: what is saved is kept so already.

    Raises ConfigError.
    """
    street = config.street
    if street.coordinates not in SYSTEMS:
        known = ", ".join(SYSTEMS)
        raise ConfigError(f"street.coordinates: {street.coordinates!r} is none of {known}")
    try:
        return collection_to_wgs84(grids, street.coordinates)
    except (KeyError, TypeError) as error:
        raise ConfigError(f"{config.asset(street.grids)}: {error!r}") from error


def read_tiles(config: Config) -> TileService | None:
    """The service of map tiles, None where none is set. Raises ConfigError with all that is wrong."""
    service, wrong = read_service(asdict(config.map))
    if wrong:
        lines = "\n".join(f"map.{name}: {what}" for name, what in wrong)
        raise ConfigError(f"the tile service cannot be used:\n{lines}")
    return service


def saved_services(saved: Mapping[str, bytes]) -> Saved:
    """The versions of services among what was saved."""
    live, archived = (
        {
            name.removeprefix(begin): WrittenService(**msgspec.json.decode(raw, type=dict))
            for name, raw in saved.items()
            if name.startswith(begin)
        }
        for begin in (SERVICE, ARCHIVED_SERVICE)
    )
    return Saved(live, archived)


def _checked(read: Callable[[bytes], Any], raw: bytes, path: Path) -> Any:
    try:
        return read(raw)
    except CatalogueError as error:
        raise ConfigError(f"{path} cannot be used:\n{error}") from error


def read_forms(config: Config) -> dict[str, dict]:
    """The form definitions by code, the street's own appeal form among them. Raises ConfigError."""
    folder = config.asset(config.street.forms)
    forms = {path.stem: read_json(path) for path in sorted(folder.glob("*.json"))}
    forms["appeal"] = read_json(config.asset(config.street.form))
    facts = read_facts(config).types
    mistakes = [m for code, form in forms.items() for m in check_form(f"{code}.json", form, facts)]
    if mistakes:
        lines = "\n".join(map(str, mistakes))
        raise ConfigError(f"the forms in {folder} cannot be used:\n{lines}")
    return forms


def read_json(path: Path) -> dict:
    """The object in a JSON file. Raises ConfigError naming the file."""
    return decode_json(_read(path), path)


def decode_json(raw: bytes, path: Path) -> dict:
    """The object in a JSON text that stands for a file. Raises ConfigError naming the file."""
    try:
        return msgspec.json.decode(raw, type=dict)
    except msgspec.MsgspecError as error:
        raise ConfigError(f"{path}: {error}") from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ConfigError(f"{path}: {error}") from error


def etag_of(body: bytes) -> str:
    """The tag of an answer: other bytes, other tag (RFC 9110 §8.8.3), compressed ones too."""
    return f'"{hashlib.sha256(body).hexdigest()[:20]}"'
