"""What an activity asks who signs up, as an administrator writes it on the plain pages."""

from collections.abc import Sequence
from typing import Any

from server.routes.http import Call
from server.rules import activity_questions as rules
from server.rules import text
from server.rules.activity_questions import Option, Question
from server.rules.forms import Problem

#: Between the two languages of a thing to choose.
_BETWEEN = ("|", "\uff5c")


def _name(index: int, member: str) -> str:
    return f"questions.{index}.{member}"


def read_questions(call: Call, problems: list[Problem]) -> tuple[Question, ...]:
    """The questions that were typed; what is wrong is put to the problems. One without a kind and a word is
    none."""
    found: dict[str, Question] = {}
    for index in range(1, rules.MOST + 1):
        one = _read(call, index, problems)
        if one is None:
            continue
        if rules.path_of(one) in found:
            problems.append(Problem(_name(index, "zh"), "repeated", index=index))
        found[rules.path_of(one)] = one
    return tuple(found.values())


def _read(call: Call, index: int, problems: list[Problem]) -> Question | None:
    typed = {
        name: call.body.get(_name(index, name), "") for name in ("kind", "zh", "en", "options")
    }
    if not any(value.strip() for value in typed.values()):
        return None
    known = len(problems)

    def wrong(member: str, code: str, **limits: Any) -> None:
        problems.append(Problem(_name(index, member), code, index=index, **limits))

    if typed["kind"] not in rules.KINDS:
        wrong("kind", "required")
    texts = {}
    for name in ("zh", "en"):
        texts[name] = text.clean(typed[name], lines=False)
        if not texts[name]:
            wrong(name, "required")
        elif text.visible_length(texts[name]) > rules.LONGEST:
            wrong(name, "too_long", max=rules.LONGEST)
    options: list[Option] = []
    if typed["kind"] == "choice":
        lines = [line for line in typed["options"].splitlines() if line.strip()]
        options = [one for one in map(_option, lines) if one is not None]
        if len(options) < len(lines):
            wrong("options", "format")
        elif not rules.FEWEST_OPTIONS <= len(options) <= rules.MOST_OPTIONS:
            wrong("options", "out_of_range", min=rules.FEWEST_OPTIONS, max=rules.MOST_OPTIONS)
    if len(problems) > known:
        return None
    required = bool(call.body.get(_name(index, "required")))
    return Question(typed["kind"], texts["zh"], texts["en"], required, tuple(options))  # type: ignore[arg-type]


def _option(line: str) -> Option | None:
    """Both languages of a thing to choose; None where one is missing or too long."""
    for between in _BETWEEN:
        zh, found, en = (text.clean(part, lines=False) for part in line.partition(between))
        if found and zh and en and max(map(text.visible_length, (zh, en))) <= rules.LONGEST_OPTION:
            return Option(zh, en)
    return None


def typed_questions(call: Call, now: Sequence[Question] = ()) -> list[dict[str, Any]]:
    """The fields of the form: as they were typed, on a page that was not sent yet as it asks now."""
    return [
        _typed(call, index) if call.body else _as_typed(now, index)
        for index in range(1, rules.MOST + 1)
    ]


def _typed(call: Call, index: int) -> dict[str, Any]:
    names = ("kind", "zh", "en", "options", "required")
    fields = {name: call.body.get(_name(index, name), "") for name in names}
    return fields | {"index": index}


def _as_typed(now: Sequence[Question], index: int) -> dict[str, Any]:
    if index > len(now):
        return {"index": index, "kind": "", "zh": "", "en": "", "options": "", "required": ""}
    one = now[index - 1]
    options = "\n".join(f"{option.zh} | {option.en}" for option in one.options)
    return {
        "index": index,
        "kind": one.kind,
        "zh": one.zh,
        "en": one.en,
        "options": options,
        "required": "1" if one.required else "",
    }


def kinds(call: Call) -> list[tuple[str, str]]:
    """What a question may be, "" nothing, each with its words."""
    names = ("", *rules.KINDS)
    return [(name, call.words(f"plain.activity_questions.kind.{name or 'none'}")) for name in names]
