"""Every text a person sees uses the words of docs/terms.json: one word a thing in each language."""

from __future__ import annotations

import fnmatch
import json
import re
from pathlib import Path
from typing import NamedTuple

from common import ROOT, Finding, line_of, read, repository_files

TERMS = "docs/terms.json"
LANGUAGES = ("zh-CN", "en")
HAN = re.compile(r"[㐀-鿿]")
#: What a template says with its marks taken out; what is between braces comes from assets/i18n.
MARKUP = re.compile(
    r"<style.*?</style>|<script.*?</script>|<!--.*?-->|<[^>]*>|\{[{%#].*?[}%#]\}", re.S
)
PLACEHOLDER = re.compile(r"\{\w+\}")
STRING = re.compile(r'"((?:\\.|[^"\\\n])*)"')
#: Marks of one script that have nothing to do in a text of the other, or in either.
WRONG_MARKS = {
    "en": (re.compile(r"[，。？！：；（）「」『』、⋯]"), "a Chinese mark in an English text"),
    "zh": (re.compile(r'"|(?<=[㐀-鿿])[,?!;:](?=[㐀-鿿]|$)|⋯'), "a Latin mark in a Chinese text"),
}


class Rule(NamedTuple):
    """A word that is not used: where, instead of what."""

    pattern: re.Pattern[str]
    wrong: str
    right: str


def rules(terms: dict, language: str) -> list[Rule]:
    """The rules of one language, "zh" or "en". Chinese is found anywhere, English as whole words."""
    made = []
    for term in terms["terms"]:
        for wrong in term["not"][language]:
            edge = r"\b" if language == "en" else ""
            spared = "".join(
                f"(?!{re.escape(but)})" for but in term["but"] if but.startswith(wrong)
            )
            spared += "".join(
                rf"(?<!{re.escape(but[: -len(wrong)])})"
                for but in term["but"]
                if but.endswith(wrong) and but != wrong
            )
            pattern = rf"{spared}{edge}{re.escape(wrong)}{edge}"
            made.append(Rule(re.compile(pattern, re.IGNORECASE), wrong, term[language]))
    return made


def judge(text: str, language: str, known: list[Rule]) -> list[str]:
    """What is wrong with one text."""
    text = PLACEHOLDER.sub("{}", text)
    said = [f"“{rule.wrong}”: say “{rule.right}”" for rule in known if rule.pattern.search(text)]
    marks, why = WRONG_MARKS[language]
    return said + ([why] if marks.search(text) else [])


def strings(value, at: str = ""):
    """All texts of a JSON value with their places."""
    if isinstance(value, str):
        yield at, value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield from strings(one, f"{at}/{name}")
    elif isinstance(value, list):
        for index, one in enumerate(value):
            yield from strings(one, f"{at}/{index}")


def _texts(name: str, text: str, terms: dict):
    """Language, line and text of all that a file says to a person."""
    if name.startswith("assets/i18n/") and name.endswith(".json"):
        language = "en" if name.split("/")[2] == "en" else "zh"
        for key, said in json.loads(text).items():
            if not any(fnmatch.fnmatch(key, free) for free in terms["free"]):
                yield language, line_of(text, text.find(f'"{key}"')), said
    elif name.startswith(("assets/catalogue/", "assets/grids/", "server/demo/")) and name.endswith(
        ".json"
    ):
        for _, said in strings(json.loads(text)):
            if HAN.search(said):
                yield (
                    "zh",
                    line_of(text, text.find(json.dumps(said, ensure_ascii=False)[1:-1])),
                    said,
                )
    elif name.startswith("server/") and name.endswith(".py"):
        for match in STRING.finditer(text):
            if HAN.search(match.group(1)):
                yield "zh", line_of(text, match.start()), match.group(1)
    elif name.endswith(".html") and name.startswith(("server/routes/plain/", "web/shell/")):
        bare = MARKUP.sub(lambda found: re.sub(r"[^\n]", " ", found.group(0)), text)
        for number, line in enumerate(bare.split("\n"), 1):
            if HAN.search(line):
                yield "zh", number, line.strip()


def check(root: Path = ROOT) -> list[Finding]:
    """All findings of the repository; and the list itself, where it contradicts itself."""
    terms = json.loads((root / TERMS).read_text(encoding="utf-8"))
    by_language = {language: rules(terms, language) for language in ("zh", "en")}
    findings = []
    for term in terms["terms"]:
        for language in ("zh", "en"):
            findings += [
                Finding(TERMS, 1, f"{term['code']}: {wrong}")
                for wrong in judge(term[language], language, by_language[language])
            ]
    for name in repository_files(root):
        if not name.startswith(("assets/", "server/", "web/shell/")):
            continue
        for language, line, said in _texts(name, read(name, root), terms):
            findings += [
                Finding(name, line, wrong) for wrong in judge(said, language, by_language[language])
            ]
    return findings
