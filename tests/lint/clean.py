"""Nothing of the machine it was written on: no package registry's address, no absolute home or work path."""

from __future__ import annotations

import re
from pathlib import Path

from common import ROOT, Finding, line_of, read, repository_files

# Written in pieces, so that this file does not find itself.
_REGISTRIES = [
    "deb." + "debian.org",
    "snapshot." + "debian.org",
    "registry." + "npmjs.org",
    "pypi." + "org",
    "files." + "pythonhosted.org",
    "proxy." + "golang.org",
    "repo.maven." + "apache.org",
    "repo1.maven." + "org",
    "crates" + ".io",
    "deb.node" + "source.com",
]
_PATHS = [
    r"/ro" + r"ot/",
    r"/home/[a-z]",
    r"/Users/[A-Za-z]",
    r"/wo" + r"rk/(?:main|shared|issues)",
    r"\.lib" + r"rary\b",
]
PATTERN = re.compile(
    "|".join([re.escape(host) for host in _REGISTRIES] + [r"(?<![\w.])" + p for p in _PATHS])
)
BINARY = (".png", ".jpg", ".jpeg", ".webp", ".ico", ".gz", ".br", ".wasm", ".heic")


def check_text(path: str, text: str) -> list[Finding]:
    """Findings in one file."""
    return [
        Finding(
            path,
            line_of(text, match.start()),
            f"names a registry or a machine's path: {match.group(0)}",
        )
        for match in PATTERN.finditer(text)
    ]


def check(root: Path = ROOT) -> list[Finding]:
    """All findings of the repository."""
    findings = []
    for name in repository_files(root):
        if not name.endswith(BINARY):
            findings += check_text(name, read(name, root))
    return findings
