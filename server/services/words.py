"""Text a person sees, from assets/i18n/<language>: the server's own and those of the portal's pages."""

import re
from collections.abc import Mapping
from copy import copy
from datetime import date, datetime
from pathlib import Path

import msgspec

from server.rules import money
from server.rules.forms import Problem

LANGUAGES = ("zh-CN", "en")
#: The setting that holds an administrator's texts of messages: language → key without "server." → text.
MESSAGES = "messages"
#: The texts it may hold.
MESSAGE_KEYS = "sms."
#: The server's own words: they are found without it, and win over a word of the portal's pages.
OWN = "server."


class Words:
    """The texts of one language; a missing key is an error in the assets, shown as itself."""

    def __init__(self, folder: Path, language: str):
        self.language = language
        self.texts: dict[str, str] = {}
        own: dict[str, str] = {}
        for file in sorted((folder / language).glob("*.json")):
            for key, text in msgspec.json.decode(file.read_bytes(), type=dict[str, str]).items():
                if key.startswith(OWN):
                    own[key.removeprefix(OWN)] = text
                else:
                    self.texts[key] = text
        self.texts |= own

    def saying(self, texts: Mapping[str, str]) -> "Words":
        """The same with other texts."""
        if not texts:
            return self
        other = copy(self)
        other.texts = {**self.texts, **texts}
        return other

    def __call__(self, key: str, **values) -> str:
        text = self.texts.get(key, key)
        return text.format_map(_Kept(values)) if "{" in text else text

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in self.texts

    def moment(self, iso: str | None) -> str:
        """A moment (ISO 8601, the street's own time) with its weekday, to the minute; "—" for none.
        Whole dates stay true on paper, where "tomorrow" does not."""
        if iso is None:
            return "—"
        at = datetime.fromisoformat(iso)
        return self(
            "moment",
            year=at.year,
            month_name=self(f"time.month.{at.month:02d}"),
            day=at.day,
            weekday=self(f"widget.weekday.{at.isoweekday() % 7}"),
            clock=f"{at:%H:%M}",
        )

    def promise(self, code: str, by: str | None) -> str:
        """What comes next and by when, in the words of the receipt (ui/views/receipt)."""
        when = "after" if code == "verify_then_rate" else "soon"
        return self(
            "next.line",
            when=self("receipt.by", when=self.moment(by)) if by else self(f"receipt.next.{when}"),
            what=self(f"receipt.next.{code}"),
        )

    def day(self, iso: str) -> str:
        """A day (ISO 8601) with its weekday."""
        at = date.fromisoformat(iso)
        return self(
            "whole_day",
            year=at.year,
            month_name=self(f"time.month.{at.month:02d}"),
            day=at.day,
            weekday=self(f"widget.weekday.{at.isoweekday() % 7}"),
        )

    def problem(self, problem: Problem) -> str:
        """What is wrong with a field and how to mend it."""
        if problem.said:
            return _filled(problem.said, in_yuan(problem))
        path = re.sub(r"\.\d+(?=\.|$)", ".n", problem.path)
        key = f"error.field.{path}.{problem.code}"
        if key not in self.texts:
            key = self._of_kind(problem)
        problem = in_yuan(problem)
        of_list = path.removesuffix(".n")
        label = (
            problem.label
            or self.texts.get(f"label.{path}")
            or self.texts.get(f"label.{of_list}", problem.path)
        )
        return self(key, label=label, min=problem.min, max=problem.max, index=problem.index)

    def said_of(self, label: str, problem: Problem) -> str:
        """The same for a field with this label, whatever its path."""
        key = self._of_kind(problem)
        problem = in_yuan(problem)
        return self(key, label=label, min=problem.min, max=problem.max, index=problem.index)

    def _of_kind(self, problem: Problem) -> str:
        """The key of what is said of a field of this type, else of every field."""
        own = f"error.{problem.kind}.{problem.code}"
        return own if own in self.texts else f"error.field.{problem.code}"


def in_yuan(problem: Problem) -> Problem:
    """A problem whose limits are amounts of money, with them as people read them."""
    if problem.kind != "money":
        return problem
    low, high = (None if one is None else money.said(one) for one in (problem.min, problem.max))
    return problem._replace(min=low, max=high)


def _filled(text: str, problem: Problem) -> str:
    """A sentence that an office wrote, with what it may name in its place and other braces as they are."""
    for name in ("label", "min", "max", "index"):
        value = getattr(problem, name)
        text = text.replace(f"{{{name}}}", "" if value is None else str(value))
    return text


class _Kept(dict):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"


class Library:
    """All languages."""

    def __init__(self, folder: Path):
        self._files = {language: Words(folder, language) for language in LANGUAGES}
        self._words = dict(self._files)

    def override(self, texts: Mapping[str, Mapping[str, str]]) -> None:
        """Say these in the place of the files' texts, and the files' where these say none."""
        self._words = {
            language: words.saying(texts.get(language, {}))
            for language, words in self._files.items()
        }

    def of_file(self, language: str) -> "Words":
        """The texts of the files."""
        return self._files[language]

    def of(self, language: str) -> "Words":
        """The texts that are said now."""
        return self._words[language]

    def choose(self, accept_language: str) -> Words:
        """The first language asked for that is there; zh-CN otherwise."""
        for part in accept_language.split(",")[:10]:
            tag = part.split(";")[0].strip().lower()
            if tag.startswith("en"):
                return self._words["en"]
            if tag.startswith("zh"):
                break
        return self._words["zh-CN"]
