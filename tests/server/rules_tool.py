"""The client's rules as a program (tests/rules): what it makes of inputs, to compare."""

import json
import os
import subprocess


def ask(questions: list[dict]) -> list:
    """The client's answers, in order. A missing program is a failure, never a skipped test:
    `./dev test server` builds it."""
    tool = os.environ.get("OW_RULES", "")
    assert os.path.isfile(tool), "OW_RULES is not set: run the tests by ./dev test server"
    lines = "".join(json.dumps(question) + "\n" for question in questions)
    done = subprocess.run([tool], input=lines.encode(), capture_output=True, check=True)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(questions)
    return answers
