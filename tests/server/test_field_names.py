"""What is wrong with a field is said with the name that people know it by, never with its path."""

import re
from pathlib import Path

import pytest
from applying import HANDLER, reviewing
from world import refused, take

from server.rules.forms import Problem

#: Of staff commands that only a terminal runs, and of fields whose labels are in their forms.
_ELSEWHERE = ("server/ops/", "server/demo/")
_RAISED = re.compile(r"(?:Problem|invalid|wrong)\(\s*f?\"([a-z_.{}]+)\",\s*\"([a-z_]+)\"")


def raised() -> list[tuple[str, str]]:
    """Paths and codes that the server's own code raises, a number or a member for what is put in."""
    found = set()
    for path in sorted(Path("server").rglob("*.py")):
        if not str(path).startswith(_ELSEWHERE):
            for name, code in _RAISED.findall(path.read_text("utf-8")):
                if not name.startswith("{") and "{name}" not in name:
                    found.add((re.sub(r"\{\w+\}", "0", name), code))
    return sorted(found)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_no_refusal_names_a_field_by_its_path(lite_world, language):
    words = lite_world.window.library.of(language)
    problems = raised()
    assert len(problems) > 100
    nameless = []
    for name, code in problems:
        said = words.problem(Problem(name, code, 1, 2))
        if re.search(r"(?<![\w.])" + re.escape(name) + r"(?![\w.])", said) and (
            language == "zh-CN" or "." in name or "_" in name
        ):
            nameless.append((name, code, said))
    assert nameless == []


def test_a_steps_field_has_the_name_it_has_in_that_steps_form(world):
    number = reviewing(world)
    error = refused(take(world.client(HANDLER), number, "grant", note="可以"), 422, "invalid")
    assert [(one["path"], one["message"]) for one in error["fields"]] == [("words", "请填写结果")]
