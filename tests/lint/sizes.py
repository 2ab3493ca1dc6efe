"""A file has one subject: code files hold at most 600 lines."""

from __future__ import annotations

from pathlib import Path

from common import ROOT, Finding, read, repository_files

LIMIT = 600
CODE = (".cpp", ".hpp", ".h", ".c", ".mjs", ".js", ".py", ".css", ".html", ".sh", ".cmake", ".d.ts")


def check_text(path: str, text: str) -> list[Finding]:
    """Findings in one file."""
    lines = text.count("\n")
    if lines > LIMIT:
        return [Finding(path, LIMIT + 1, f"{lines} lines; at most {LIMIT}: split it by subject")]
    return []


def check(root: Path = ROOT) -> list[Finding]:
    """All findings of the repository."""
    findings = []
    for name in repository_files(root):
        if name.endswith(CODE) or name == "dev" or name.endswith("CMakeLists.txt"):
            findings += check_text(name, read(name, root))
    return findings
