"""Public declarations in the headers of src/, ui/ and offline/ carry a /// contract.

Pragmatic: looks at what stands at the first column inside a namespace (types and functions). A
contract counts for the run of one-line declarations that follows it. Operators, constants, template
specialisations, deduction guides, enumerations on one line and plain structs of at most three members
(an action such as PhoneEdited) explain themselves by their names."""

from __future__ import annotations

import re
from pathlib import Path

from common import ROOT, Finding, read, repository_files

DECLARATION = re.compile(
    r"^(?:\[\[|template\b|class\b|struct\b|enum\b|constexpr\b|inline\b|static\b|[A-Za-z_:])"
)
SKIP = re.compile(
    r"^(?:namespace\b|using\b|extern\s+\"C\"|public:|private:|protected:|#|friend\b"
    r"|(?:class|struct|enum class|enum)\s+[\w:]+(?:\s*:\s*[\w:]+)?;"
    r"|template\s*<[^;{]*>\s*$|concept\b|requires\b|inline constexpr\b"
    r"|(?:struct|class) \w+<|.*\) -> \w+<.*>;|[^(]*\boperator\b)"
)


def is_small(lines: list[str], number: int) -> bool:
    """True for an enumeration on one line and for a plain struct of at most three members."""
    if lines[number].startswith("enum"):
        return lines[number].rstrip().endswith("};")
    if not lines[number].startswith("struct") or not lines[number].rstrip().endswith(("{", "};")):
        return False
    return any(
        line.startswith("};") or line.rstrip().endswith("};") for line in lines[number : number + 5]
    )


def check_text(path: str, text: str) -> list[Finding]:
    """Findings in one header."""
    findings = []
    lines = text.split("\n")
    depth_comment = False
    for number, line in enumerate(lines):
        if depth_comment:
            depth_comment = "*/" not in line
            continue
        if line.startswith("/*"):
            depth_comment = "*/" not in line
            continue
        if not DECLARATION.match(line) or SKIP.match(line) or "///<" in line:
            continue
        if is_small(lines, number):
            continue
        above = number - 1
        while above >= 0 and not lines[above].startswith(("///", "}", "#", "/*", "namespace")):
            # A run may hold blank lines, but not between a declaration and something longer than a line.
            if not lines[above].strip() and not lines[above - 1].rstrip().endswith((";", "}", "{")):
                break
            above -= 1
        # The first run of a header is also covered by the contract at the header's top.
        first_run = (
            above >= 0
            and lines[above].startswith("namespace")
            and lines[1:2]
            and lines[1].startswith("///")
        )
        if first_run and line.rstrip().endswith(";"):
            continue
        if above < 0 or not lines[above].startswith("///"):
            findings.append(Finding(path, number + 1, f"no /// contract: {line.strip()[:80]}"))
    return findings


def check(root: Path = ROOT) -> list[Finding]:
    """All findings of the repository."""
    findings = []
    for name in repository_files(root):
        if name.startswith(("src/", "ui/", "offline/")) and name.endswith(".hpp"):
            findings += check_text(name, read(name, root))
    return findings
