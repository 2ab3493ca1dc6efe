"""Words: every key that code names exists, all languages have the same keys and placeholders, and no
Chinese is written in code."""

from __future__ import annotations

import json
import re
from pathlib import Path

from common import ROOT, Finding, line_of, read, repository_files, without_comments

LANGUAGES = ("zh-CN", "en")
#: Texts of services, below a language's folder.
SERVICES = "services/*.json"
FOLDERS = ("src/", "ui/", "offline/", "web/")
CODE = (".cpp", ".hpp", ".mjs", ".js")
PLURAL = re.compile(r"\.(zero|one|two|few|many|other)$")
STRING = re.compile(r'"((?:\\.|[^"\\\n])*)"|\'((?:\\.|[^\'\\\n])*)\'|`((?:\\.|[^`\\])*)`')
CALL = re.compile(r"\b(?:tr|tr_plural|tr_count|T|plural)\(\s*\"([^\"\n]*)\"\s*[,)]")
KEY = re.compile(r"[a-z0-9_]+(?:\.[a-z0-9_]+)+\.?")
FILE_NAME = re.compile(
    r"\.(json|mjs|js|css|html|wasm|png|jpg|jpeg|txt|md|geojson|webmanifest|cpp|hpp)$"
)
HAN = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff]")
PLACEHOLDER = re.compile(r"\{([a-z_0-9]+)\}")
# The fonts of a Chinese device draw these as wide as a Han character, with a hole in a Latin word.
WIDE_IN_LATIN = re.compile(r"[‘’“”…—]")
# Chinese that is data and not words for a reader: say why on the line.
ALLOW = "lint: chinese-ok"


def load(
    root: Path = ROOT, files: str = "*.json"
) -> tuple[dict[str, dict[str, tuple[str, str]]], list[Finding]]:
    """Language → key → (text, file), and what is wrong with the files themselves."""
    texts: dict[str, dict[str, tuple[str, str]]] = {}
    findings = []
    for language in LANGUAGES:
        texts[language] = {}
        for file in sorted((root / "assets/i18n" / language).glob(files)):
            name = str(file.relative_to(root))
            try:
                # As pairs: an object would keep the last of two texts without a word.
                entries = json.loads(file.read_text(encoding="utf-8"), object_pairs_hook=list)
            except ValueError as error:
                findings.append(Finding(name, 1, f"is not JSON: {error}"))
                continue
            for key, text in entries:
                if not isinstance(text, str) or not text.strip():
                    findings.append(Finding(name, 1, f"{key} has no text"))
                elif key in texts[language]:
                    findings.append(Finding(name, 1, f"{key} is also in {texts[language][key][1]}"))
                else:
                    texts[language][key] = (text, name)
    return texts, findings


def compare(texts: dict[str, dict[str, tuple[str, str]]]) -> list[Finding]:
    """Keys or placeholders that one language has and another lacks. Plural forms may differ."""
    findings = []
    bare = {lang: {PLURAL.sub("", key) for key in keys} for lang, keys in texts.items()}
    for lang, keys in texts.items():
        for other in texts:
            if other == lang:
                continue
            for key, (text, name) in keys.items():
                if PLURAL.sub("", key) not in bare[other]:
                    findings.append(Finding(name, 1, f"{key} is missing in {other}"))
                elif key in texts[other] and lang < other:
                    mine, theirs = (
                        set(PLACEHOLDER.findall(text)),
                        set(PLACEHOLDER.findall(texts[other][key][0])),
                    )
                    if mine != theirs:
                        findings.append(
                            Finding(
                                name,
                                1,
                                f"{key}: placeholders differ: {lang} {sorted(mine)}, {other} {sorted(theirs)}",
                            )
                        )
    return findings


def narrow(texts: dict[str, dict[str, tuple[str, str]]]) -> list[Finding]:
    """Quotes, apostrophes and dots of English texts that would be drawn as wide as a Han character."""
    return [
        Finding(name, 1, f"{key}: write ' \" and ... in English, not {found[0]}")
        for key, (text, name) in texts["en"].items()
        if (found := WIDE_IN_LATIN.search(text))
    ]


def apart(texts: dict, services: dict) -> list[Finding]:
    """Keys of services that the program has as well: on a page one would hide the other."""
    return [
        Finding(services[lang][key][1], 1, f"{key} is also in {texts[lang][key][1]}")
        for lang in services
        for key in sorted(services[lang].keys() & texts[lang].keys())
    ]


def check_code(path: str, text: str, keys: set[str]) -> list[Finding]:
    """Keys named in one code file that no language has, and Chinese in its strings."""
    findings = []
    code = without_comments(text)
    known = keys | {PLURAL.sub("", key) for key in keys}
    areas = {key.split(".")[0] for key in keys}

    def judge(key: str, offset: int) -> None:
        if key.endswith("."):
            if not any(one.startswith(key) for one in known):
                findings.append(
                    Finding(path, line_of(code, offset), f'no text starts with "{key}"')
                )
        elif key not in known and not any(one.startswith(key + ".") for one in known):
            findings.append(Finding(path, line_of(code, offset), f'no text has the key "{key}"'))

    asked = set()
    for match in CALL.finditer(code):
        asked.add(match.start(1))
        judge(match.group(1), match.start(1))
    lines = text.split("\n")
    cpp = path.endswith((".cpp", ".hpp"))
    for match in STRING.finditer(code):
        literal = next((group for group in match.groups() if group is not None), "")
        offset = match.start() + 1
        key_like = KEY.fullmatch(literal) and not FILE_NAME.search(literal)
        if cpp and offset not in asked and key_like and literal.split(".")[0] in areas:
            judge(literal, offset)
        if HAN.search(literal):
            line = line_of(code, match.start() + HAN.search(match.group(0)).start())
            if ALLOW not in lines[line - 1]:
                findings.append(
                    Finding(path, line, "Chinese in code: put the words into assets/i18n")
                )
    return findings


def check(root: Path = ROOT) -> list[Finding]:
    """All findings of the repository."""
    texts, findings = load(root)
    findings += compare(texts)
    # Texts of services are the server's to publish: no code names them.
    services, wrong = load(root, SERVICES)
    findings += wrong + compare(services) + apart(texts, services)
    findings += narrow(texts) + narrow(services)
    keys = set().union(*texts.values())
    for name in repository_files(root):
        if name.startswith(FOLDERS) and name.endswith(CODE) and not name.endswith(".test.mjs"):
            findings += check_code(name, read(name, root), keys)
    return findings
