"""Who may include whom: the table of docs/ARCHITECTURE.md, for C++ and for the server's Python."""

from __future__ import annotations

import re
from pathlib import Path

from common import ROOT, Finding, line_of, read, repository_files

# The first prefix that fits a file is its layer.
LAYERS = {
    "src/domain": "domain",
    "src/a11y": "a11y",
    "src/i18n": "i18n",
    "src/app": "app",
    "src/wire": "wire",
    "ui": "ui",
    "offline": "offline",
    "web": "web",
}
MAY_INCLUDE = {
    "domain": {"domain"},
    "a11y": {"a11y"},
    "i18n": {"i18n"},
    "app": {"app", "domain"},
    "wire": {"wire", "domain", "i18n"},
    "offline": {"offline", "domain", "wire"},
    "ui": {"ui", "app", "domain", "a11y", "i18n"},
    "web": {"web", "ui", "offline", "app", "wire", "domain", "a11y", "i18n"},
}
# Third-party headers by layer; everything else in <…> or "…" without a known folder is refused.
THIRD_PARTY = {
    "ui": (
        r"imgui(_internal)?\.h",
        r"(linebreak|graphemebreak|unibreakbase|unibreakdef|linebreakdef)\.h",
    ),
    "wire": (r"nlohmann/.*",),
    "web": (
        r"imgui(_internal)?\.h",
        r"imgui_impl_(opengl3|sdl2)\.h",
        r"SDL.*",
        r"SDL2/.*",
        r"emscripten.*",
        r"GLES[23]/.*",
    ),
}
STD_HEADER = re.compile(r"[a-z_0-9]+")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(?:<([^>\n]+)>|"([^"\n]+)")', re.MULTILINE)
FEATURE = re.compile(r"^(src/app|ui/views)/([a-z0-9_]+)/")


def layer_of(path: str) -> str | None:
    """The layer of a path from the root, None outside the layers."""
    for prefix, layer in LAYERS.items():
        if path.startswith(prefix + "/"):
            return layer
    return None


def check_cpp(path: str, text: str) -> list[Finding]:
    """Findings in one C++ file."""
    layer = layer_of(path)
    if layer is None:
        return []
    findings = []
    for match in INCLUDE.finditer(text):
        header = match.group(1) or match.group(2)
        line = line_of(text, match.start())
        target = layer_of(header)
        if target is None:
            if header.startswith(("tests/", "server/", "src/", "assets/")):
                findings.append(
                    Finding(path, line, f"{header} is in no layer that code may include")
                )
            elif STD_HEADER.fullmatch(header) and match.group(1):
                continue
            elif not any(re.fullmatch(pattern, header) for pattern in THIRD_PARTY.get(layer, ())):
                findings.append(
                    Finding(
                        path,
                        line,
                        f"layer {layer} may not include {header} (paths start at the root)",
                    )
                )
            continue
        if target not in MAY_INCLUDE[layer]:
            allowed = ", ".join(sorted(MAY_INCLUDE[layer]))
            findings.append(
                Finding(
                    path, line, f"layer {layer} may not include {header}; it may see: {allowed}"
                )
            )
        own, other = FEATURE.match(path), FEATURE.match(header)
        # The addresses of its pages are what a feature shows to all others; the form engine is for all.
        if header.endswith("/pages.hpp") or "/form/" in header:
            continue
        if own and other and own.group(1) == other.group(1) and own.group(2) != other.group(2):
            findings.append(
                Finding(
                    path, line, f"feature {own.group(2)} may not include feature {other.group(2)}"
                )
            )
    return findings


# --- server: routes → services → store -------------------------------------------------------------
SERVER_MAY_IMPORT = {
    "store": {"store", "rules", "wire"},
    "rules": {"rules"},
    "services": {"services", "store", "rules", "wire"},
}
IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+server\.([a-z_]+)|from[ \t]+server[ \t]+import[ \t]+([a-z_]+)|import[ \t]+server\.([a-z_]+))",
    re.MULTILINE,
)
SERVER_LAYERS = {"store", "rules", "services", "routes"}


def check_python(path: str, text: str) -> list[Finding]:
    """Findings in one Python file of the server."""
    parts = path.split("/")
    if parts[0] != "server" or len(parts) < 3 or parts[1] not in SERVER_MAY_IMPORT:
        return []
    findings = []
    for match in IMPORT.finditer(text):
        target = next(group for group in match.groups() if group)
        if target in SERVER_LAYERS and target not in SERVER_MAY_IMPORT[parts[1]]:
            findings.append(
                Finding(
                    path,
                    line_of(text, match.start()),
                    f"server/{parts[1]} may not import server/{target}",
                )
            )
    return findings


def check(root: Path = ROOT) -> list[Finding]:
    """All findings of the repository."""
    findings = []
    for name in repository_files(root):
        if name.endswith((".cpp", ".hpp", ".h")):
            findings += check_cpp(name, read(name, root))
        elif name.endswith(".py"):
            findings += check_python(name, read(name, root))
    return findings
