"""Lists of what the first page runs and says (cmake/boot): well-formed, and true of the last release build if there is one."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

from common import ROOT, Finding

LINE = re.compile(r"[0-9a-f]{10} \S.*")
MANIFEST = "build/web-release/dist/manifest.json"
MEND = "./dev boot-list makes it anew"


def check_text(path: str, text: str) -> list[Finding]:
    """What is wrong with the form of one list."""
    findings = []
    lines = text.split("\n")
    if not lines[0].startswith("# ") or lines[-1] != "":
        findings.append(Finding(path, 1, f"begins with a comment and ends with a line end; {MEND}"))
    before = ("", "")
    keys: set[str] = set()
    for number, line in enumerate(lines[1:-1], start=2):
        if not LINE.fullmatch(line):
            findings.append(Finding(path, number, f"is not a key and a name; {MEND}"))
            continue
        key, name = line[:10], line[11:]
        if key in keys:
            findings.append(Finding(path, number, f"{key} stands here twice; {MEND}"))
        if (name, key) < before:
            findings.append(Finding(path, number, f"is not in the order of names; {MEND}"))
        keys.add(key)
        before = (name, key)
    if not keys:
        findings.append(Finding(path, 1, f"names no function; {MEND}"))
    return findings


def check_texts(path: str, text: str, known: set[str]) -> list[Finding]:
    """What is wrong with the list of texts."""
    findings = []
    lines = text.split("\n")
    before = ""
    for number, line in enumerate(lines[1:-1], start=2):
        if line <= before:
            findings.append(Finding(path, number, f"{line} is not in the order of keys; {MEND}"))
        if line not in known:
            findings.append(Finding(path, number, f"there is no text {line}; {MEND}"))
        before = line
    if not lines[0].startswith("# ") or lines[-1] != "" or len(lines) < 3:
        findings.append(Finding(path, 1, f"begins with a comment and ends with a line end; {MEND}"))
    return findings


def texts_of(root: Path) -> set[str]:
    """The keys of all texts."""
    files = (root / "assets/i18n").glob("*/*.json")
    return {key for file in files for key in json.loads(file.read_text(encoding="utf-8"))}


def check_built(path: str, text: str, manifest: dict) -> list[Finding]:
    """Names that the program does not have, where it was packed by this very list."""
    packed = manifest.get("boot", {}).get(Path(path).stem)
    if packed is None or packed["list"] != hashlib.sha256(text.encode()).hexdigest():
        return []
    stale = set(packed["stale"])
    return [
        Finding(path, number, f"the program has no {line[11:]} any more; {MEND}")
        for number, line in enumerate(text.split("\n"), start=1)
        if line[:10] in stale
    ]


def check(root: Path = ROOT) -> list[Finding]:
    """All findings of the repository."""
    manifest = {}
    if (root / MANIFEST).is_file():
        manifest = json.loads((root / MANIFEST).read_text(encoding="utf-8"))
    findings = []
    for file in sorted((root / "cmake/boot").glob("*.txt")):
        text = file.read_text(encoding="utf-8")
        name = str(file.relative_to(root))
        if file.name == "texts.txt":
            findings += check_texts(name, text, texts_of(root))
            continue
        findings += check_text(name, text) + check_built(name, text, manifest)
    return findings
