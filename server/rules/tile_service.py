"""A service of map tiles as a street sets it: XYZ, TMS or WMTS addresses on Web Mercator, looked at before it is used."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import SplitResult, urlsplit

#: Systems that tiles on Web Mercator may be in → which of the two that the program knows. CGCS 2000 is taken as
#: WGS 84 (server/rules/coordinates.py).
_SYSTEMS = {"wgs84": "wgs84", "cgcs2000": "wgs84", "gcj02": "gcj02"}
_SIZES, FINEST = (256, 512), 22
_LONGEST_ADDRESS, _LONGEST_ATTRIBUTION = 500, 120
_MOST_HOSTS = 16
#: What WMTS calls a tile's numbers (OGC 07-057r7, ResourceURL) → what the program does.
_NAMES = {"TileMatrix": "z", "TileCol": "x", "TileRow": "y"}
_PART = re.compile(r"\{([^{}]*)\}")
_HOST = re.compile(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*", re.ASCII)
_LABEL = re.compile(r"[A-Za-z0-9-]{1,30}", re.ASCII)
#: Where http may be spoken: what leaves the machine is encrypted.
_HERE = "127.0.0.1"


class TileService(NamedTuple):
    """address: with {z}, {x}, {y} or {-y}, and {s} for one of hosts; system: wgs84 or gcj02; size: side of a tile,
    CSS px."""

    address: str
    hosts: list[str]
    system: str
    size: int
    zoom_min: int
    zoom_max: int
    attribution: str

    def origins(self) -> list[str]:
        """Every origin that tiles come from, as a Content-Security-Policy names it."""
        found = (urlsplit(self.address.replace("{s}", host)) for host in self.hosts or [""])
        return list(dict.fromkeys(f"{one.scheme}://{one.netloc.lower()}" for one in found))


#: The name of a setting, and what is wrong with it.
Wrong = tuple[str, str]


def read_service(given: Mapping[str, Any]) -> tuple[TileService | None, list[Wrong]]:
    """The service of the settings (server.config.MapConfig by name), None where no address is set, and
    everything that is wrong with them."""
    wrong: list[Wrong] = []
    system = given["tile_system"]
    if system == "bd09":
        wrong.append(
            ("tile_system", "tiles of bd09 lie on Baidu's own projection, not on Web Mercator")
        )
    elif system not in _SYSTEMS:
        wrong.append(("tile_system", f"{system!r} is none of {', '.join(_SYSTEMS)}"))
    if given["tile_size"] not in _SIZES:
        wrong.append(("tile_size", f"{given['tile_size']} is neither 256 nor 512"))
    wrong += [
        (name, f"{given[name]} is no level from 0 to {FINEST}")
        for name in ("zoom_min", "zoom_max")
        if given[name] > FINEST
    ]
    if given["zoom_min"] > given["zoom_max"]:
        wrong.append(("zoom_min", "greater than zoom_max"))
    hosts = [one.strip() for one in given["tile_hosts"].split(",") if one.strip()]
    if len(hosts) > _MOST_HOSTS:
        wrong.append(("tile_hosts", f"more than {_MOST_HOSTS}"))
    wrong += [
        ("tile_hosts", f"{one!r} is no part of a host's name")
        for one in hosts
        if not _LABEL.fullmatch(one)
    ]
    attribution = given["attribution"].strip()
    if len(attribution) > _LONGEST_ATTRIBUTION or not attribution.isprintable():
        what = f"more than {_LONGEST_ATTRIBUTION} characters, or not a line of text"
        wrong.append(("attribution", what))
    address = given["tiles"]
    if address:
        wrong += [("tiles", what) for what in _address_faults(address, hosts)]
        if not attribution:
            wrong.append(("attribution", "missing: whose map it is must stand on it"))
    if wrong or not address:
        return None, wrong
    return (
        TileService(
            _PART.sub(lambda part: "{" + _NAMES.get(part[1], part[1]) + "}", address),
            hosts,
            _SYSTEMS[system],
            given["tile_size"],
            given["zoom_min"],
            given["zoom_max"],
            attribution,
        ),
        [],
    )


def _parts_of(address: str, *schemes: str) -> SplitResult | None:
    """The parts of a whole address of one of the schemes; None for anything else, and for one with a name or a
    password in it."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return None
    whole = parts.scheme in schemes and port != 0 and bool(_HOST.fullmatch(parts.hostname or ""))
    return parts if whole and "@" not in parts.netloc else None


def _is_plain(address: str) -> bool:
    return len(address) <= _LONGEST_ADDRESS and all("!" <= sign <= "~" for sign in address)


def _address_faults(address: str, hosts: list[str]) -> list[str]:
    if not _is_plain(address):
        most = f"longer than {_LONGEST_ADDRESS} characters"
        return [f"{most}, or with signs that an address has as %.. only"]
    faults = []
    names = _PART.findall(address)
    rest = _PART.sub("", address)
    if "{" in rest or "}" in rest:
        faults.append("a brace that belongs to none")
    known = [_NAMES.get(name, name) for name in names]
    for name, plain in zip(names, known, strict=True):
        if plain not in ("z", "x", "y", "-y", "s"):
            faults.append(f"{{{name}}} is not known")
    for wanted, said in (("z", "{z} or {TileMatrix}"), ("x", "{x} or {TileCol}")):
        if wanted not in known:
            faults.append(f"{said} is missing")
    if ("y" in known) == ("-y" in known):
        faults.append("one of {y}, {-y} and {TileRow} is needed")
    if ("s" in known) != bool(hosts):
        faults.append(
            "{s} is there without tile_hosts" if "s" in known else "tile_hosts without {s}"
        )
    # A name of the host is as good as another for looking at the rest.
    parts = _parts_of(address.replace("{s}", "s"), "https", "http")
    if parts is None:
        faults.append(
            "no https address of a host ({s} alone may stand in its name), or a name or password in it"
        )
    elif parts.scheme == "http" and parts.hostname != _HERE:
        faults.append(f"http is for {_HERE} only: tiles come by https")
    elif parts.fragment:
        faults.append("what follows # is never sent")
    return faults
