"""The loop (case.json, queues.json, roles.json …), form definitions and services: what cannot be used, or has no text,
is named with its place."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from common import ROOT, Finding, line_at, read

sys.path.insert(0, str(ROOT))

from server.config import Config, load
from server.rules.catalogue import CatalogueError
from server.rules.catalogue.mistakes import Mistake
from server.rules.form_check import check_form
from server.rules.form_set import FormSet
from server.services.affairs import read_facts, read_services, sources_of
from server.services.catalogue import read_catalogue


def check(root: Path = ROOT) -> list[Finding]:
    """All findings of the repository."""
    texts = {
        folder.name: {
            key for file in folder.glob("*.json") for key in json.loads(file.read_text("utf-8"))
        }
        for folder in sorted((root / "assets/i18n").iterdir())
        if folder.is_dir()
    }
    facts = read_facts(load(None)).types
    mistakes: list[Mistake] = []
    forms = {}
    for file in sorted((root / "assets/catalogue/forms").glob("*.json")):
        forms[file.stem] = form = json.loads(file.read_text("utf-8"))
        name = f"forms/{file.name}"
        mistakes += check_form(name, form, facts, texts)
        if form.get("code") != file.stem:
            mistakes.append(Mistake(name, "/code", f"must be the file's name, {file.stem}"))
    if not mistakes:  # the loop's steps ask these forms
        mistakes += check_loop(forms, load(None))
    return findings_of([*mistakes, *check_services(root)], root)


def check_loop(forms: dict[str, dict], config: Config) -> list[Mistake]:
    """What a server of this configuration would not start with in case.json and the files beside it."""
    try:
        read_catalogue(config, FormSet(forms))
    except CatalogueError as error:
        return error.mistakes
    return []


def check_services(root: Path = ROOT) -> list[Mistake]:
    """Mistakes of services, their forms and texts, and what the product's own street does not have."""
    street = json.loads((root / "assets/catalogue/street.json").read_text("utf-8"))
    counters = json.loads((root / "assets/catalogue/counters.json").read_text("utf-8"))["counters"]
    departments = {one["id"] for one in street["departments"]}
    reading = read_services(sources_of(load(None)), departments)
    mistakes = list(reading.mistakes)
    for code, one in reading.services.items():
        file = f"services/{code}.json"
        if one.without_department:
            mistakes.append(Mistake(file, "/department", "is none of the street's"))
        if one.service.get("counter", "") not in ("", *counters):
            mistakes.append(Mistake(file, "/counter", "is no window of counters.json"))
    return mistakes


def findings_of(mistakes: Iterable[Mistake], root: Path = ROOT) -> list[Finding]:
    """The mistakes, at the lines that their pointers lead to."""
    findings = []
    for mistake in mistakes:
        path = _path(mistake.file)
        text = read(path, root) if (root / path).is_file() else ""
        line = line_at(text, mistake.pointer)
        findings.append(Finding(path, line, f"{mistake.pointer}: {mistake.message}"))
    return findings


def _path(file: str) -> str:
    return f"assets/{file}" if file.startswith("i18n/") else f"assets/catalogue/{file}"
