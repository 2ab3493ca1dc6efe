"""The configuration: every setting, its default and its meaning in one place.

docs/config.md is checked against this module by a test.
"""

import os
import tomllib
from dataclasses import dataclass, field, fields, is_dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class ConfigError(Exception):
    """A setting that cannot be used, said so that a person can mend it."""


def setting(default, meaning: str):
    """A setting with its default value and what it means."""
    return field(default=default, metadata={"meaning": meaning})


@dataclass
class ServerConfig:
    """[server]"""

    host: str = setting("127.0.0.1", "address to listen on")
    port: int = setting(8080, "TCP port; 0 takes a free one and prints it")
    data: str = setting("", "data folder; empty: ~/.local/share/onewindow/data (or /demo)")
    web: str = setting(
        "", "folder of the built portal (dist); empty: a page that says how to build"
    )
    cookie_secure: bool = setting(
        False, "set true behind HTTPS: the session cookie gets Secure, answers HSTS"
    )
    public_url: str = setting(
        "",
        "how people reach the pages, https://street.example; empty: as each request came (receipts)",
    )
    heads: str = setting(
        "",
        "file of the signed heads of the journal, best on another disk; empty: in the data folder",
    )
    metrics_from: str = setting(
        "127.0.0.1, ::1", "addresses that may read /metrics, by comma; it is not there for others"
    )
    trusted_proxies: str = setting(
        "", "addresses of proxies whose X-Forwarded-For is believed, by comma"
    )
    connections_each: int = setting(
        512, "most connections of one address at a time, trusted proxies aside; 0 no limit"
    )
    log_requests: bool = setting(True, "one JSON line for each request")


@dataclass
class DatabaseConfig:
    """[database]"""

    url: str = setting("", "postgresql://…; empty: SQLite in the data folder; DATABASE_URL wins")
    pool: int = setting(8, "connections for reading (PostgreSQL)")
    batch: int = setting(256, "most writes in one commit")


@dataclass
class StreetConfig:
    """[street]"""

    file: str = setting("assets/catalogue/street.json", "street, departments, phone list")
    grids: str = setting("assets/grids/demo.geojson", "grid cells")
    ground: str = setting(
        "assets/ground/demo.geojson",
        "streets (LineString) and buildings (Polygon) under the grids, with their names; empty: none",
    )
    coordinates: str = setting(
        "wgs84",
        "system of both files, and what imports and exports begin with: "
        "wgs84, cgcs2000, gcj02, bd09 (operating.md)",
    )
    catalogue: str = setting(
        "assets/catalogue", "folder of case.json, queues.json, roles.json, audiences.json"
    )
    forms: str = setting("assets/catalogue/forms", "folder of the form definitions")
    form: str = setting("assets/catalogue/forms/appeal.json", "the appeal form")
    services: str = setting(
        "assets/catalogue/services", "folder of the services (docs/services.md)"
    )
    bundles: str = setting(
        "assets/catalogue/bundles", "folder of the bundles of services (docs/services.md)"
    )
    service_forms: str = setting(
        "assets/catalogue/forms/services", "folder of the forms of services"
    )
    form_parts: str = setting(
        "assets/catalogue/form_parts.json", "fields that forms of services share"
    )
    facts: str = setting("assets/catalogue/facts.json", "what the portal may know of a person")
    reminders: str = setting(
        "assets/catalogue/reminders.json", "whom the portal tells of a service without being asked"
    )
    mandate_texts: str = setting(
        "assets/catalogue/mandate_texts.json", "versions of the text of a mandate"
    )
    call_backs: str = setting(
        "assets/catalogue/call_backs.json",
        "how much of what is filed for others is checked by a call, "
        "or by a visit where there is no phone",
    )
    counters: str = setting(
        "assets/catalogue/counters.json", "windows of the service centre, their hours and room"
    )
    deadlines: str = setting("assets/catalogue/deadlines.json", "how long each state may last")
    calendar: str = setting("assets/catalogue/calendar.json", "working days and office hours")
    document_font: str = setting(
        "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
        "font of result documents (Debian's fonts-noto-cjk)",
    )


@dataclass
class MapConfig:
    """[map] — a service of map tiles (server/rules/tile_service.py; operating.md)"""

    tiles: str = setting(
        "",
        "address of a tile with {z} {x} {y}, or {-y}, or {TileMatrix} {TileCol} {TileRow}, "
        "and {s} for one of tile_hosts; empty: none",
    )
    tile_hosts: str = setting("", "what {s} stands for, by comma")
    tile_system: str = setting(
        "wgs84", "system of the tiles, which lie on Web Mercator: wgs84, cgcs2000, gcj02"
    )
    tile_size: int = setting(256, "side of a tile, CSS px: 256 or 512")
    zoom_min: int = setting(3, "coarsest level of the tiles")
    zoom_max: int = setting(18, "finest level of the tiles")
    attribution: str = setting("", "whose map it is, as the service demands it; shown on the map")


@dataclass
class SessionConfig:
    """[session]"""

    idle_minutes: int = setting(30, "a session ends after so long without a request")
    absolute_hours: int = setting(12, "a session ends after so long in any case")


@dataclass
class CodeConfig:
    """[codes] — one-time codes for residents"""

    minutes: int = setting(5, "how long a code is valid")
    tries: int = setting(
        5, "wrong tries from an address before a code is void there (four times as many for all)"
    )
    resend_seconds: int = setting(60, "wait before another code for the same phone")
    per_phone_hour: int = setting(
        5, "codes for a phone in an hour before they come two minutes apart (with --demo 1000)"
    )
    per_address_hour: int = setting(
        30, "codes an address may ask for in an hour (with --demo 10000)"
    )
    notifier: str = setting(
        "", "how codes are sent: file, webhook; empty: none (with --demo: demo)"
    )
    notifier_target: str = setting(
        "", "path of the file, or URL of the webhook (POST JSON phone, text)"
    )


@dataclass
class MessageConfig:
    """[messages] — to people's phones, about their cases"""

    quiet_from: int = setting(21, "hour of the day from which no message is sent")
    quiet_until: int = setting(8, "hour of the day from which messages are sent again")
    report_token: str = setting(
        "", "secret by which the gateway reports deliveries; empty: it cannot"
    )


@dataclass
class LimitConfig:
    """[limits]"""

    json_bytes: int = setting(262_144, "largest JSON body")
    attachment_bytes: int = setting(10_485_760, "largest picture")
    document_bytes: int = setting(20_971_520, "largest PDF, where a paper may be one")
    document_pages: int = setting(50, "most pages of a PDF")
    attachment_pixels: int = setting(
        50_000_000, "largest picture in pixels, against decompression bombs"
    )
    filings_per_hour: int = setting(
        60, "cases an account may file in an hour, 0 no limit (with --demo 1000)"
    )
    lookups_per_hour: int = setting(
        240, "how often an account may look for similar cases in an hour, 0 no limit"
    )
    joins_per_hour: int = setting(30, "cases an account may join in an hour, 0 no limit")
    uploads_per_hour: int = setting(300, "attachments an account may send in an hour, 0 no limit")
    uploads_days: int = setting(7, "how long a picture is kept that came into no case")
    uploads_bytes: int = setting(
        209_715_200, "most bytes of an account's pictures that are in no case, 0 no limit"
    )
    tracks_per_hour: int = setting(
        20,
        "wrong query codes from an address, for a number or for all, in an hour "
        "(with --demo 1000 for all)",
    )
    staff_tries: int = setting(
        10, "wrong passwords for an account from an address in 15 minutes before it waits there"
    )
    answers_days: int = setting(400, "how long an Idempotency-Key is remembered")


@dataclass
class Config:
    """Everything; sections are tables of the TOML file."""

    server: ServerConfig = field(default_factory=ServerConfig)
    database: DatabaseConfig = field(default_factory=DatabaseConfig)
    street: StreetConfig = field(default_factory=StreetConfig)
    map: MapConfig = field(default_factory=MapConfig)
    session: SessionConfig = field(default_factory=SessionConfig)
    codes: CodeConfig = field(default_factory=CodeConfig)
    messages: MessageConfig = field(default_factory=MessageConfig)
    limits: LimitConfig = field(default_factory=LimitConfig)
    demo: bool = False

    def data_dir(self) -> Path:
        """Where database, keys and attachments are."""
        if self.server.data:
            return Path(self.server.data).expanduser()
        base = Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share").expanduser()
        return base / "onewindow" / ("demo" if self.demo else "data")

    def asset(self, path: str) -> Path:
        """A file named in the configuration: absolute, or relative to the program."""
        return ROOT / Path(path).expanduser()


#: What --demo changes where the file says nothing: a class room shares one address.
_DEMO = {
    ("codes", "per_phone_hour"): 1000,
    ("codes", "per_address_hour"): 10_000,
    ("limits", "filings_per_hour"): 1000,
    ("limits", "uploads_per_hour"): 10_000,
    ("codes", "notifier"): "demo",
}


def load(path: Path | None, *, demo: bool = False) -> Config:
    """The defaults, with what the TOML file says over them.

    Raises ConfigError naming the setting that is unknown or of the wrong type.
    """
    config = Config(demo=demo)
    if demo:
        for (section, name), value in _DEMO.items():
            setattr(getattr(config, section), name, value)
    if path is not None:
        try:
            data = tomllib.loads(path.read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise ConfigError(f"{path}: {error}") from error
        _merge(config, data, path)
    url = os.environ.get("DATABASE_URL")
    if url:
        config.database.url = url
    return config


#: Settings of earlier versions: taken, and without effect.
_RETIRED = {("codes", "lock_minutes")}


def _merge(config: Config, data: dict, path: Path) -> None:
    sections = {f.name: getattr(config, f.name) for f in fields(config)}
    for name, table in data.items():
        section = sections.get(name)
        if not is_dataclass(section) or not isinstance(table, dict):
            raise ConfigError(f"{path}: unknown section [{name}]")
        known = {f.name: f.type for f in fields(section)}
        for key, value in table.items():
            if (name, key) in _RETIRED:
                continue
            if key not in known:
                raise ConfigError(f"{path}: unknown setting {name}.{key}")
            wanted = type(getattr(section, key))
            if type(value) is not wanted:
                raise ConfigError(f"{path}: {name}.{key} must be {wanted.__name__}")
            if wanted is int and value < 0:
                raise ConfigError(f"{path}: {name}.{key} must not be negative")
            setattr(section, key, value)
