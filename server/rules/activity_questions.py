"""What an activity (活动) asks who signs up: a few questions as an administrator writes them, and the form of
the form engine (rules/forms) that they are."""

import hashlib
from collections.abc import Sequence
from typing import Any, Literal

from msgspec import Struct

#: Most questions, fewest and most things to choose from.
MOST, FEWEST_OPTIONS, MOST_OPTIONS = 5, 2, 10
#: Longest question and thing to choose, longest text and largest number that answer one.
LONGEST, LONGEST_OPTION, LONGEST_ANSWER, LARGEST = 100, 40, 100, 99_999
KINDS = ("yes_no", "choice", "text", "number")
#: Where the answers go in the request; paths of the form lie below it.
ANSWERS = "answers"
#: The field of a question → what it is in a language.
LANGUAGES = {"zh-CN": "zh", "en": "en"}
_LETTERS = str.maketrans("0123456789", "ghijklmnop")
_LIMITS = {"text": {"max": LONGEST_ANSWER}, "number": {"min": 0, "max": LARGEST}}


class Option(Struct, frozen=True):
    """One thing to choose, in both languages."""

    zh: str
    en: str


class Question(Struct, frozen=True):
    """One question, in both languages. options: of a choice."""

    kind: Literal["yes_no", "choice", "text", "number"]
    zh: str
    en: str
    required: bool = False
    options: tuple[Option, ...] = ()


def form_of(activity: str, version: int, questions: Sequence[Question]) -> dict[str, Any]:
    """The form (docs/forms.md) that this version of an activity's questions is."""
    return {
        "code": "activity",
        "version": version,
        "words": f"activity.asked.{activity}.{version}",
        "sections": [{"id": "asked"}],
        "fields": [_field(one) for one in questions],
    }


def path_of(question: Question) -> str:
    """Where its answer goes. It is made of the question, so that a draft of before fills in what is still asked
    and nothing else; of letters, as digits at the end of a path are places in a list."""
    asked = "\n".join([question.kind, question.zh, *(one.zh for one in question.options)])
    digest = hashlib.sha256(asked.encode()).hexdigest()[:8]
    return f"{ANSWERS}.{digest.translate(_LETTERS)}"


def _field(question: Question) -> dict[str, Any]:
    field: dict[str, Any] = {"path": path_of(question), "section": "asked", "type": question.kind}
    field |= {"required": question.required, **_LIMITS.get(question.kind, {})}
    if question.kind == "choice":
        field["options"] = [_code(at) for at in range(len(question.options))]
    return field


def _code(at: int) -> str:
    return f"o{at + 1}"


def words_of(form: dict[str, Any], questions: Sequence[Question], language: str) -> dict[str, str]:
    """The texts of that form, by key."""
    name = LANGUAGES[language]
    texts = {}
    for question in questions:
        key = f"{form['words']}.{path_of(question)}"
        texts[f"{key}.label"] = getattr(question, name)
        for at, option in enumerate(question.options):
            texts[f"{key}.option.{_code(at)}"] = getattr(option, name)
    return texts
