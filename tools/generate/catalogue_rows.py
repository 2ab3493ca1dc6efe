"""Writes the packed catalogue as the client has it: its words (src/domain/case_words.inl), its tables
(src/domain/catalogue_rows.inl) and the pictures of its queues (ui/views/workbench/queue_icons.inl).

    python tools/generate/catalogue_rows.py

The lint "generated" says when a file is not what the catalogue says.
"""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = "src/domain/catalogue_rows.inl"
WORDS = "src/domain/case_words.inl"
ICONS = "ui/views/workbench/queue_icons.inl"
RECEIPT = "ui/views/receipt/receipt_lines.inl"
_HEAD = [
    "// Made by tools/generate/catalogue_rows.py from assets/catalogue; not edited by hand.",
    "// clang-format off",
]
_FOOT = ["// clang-format on", ""]
#: Words of the API that are none of C++'s names.
_NAMES = {"return": "give_back"}
#: What an application is filed as, where an appeal has its sort of matter.
_SERVICE = "service"
#: A step of a newer server: shown, never sent.
_OTHER = "other"


def _words(words: list[str]) -> str:
    return "{" + ", ".join(f'"{word}"' for word in words) + "}"


def _flag(value: object) -> str:
    return "true" if value else "false"


def _states(case: dict) -> list[str]:
    rows = []
    for code, state in case["states"].items():
        stages = state["stage"].values() if isinstance(state["stage"], dict) else [state["stage"]]
        finished = _flag(all(stage == "finished" for stage in stages))
        rows.append(f'    StateRow{{"{code}", {finished}, Tone::{state["tone"]}}},')
    return rows


def _steps(case: dict) -> list[str]:
    rows = []
    sent = [step for step in case["steps"] if step.get("by", "step") == "step"]
    # In the order of their buttons.
    for step in sorted(sent, key=lambda step: ("back", "on", "own").index(step["way"])):
        danger, at_once = _flag(step.get("tone") == "danger"), _flag(step.get("at_once"))
        rows.append(
            f'    StepRow{{"{step["code"]}", Way::{step["way"]}, {danger}, {at_once}, "{step["form"]}", '
            f"{_words(step.get('evidence', []))}}},"
        )
    return rows


def _queues(queues: dict) -> list[str]:
    return [
        f'    QueueRow{{"{role}", "{queue["code"]}", {_words(queue.get("states", []))}, '
        f"QueueTime::{queue.get('time', 'any')}}},"
        for role, rows in queues["queues"].items()
        for queue in rows
    ]


def _enum(name: str, about: str, words: list[str]) -> list[str]:
    names = "".join(f"    {_NAMES.get(word, word)},\n" for word in words)
    return [
        f"/// {about}",
        f"enum class {name} : std::uint8_t {{\n{names}}};",
        f"template <>\nstruct Codes<{name}> {{",
        f"    static constexpr std::array<std::string_view, {len(words)}> words{_words(words)};\n}};",
        "",
    ]


def _promises(state: dict) -> list[dict]:
    """What comes next, of all kinds of case."""
    following = state.get("next", [])
    if isinstance(following, dict):
        return [row for rows in following.values() for row in rows]
    return following


def _sorts(folder: Path, kinds: dict) -> list[str]:
    """What the forms of the kinds offer as `category`; of an application that it asks for a service."""
    found: list[str] = []
    for kind in kinds.values():
        form = folder / f"forms/{kind.get('form')}.json"
        fields = json.loads(form.read_text("utf-8"))["fields"] if form.is_file() else []
        offered = [field["options"] for field in fields if field["path"] == "category"]
        found += offered[0] if offered else [_SERVICE]
    return found


def _case_words(folder: Path, case: dict, queues: dict) -> str:
    roles = json.loads((folder / "roles.json").read_text("utf-8"))["roles"]
    steps = [step["code"] for step in case["steps"]]
    rows = [queue["code"] for own in queues["queues"].values() for queue in own]
    promises = [row["code"] for state in case["states"].values() for row in _promises(state)]
    parts = (
        ("Kind", "What sort of matter.", list(case["kinds"])),
        (
            "Category",
            "诉求类型; of an application that it asks for a service; of 办不成事 how one was turned away, of 随手报 what was seen.",
            _sorts(folder, case["kinds"]),
        ),
        ("State", 'Where the case stands (product.md, "States and steps").', list(case["states"])),
        (
            "StepCode",
            "What somebody does to a case; `other` is a step of a newer server: shown, never sent.",
            [*steps, _OTHER],
        ),
        ("Role", "Who an account is for.", list(roles)),
        ("Queue", "A list of work.", list(dict.fromkeys(rows))),
        ("NextCode", "A promise of what comes next.", list(dict.fromkeys(promises))),
    )
    lines = [line for name, about, words in parts for line in _enum(name, about, words)]
    return "\n".join([*_HEAD, *lines, *_FOOT])


def _queue_icons(queues: dict) -> str:
    icons: dict[str, str] = {}
    for queue in (queue for rows in queues["queues"].values() for queue in rows):
        if icons.setdefault(queue["code"], queue["icon"]) != queue["icon"]:
            raise ValueError(f"queue {queue['code']} has two pictures")
    rows = [f"    Icon::{icon},  // {code}" for code, icon in icons.items()]
    table = f"constexpr std::array<Icon, {len(rows)}> queue_icons{{"
    return "\n".join([*_HEAD, table, *rows, "};", *_FOOT])


def _receipt(receipt: dict) -> str:
    groups = ("filed", "office")
    names = [row["line"] for group in groups for row in receipt[group]]
    lines = [
        "/// A line of the receipt.",
        f"enum class Line : std::uint8_t {{ {', '.join(names)} }};",
        "struct LineRow {",
        "    Line line;",
        "    std::string_view words;",
        "};",
    ]
    for group in groups:
        rows = [f'    LineRow{{Line::{row["line"]}, "{row["words"]}"}},' for row in receipt[group]]
        lines += [f"constexpr std::array<LineRow, {len(rows)}> {group}_lines{{", *rows, "};"]
    return "\n".join([*_HEAD, *lines, *_FOOT])


def generated(root: Path = ROOT) -> dict[str, str]:
    """Path → content."""
    folder = root / "assets/catalogue"
    case = json.loads((folder / "case.json").read_text("utf-8"))
    queues = json.loads((folder / "queues.json").read_text("utf-8"))
    rated = next(step for step in case["steps"] if step.get("by") == "rating")
    (follow,) = rated["followed_by"]
    tables = (
        ("StateRow", "state_rows", _states(case)),
        ("StepRow", "step_rows", _steps(case)),
        ("QueueRow", "queue_rows", _queues(queues)),
    )
    lines = list(_HEAD)
    for kind, name, rows in tables:
        lines += [f"constexpr std::array<{kind}, {len(rows)}> {name}{{", *rows, "};"]
    reopening = f"{follow['score_at_most']}, {_flag(follow['unsolved'])}"
    lines.append(f"constexpr Reopening reopening{{{reopening}}};")
    return {
        TARGET: "\n".join([*lines, *_FOOT]),
        WORDS: _case_words(folder, case, queues),
        ICONS: _queue_icons(queues),
        RECEIPT: _receipt(json.loads((folder / "receipt.json").read_text("utf-8"))),
    }


if __name__ == "__main__":
    for path, content in generated().items():
        (ROOT / path).write_text(content, encoding="utf-8")
