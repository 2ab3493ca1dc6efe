"""The configuration: documented as it is, and a wrong setting is named."""

import subprocess
import sys
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest

from server.config import Config, ConfigError, load
from server.demo.texts import PASSWORD, STAFF

ROOT = Path(__file__).resolve().parents[2]


def shown(value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)


def test_the_page_lists_every_setting_with_its_default_and_meaning():
    config = Config()
    rows = []
    for section in fields(config):
        settings = getattr(config, section.name)
        if is_dataclass(settings):
            for f in fields(settings):
                value = shown(getattr(settings, f.name))
                rows.append(f"| `{section.name}.{f.name}` | `{value}` | {f.metadata['meaning']} |")
    page = (ROOT / "docs/config.md").read_text("utf-8")
    listed = [line for line in page.splitlines() if line.startswith("| `")]
    assert listed == rows


def test_the_operating_page_names_every_kind_of_demo_account():
    page = (ROOT / "docs/operating.md").read_text("utf-8")
    assert PASSWORD in page
    for login, role, number, *_ in STAFF:
        if "-" not in login:
            assert f"`{login}`" in page
            assert number in page
        assert role in page


def write(path: Path, text: str) -> Path:
    file = path / "test.toml"
    file.write_text(text, "utf-8")
    return file


def test_a_file_changes_what_it_names_and_nothing_else(tmp_path):
    config = load(write(tmp_path, "[session]\nidle_minutes = 5\n"))
    assert config.session.idle_minutes == 5
    assert config.session.absolute_hours == 12


def test_the_environment_names_the_database(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgresql://somewhere/db")
    config = load(write(tmp_path, '[database]\nurl = "postgresql://else/db"\n'))
    assert config.database.url == "postgresql://somewhere/db"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("[session]\nidle = 5\n", "session.idle"),
        ("[sessions]\nidle_minutes = 5\n", "[sessions]"),
        ('[session]\nidle_minutes = "5"\n', "session.idle_minutes"),
        ("[session]\nidle_minutes = true\n", "session.idle_minutes"),
        ("[session]\nidle_minutes = -5\n", "session.idle_minutes"),
        ("port = 80\n", "[port]"),
        ("[session\n", "test.toml"),
    ],
)
def test_a_wrong_file_is_refused_with_the_name_of_what_is_wrong(tmp_path, text, named):
    with pytest.raises(ConfigError) as wrong:
        load(write(tmp_path, text))
    assert named in str(wrong.value)


@pytest.mark.parametrize(
    "arguments",
    [
        ["--config", "nowhere.toml"],
        ["--port", "99999"],
        ["restore", "nowhere.tar"],
        ["--config", "CONFIG"],
    ],
)
def test_the_command_says_in_one_line_why_it_cannot_start(tmp_path, arguments):
    file = write(tmp_path, '[codes]\nnotifier = "pigeon"\n')
    arguments = [str(file) if a == "CONFIG" else a for a in arguments]
    command = [sys.executable, str(ROOT / "serve.py"), *arguments, "--data", str(tmp_path / "d")]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=tmp_path)
    assert ended.returncode == 2, ended.stderr
    assert ended.stderr.splitlines()[-1].startswith("serve.py: ")
    assert "Traceback" not in ended.stderr


def test_the_port_is_taken_by_another_is_said_plainly(tmp_path, lite_world):
    command = [sys.executable, str(ROOT / "serve.py"), "--port", str(lite_world.port)]
    ended = subprocess.run(
        [*command, "--data", str(tmp_path / "d")], capture_output=True, text=True, timeout=120
    )
    assert ended.returncode == 2
    assert "cannot be listened on" in ended.stderr
