"""Writes src/domain/catalogue_rows.inl: the packed catalogue as the client's tables.

    python tools/generate/catalogue_rows.py

The lint "generated" says when the file is not what the catalogue says.
"""

import json
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = "src/domain/catalogue_rows.inl"


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
    lines = [
        "// Made by tools/generate/catalogue_rows.py from assets/catalogue; not edited by hand.",
        "// clang-format off",
    ]
    for kind, name, rows in tables:
        lines += [f"constexpr std::array<{kind}, {len(rows)}> {name}{{", *rows, "};"]
    reopening = f"{follow['score_at_most']}, {_flag(follow['unsolved'])}"
    lines.append(f"constexpr Reopening reopening{{{reopening}}};")
    return {TARGET: "\n".join([*lines, "// clang-format on", ""])}


if __name__ == "__main__":
    for path, content in generated().items():
        (ROOT / path).write_text(content, encoding="utf-8")
