"""Files that a program makes from others are what it would make now."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from common import ROOT, Finding

MAKERS = "tools/generate"


def _made(maker: Path, root: Path) -> dict[str, str]:
    spec = importlib.util.spec_from_file_location(maker.stem, maker)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.generated(root)


def check(root: Path = ROOT) -> list[Finding]:
    """A finding for each made file that is not current."""
    findings = []
    for maker in sorted((root / MAKERS).glob("*.py")):
        for path, content in _made(maker, root).items():
            file = root / path
            if not file.is_file() or file.read_text(encoding="utf-8") != content:
                command = f"python {MAKERS}/{maker.name}"
                findings.append(Finding(path, 1, f"is not current: run {command}"))
    return findings
