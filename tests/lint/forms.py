"""Form definitions (assets/catalogue/forms) and services (assets/catalogue/services): what cannot be used, or has no
text, is named with its place."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from common import ROOT, Finding

sys.path.insert(0, str(ROOT))

from server.config import load
from server.rules.catalogue.mistakes import Mistake
from server.rules.form_check import check_form
from server.services.affairs import read_facts, read_services, sources_of


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
    findings = []
    for file in sorted((root / "assets/catalogue/forms").glob("*.json")):
        name = str(file.relative_to(root))
        form = json.loads(file.read_text("utf-8"))
        mistakes = check_form(name, form, facts, texts)
        findings += [Finding(name, 1, f"{m.pointer}: {m.message}") for m in mistakes]
        if form.get("code") != file.stem:
            findings.append(Finding(name, 1, f"/code: must be the file's name, {file.stem}"))
    return findings + check_services(root)


def check_services(root: Path = ROOT) -> list[Finding]:
    """Findings in services, their forms and texts."""
    street = json.loads((root / "assets/catalogue/street.json").read_text("utf-8"))
    departments = {one["id"] for one in street["departments"]}
    reading = read_services(sources_of(load(None)), departments)
    mistakes = list(reading.mistakes)
    mistakes += [
        Mistake(f"services/{code}.json", "/department", "is none of the street's")
        for code, read in reading.services.items()
        if read.without_department
    ]
    return [Finding(_path(m.file), 1, f"{m.pointer}: {m.message}") for m in mistakes]


def _path(file: str) -> str:
    return f"assets/{file}" if file.startswith("i18n/") else f"assets/catalogue/{file}"
