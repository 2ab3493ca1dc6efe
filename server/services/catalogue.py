"""The catalogue of this installation, read and checked once at the start."""

from pathlib import Path

import msgspec

from server.config import Config, ConfigError
from server.rules import catalogue as rules
from server.rules.form_set import FormSet
from server.services.effects import EFFECTS
from server.services.projection import NO_BLANK, known_members
from server.services.published import paths_of
from server.services.words import LANGUAGES


def open_catalogue(config: Config, forms: FormSet) -> rules.Catalogue:
    """Raises ConfigError with every mistake and its place. forms: the form definitions."""
    try:
        return read_catalogue(config, forms)
    except rules.CatalogueError as error:
        folder = config.asset(config.street.catalogue)
        raise ConfigError(f"the catalogue in {folder} cannot be used:\n{error}") from error


def read_catalogue(config: Config, forms: FormSet) -> rules.Catalogue:
    """The same; raises CatalogueError."""
    known = rules.Known(
        effects=EFFECTS,
        forms=forms.steps,
        categories={
            code: _options(form, "category")
            for code, form in forms.by_code.items()
            if code not in forms.steps
        },
        texts={language: _keys(config.asset("assets/i18n") / language) for language in LANGUAGES},
        members=known_members(),
        no_blank=NO_BLANK,
    )
    return rules.read(paths_of(config), known)


def _options(form: dict, path: str) -> list[str]:
    """What can be chosen in a field of a form."""
    return next((f.get("options", []) for f in form["fields"] if f["path"] == path), [])


def _keys(folder: Path) -> set[str]:
    """The keys of all texts of a language."""
    keys: set[str] = set()
    for file in folder.glob("*.json"):
        keys |= msgspec.json.decode(file.read_bytes(), type=dict[str, str]).keys()
    return keys
