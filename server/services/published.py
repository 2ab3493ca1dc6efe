"""The catalogue as clients get it: each file under an address that never changes its content."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import msgspec

from server.config import Config
from server.services.affairs import Affairs
from server.services.compressed import compressed
from server.services.reference import decode_json, read_forms, read_json


class Published:
    """The files by name ("case.json", "forms.json" …) and the hash of them all."""

    def __init__(self, files: Mapping[str, bytes]):
        digest = hashlib.sha256()
        for name in sorted(files):
            digest.update(b"%b\0%d\0%b" % (name.encode(), len(files[name]), files[name]))
        self.hash = digest.hexdigest()[:20]
        self.files = {name: compressed(body) for name, body in files.items()}

    def address(self, name: str) -> str:
        """Where a file is served for ever, for as long as it is the present one."""
        return f"/api/v1/catalogue/{self.hash}/{name}"


def paths_of(config: Config) -> dict[str, Path]:
    """The files of the catalogue, by the names they are published under: the street's own where the
    configuration names one."""
    street = config.street
    folder = config.asset(street.catalogue)
    names = ("case.json", "queues.json", "roles.json", "audiences.json")
    return {
        **{name: folder / name for name in names},
        "deadlines.json": config.asset(street.deadlines),
        "calendar.json": config.asset(street.calendar),
        "street.json": config.asset(street.file),
    }


def publish(
    config: Config, affairs: Affairs, saved: Mapping[str, bytes] = MappingProxyType({})
) -> Published:
    """Read the files, without what they say about themselves; saved: as in ReferenceData. Raises
    ConfigError."""
    found = dict(affairs.files())
    for name, path in paths_of(config).items():
        setting = saved.get(name.removesuffix(".json"))
        value = read_json(path) if setting is None else decode_json(setting, path)
        value.pop("about", None)
        found[name] = msgspec.json.encode(value)
    found["forms.json"] = msgspec.json.encode(list(read_forms(config).values()))
    return Published(found)
