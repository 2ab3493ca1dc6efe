"""Form definitions (assets/catalogue/forms): what cannot be used, or has no text, is named with its place."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from common import ROOT, Finding

sys.path.insert(0, str(ROOT))

from server.rules.form_check import check_form


def check(root: Path = ROOT) -> list[Finding]:
    """All findings of the repository."""
    texts = {
        folder.name: {
            key for file in folder.glob("*.json") for key in json.loads(file.read_text("utf-8"))
        }
        for folder in sorted((root / "assets/i18n").iterdir())
        if folder.is_dir()
    }
    findings = []
    for file in sorted((root / "assets/catalogue/forms").glob("*.json")):
        name = str(file.relative_to(root))
        form = json.loads(file.read_text("utf-8"))
        mistakes = check_form(name, form, texts)
        findings += [Finding(name, 1, f"{m.pointer}: {m.message}") for m in mistakes]
        if form.get("code") != file.stem:
            findings.append(Finding(name, 1, f"/code: must be the file's name, {file.stem}"))
    return findings
