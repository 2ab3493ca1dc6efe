"""What activities (活动) ask who signs up, and what was answered.

Questions are kept in versions. A sign-up names the one that it answers and stays on it: what is asked
otherwise later takes no answer from anybody, and a sign-up that waited for its network answers what was asked
when it was written (ADR 63). Answers are encrypted at rest and go with the sign-up.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from server.rules import activity_questions as rules
from server.rules.activity_questions import ANSWERS, Question
from server.rules.forms import Known, Problem, check_answers
from server.services.definitions import Definition
from server.services.errors import invalid
from server.services.filled import Filled
from server.services.window import Window
from server.services.words import LANGUAGES, Words
from server.wire import activities as wire
from server.wire import types

#: What answers are encrypted for.
CONTEXT = "activity_sign_ups.answers"
_versions = msgspec.json.Decoder(list[tuple[Question, ...]]).decode


class Answered(NamedTuple):
    """What a sign-up says to an activity's questions. version: of the questions, None where nothing is asked;
    answers: by question; problems: what is wrong, with what the question is called."""

    version: int | None
    answers: dict[str, Any]
    problems: list[Problem]


def _read(activity: Mapping) -> list[tuple[Question, ...]]:
    return _versions(activity["questions"]) if activity["questions"] else []


def current(activity: Mapping) -> tuple[Question, ...]:
    """What an activity's row asks now."""
    versions = _read(activity)
    return versions[-1] if versions else ()


def first(questions: Sequence[Question]) -> str | None:
    """What is stored of the questions an activity is published with; None where it asks nothing."""
    return _stored([tuple(questions)]) if questions else None


def then(activity: Mapping, questions: Sequence[Question]) -> str | None:
    """What is stored where it asks these from now on; the same as before where it did so already."""
    if tuple(questions) == current(activity):
        return activity["questions"]
    return _stored([*_read(activity), tuple(questions)])


def _stored(versions: list[tuple[Question, ...]]) -> str:
    return msgspec.json.encode(versions).decode()


def definition(activity: Mapping, version: int | None = None) -> Definition | None:
    """The questions as a form; version: the one asked now where it is None. None where nothing is asked.
    Raises Refusal invalid at `asked` where there is no such version."""
    versions = _read(activity)
    at = len(versions) if version is None else version
    if version is not None and not 1 <= version <= len(versions):
        raise invalid("asked", "unknown")
    if not at or not versions[at - 1]:
        return None
    form = rules.form_of(activity["id"], at, versions[at - 1])
    words = {one: rules.words_of(form, versions[at - 1], one) for one in LANGUAGES}
    return Definition({"code": form["code"]}, form, words)


def asked(activity: Mapping, words: Words) -> wire.Asked | None:
    """What is asked now, in the language of who reads it and in every other."""
    found = definition(activity)
    if found is None:
        return None
    translations = {language: dict(own) for language, own in found.words.items()}
    return wire.Asked(found.form, translations[words.language], translations)


def known(window: Window) -> Known:
    """What answers are checked with."""
    return Known(today=window.today())


def answered(
    window: Window, activity: Mapping, given: wire.SignUpRequest, words: Words
) -> Answered:
    """What is kept of the answers that came with a sign-up. Raises Refusal invalid at `asked`."""
    found = definition(activity, given.asked)
    if found is None:
        return Answered(None, {}, [])
    checked = check_answers(found.form, {ANSWERS: given.answers or {}}, known(window))
    problems = found.labelled(words.language, checked.problems)
    return Answered(found.form["version"], checked.answers.get(ANSWERS, {}), problems)


def sealed(window: Window, answers: Mapping[str, Any]) -> bytes | None:
    """Answers as they are stored."""
    return window.keys.encrypt(msgspec.json.encode(answers), CONTEXT) if answers else None


def opened(window: Window, row: Mapping) -> dict[str, Any]:
    """The answers of a sign-up's row."""
    stored = row["answers_enc"]
    if stored is None:
        return {}
    return msgspec.json.decode(window.keys.decrypt_bytes(stored, CONTEXT))


def lines(window: Window, activity: Mapping, row: Mapping, words: Words) -> list[types.FilledLine]:
    """What was answered with a sign-up: each question, as it was asked then, with its answer."""
    answers = opened(window, row)
    found = definition(activity, row["asked"]) if answers else None
    return Filled(found, words, {}, whole=True).lines({ANSWERS: answers}) if found else []


def labels(activity: Mapping, answered: Iterable[types.FilledLine], words: Words) -> list[str]:
    """The questions of a list, each once: those that are asked now, then others that were answered."""
    found = definition(activity)
    now = (
        found.labels(words.language, [one["path"] for one in found.form["fields"]]) if found else []
    )
    return list(dict.fromkeys([*now, *(one.label for one in answered)]))


def said(questions: Sequence[Question], words: Words) -> str:
    """The questions in words, one a line, for who compares what was and is asked."""
    return "\n".join(
        words(
            "plain.activity_questions.said",
            question=getattr(one, rules.LANGUAGES[words.language]),
            kind=words(f"plain.activity_questions.kind.{one.kind}"),
        )
        for one in questions
    )
