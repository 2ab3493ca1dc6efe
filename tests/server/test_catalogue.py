"""The catalogue: what is wrong in it is refused with its place, what is right in it happens."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from world import bring_to, done, refused, take

from server.config import ConfigError, load
from server.services.catalogue import open_catalogue
from server.services.reference import ReferenceData

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "assets/catalogue"
NAMES = ("case.json", "queues.json", "roles.json", "audiences.json")


class Copy:
    """The product's catalogue in a folder of its own, to be changed."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir(exist_ok=True)
        for name in (*NAMES, "deadlines.json"):
            (folder / name).write_bytes((FOLDER / name).read_bytes())

    def change(self, name: str, change) -> None:
        """Change a file's value in place."""
        file = self.folder / name
        value = json.loads(file.read_text("utf-8"))
        change(value)
        file.write_text(json.dumps(value), "utf-8")

    def settings(self) -> dict:
        """Settings of a server that reads it."""
        return {
            "street__catalogue": str(self.folder),
            "street__deadlines": str(self.folder / "deadlines.json"),
        }

    def mistakes(self) -> list[str]:
        """The lines the start is refused with; none if it is not."""
        config = load(None)
        config.street.catalogue = str(self.folder)
        config.street.deadlines = str(self.folder / "deadlines.json")
        try:
            open_catalogue(config, ReferenceData(config).forms)
        except ConfigError as error:
            return str(error).splitlines()[1:]
        return []


@pytest.fixture
def copy(tmp_path):
    return Copy(tmp_path / "catalogue")


def row(steps: list[dict], code: str) -> dict:
    return next(step for step in steps if step["code"] == code)


def step(code: str, **members):
    """A change that gives a step of case.json other members."""
    return lambda case: row(case["steps"], code).update(members)


def put(*path, value):
    """A change of one member, by its path."""

    def change(file):
        for part in path[:-1]:
            file = file[part]
        file[path[-1]] = value

    return change


def test_the_products_own_catalogue_has_no_mistake(copy):
    assert copy.mistakes() == []


def place_of(marked: str) -> str:
    """A place with the positions that the product's steps have: <code> is the step's, <end> that of one more."""
    codes = [s["code"] for s in json.loads((FOLDER / "case.json").read_text("utf-8"))["steps"]]
    return re.sub(
        r"<(\w+)>",
        lambda found: str(len(codes) if found[1] == "end" else codes.index(found[1])),
        marked,
    )


def extra_step(**members):
    base = {"code": "jump", "from": ["submitted"], "to": "closed", "form": "note", "way": "on"}
    return lambda case: case["steps"].append({**base, **members})


def no_way_out(case):
    """Who is past receiving goes round and round."""
    row(case["steps"], "close")["to"] = "accepted"
    row(case["steps"], "withdraw")["from"] = ["submitted"]


BROKEN = [
    ("two steps of one name", "case.json", extra_step(code="accept"), "/steps/<end>/code", "a second step"),
    ("a step to nowhere", "case.json", step("accept", to="heaven"), "/steps/<accept>/to", "unknown state 'heaven'"),
    ("a step from nowhere", "case.json", step("accept", **{"from": ["limbo"]}), "/steps/<accept>/from/0", "unknown state"),
    ("an unknown effect", "case.json", step("close", effects=["explode"]), "/steps/<close>/effects/0", "unknown effect 'explode'"),
    ("a message without words", "case.json", step("accept", tells="x"), "/steps/<accept>/tells", "no text 'server.sms.x' in zh-CN"),
    ("a message nobody can name", "case.json", step("accept", tells="nobody"), "/steps/<accept>/tells", "no text 'server.admin.messages.sms.nobody' in en"),
    ("a step that is taken without a word", "case.json", lambda case: row(case["steps"], "reopen").update(by="step", way="on", form="note"), "/steps/<reopen>/code", "no text 'step.reopen.done' in zh-CN"),
    ("an unknown form", "case.json", step("accept", form="poem"), "/steps/<accept>/form", "unknown form 'poem'"),
    ("an unknown category", "case.json", step("resolve", evidence=["love"]), "/steps/<resolve>/evidence/0", "unknown category"),
    ("a missing text", "case.json", extra_step(), "/steps/<end>/code", "no text 'step.jump' in zh-CN"),
    ("a member nobody knows", "case.json", step("accept", aout_once=True), "/steps/<accept>/aout_once", "nobody knows"),
    ("a wrong type", "case.json", step("accept", once="yes"), "/steps/<accept>/once", "Expected `bool`"),
    ("a tone nobody knows", "case.json", put("states", "closed", "tone", value="pink"), "/states/closed/tone", "Invalid enum value"),
    ("a stage that is not there", "case.json", put("states", "resolved", "stage", value=9), "/states/resolved/stage", "no stage 9"),
    ("a stage of another kind", "case.json", put("states", "resolved", "stage", value={"visit": 0}), "/states/resolved/stage/visit", "unknown kind 'visit'"),
    ("a promise of an unknown state", "case.json", put("states", "submitted", "next", "appeal", 1, "state", value="x"), "/states/submitted/next/appeal/1/state", "unknown state"),
    ("a kind that no state knows", "case.json", put("states", "submitted", "next", "visit", value=[]), "/states/submitted/next/visit", "unknown kind 'visit'"),
    ("a state of no kind", "case.json", put("states", "resolved", "stage", value={}), "/states/resolved/stage", "no kind stands here"),
    ("a task for one kind of two", "case.json", put("states", "submitted", "task", value={"appeal": "desk"}), "/states/submitted/task", "a state has a task for each kind"),
    ("a step into another kind's state", "case.json", step("refuse", to="verified"), "/steps/<refuse>/to", "'verified' is no state of kind 'application'"),
    ("a step that forgets a kind", "case.json", step("accept", to={"appeal": "accepted"}), "/steps/<accept>/to", "does not say where it leads for each kind"),
    ("a promised time of an unknown state", "case.json", put("kinds", "application", "promised", value="x"), "/kinds/application/promised", "unknown state"),
    ("joiners of a kind without a form of its own", "case.json", put("kinds", "application", "joinable", value=["help"]), "/kinds/application/joinable", "belongs to a kind with a form"),
    ("a clock after the end", "case.json", put("states", "closed", "clocked", value=True), "/states/closed/clocked", "a clock runs"),
    ("a state in which nobody acts", "case.json", lambda case: case["states"]["accepted"].pop("task"), "/states/accepted/task", "a state has a task"),
    ("a task after the end", "case.json", put("states", "closed", "task", value="desk"), "/states/closed/task", "an end has none"),
    ("a task nobody knows", "case.json", put("states", "accepted", "task", value="nap"), "/states/accepted/task", "Invalid enum value"),
    ("a loop nobody gets out of", "case.json", no_way_out, "/states/verified", "is a loop or a dead end"),
    ("a step that follows itself", "case.json", step("reopen", followed_by=[{"step": "reopen", "score_at_most": 1, "unsolved": True}]), "/steps/<reopen>/followed_by", "is a loop"),
    ("a following step nobody knows", "case.json", step("rate", followed_by=[{"step": "cry", "score_at_most": 1, "unsolved": True}]), "/steps/<rate>/followed_by/0/step", "unknown step"),
    ("a sent step without a form", "case.json", step("accept", form=None), "/steps/<accept>", "needs a 'form'"),
    ("a kind that starts nowhere", "case.json", put("kinds", "appeal", "starts", value="x"), "/kinds/appeal/starts", "unknown state"),
    ("a kind of an unknown form", "case.json", put("kinds", "appeal", "form", value="ode"), "/kinds/appeal/form", "unknown form"),
    ("an unknown relation", "roles.json", put("actions", "case.read", "handler", value=["friend"]), "/actions/case.read/handler/0", "unknown relation 'friend'"),
    ("relations as text", "roles.json", put("actions", "case.read", "handler", value="grid,not_handler"), "/actions/case.read/handler", "Expected `array`"),
    ("no relation at all", "roles.json", put("actions", "case.read", "handler", value=[]), "/actions/case.read/handler", "length >= 1"),
    ("any beside another", "roles.json", put("actions", "case.read", "handler", value=["any", "grid"]), "/actions/case.read/handler", "'any' stands alone"),
    ("an unknown role", "roles.json", put("actions", "case.read", "janitor", value=["any"]), "/actions/case.read/janitor", "unknown role 'janitor'"),
    ("an unknown action", "roles.json", put("actions", "case.burn", value={"admin": ["any"]}), "/actions/case.burn", "unknown action"),
    ("an unknown step", "roles.json", put("steps", "jump", value={"admin": ["any"]}), "/steps/jump", "unknown step"),
    ("a step nobody may take", "roles.json", lambda roles: roles["steps"].pop("accept"), "/steps", "'accept' is missing"),
    ("an action left out", "roles.json", lambda roles: roles["actions"].pop("case.read"), "/actions", "'case.read' is missing"),
    ("a role without words", "roles.json", put("roles", "janitor", value={}), "/roles/janitor", "no text 'role.janitor' in en"),
    ("a queue of an unknown role", "queues.json", put("queues", "janitor", value=[]), "/queues/janitor", "unknown role"),
    ("a queue of an unknown state", "queues.json", put("queues", "leader", 0, "states", value=["x"]), "/queues/leader/0/states/0", "unknown state"),
    ("a queue that lists nothing", "queues.json", put("queues", "leader", 0, "states", value=["closed"]), "/queues/leader/0/states/0", "no clock runs"),
    ("two queues of one name", "queues.json", lambda q: q["queues"]["leader"].insert(0, q["queues"]["leader"][0]), "/queues/leader/1/code", "a second queue"),
    ("a queue for residents", "queues.json", put("queues", "resident", value=[]), "/queues/resident", "may not case.queue"),
    ("staff without a queue", "queues.json", lambda q: q["queues"].pop("leader"), "/queues", "'leader' may work on queues and has none"),
    ("a member that is not there", "audiences.json", put("audiences", "joiner", "show", value=["soul"]), "/audiences/joiner/show/0", "unknown member of a case 'soul'"),
    ("a group that is not there", "audiences.json", put("audiences", "joiner", "show", value=["@all"]), "/audiences/joiner/show/0", "unknown member"),
    ("a whole object instead of its members", "audiences.json", put("audiences", "joiner", "show", value=["contact"]), "/audiences/joiner/show/0", "unknown member"),
    ("an audience of an unknown role", "audiences.json", put("audiences", "staff", "roles", value=["janitor"]), "/audiences/staff/roles/0", "unknown role"),
    ("a role in two audiences", "audiences.json", put("audiences", "staff", "roles", value=["dispatcher", "handler"]), "/audiences/handler/roles/0", "is in 'staff' already"),
    ("staff without an audience", "audiences.json", put("audiences", "staff", "roles", value=["dispatcher"]), "/audiences", "no audience has the role 'supervisor'"),
    ("an audience left out", "audiences.json", lambda a: a["audiences"].pop("tracker"), "/audiences", "'tracker' is missing"),
    ("redacted and not shown", "audiences.json", put("audiences", "joiner", "redact", value=["description"]), "/audiences/joiner/redact/0", "is not shown"),
    ("nothing stands for what is withheld", "audiences.json", put("withheld", value={}), "/audiences/joiner", "does not say what stands for 'contact.mode'"),
    ("a unit nobody knows", "deadlines.json", put("rules", 0, "submitted", value={"moons": 1}), "/rules/0/submitted", "moons"),
    ("two units at once", "deadlines.json", put("rules", 0, "submitted", value={"hours": 1, "working_days": 1}), "/rules/0/submitted", "not one unit"),
    ("a state without a deadline", "deadlines.json", lambda d: d["rules"][0].pop("resolved"), "/rules/0", "'resolved' has no deadline"),
    ("a deadline of an unknown state", "deadlines.json", put("rules", 0, "limbo", value={"hours": 1}), "/rules/0/limbo", "unknown state"),
    ("a deadline of an unknown category", "deadlines.json", put("rules", 0, "category", value="love"), "/rules/0/category", "unknown category"),
    ("no rule for the rest", "deadlines.json", lambda d: d["rules"].pop(), "/rules/7", "must fit every case"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("_name", "file", "change", "place", "words"), BROKEN, ids=[b[0] for b in BROKEN]
)
def test_a_mistake_is_refused_with_its_place(copy, _name, file, change, place, words):
    copy.change(file, change)
    mistakes = copy.mistakes()
    assert any(
        words in line and line.startswith(f"{file}#{place_of(place)}:") for line in mistakes
    ), mistakes


def test_a_member_that_is_there_twice_is_a_mistake_and_not_the_last_one_silently(copy):
    file = copy.folder / "roles.json"
    text = file.read_text("utf-8")
    again = '"case.file": {"resident": ["any"]}, "case.file": {"admin": ["any"]}'
    file.write_text(text.replace('"case.file": {"resident": ["any"]}', again), "utf-8")
    assert copy.mistakes() == ["roles.json#/actions/case.file: 'case.file' is there twice"]


@pytest.mark.parametrize("text", ["", "{", "[]", '"x"', "null", "1" * 5000, "[" * 100_000])
def test_a_file_that_is_no_object_is_a_mistake(copy, text):
    (copy.folder / "queues.json").write_text(text, "utf-8")
    assert copy.mistakes()[0].startswith("queues.json#")


def test_a_file_that_is_not_there_is_a_mistake(copy):
    (copy.folder / "roles.json").unlink()
    assert copy.mistakes() == ["roles.json#: No such file or directory"]


def test_all_mistakes_are_told_at_once(copy):
    copy.change("case.json", step("accept", to="heaven", form="poem"))
    copy.change("roles.json", put("actions", "case.read", "handler", value=["friend"]))
    assert len(copy.mistakes()) >= 3


def test_the_server_does_not_start_with_a_broken_catalogue(copy, tmp_path):
    copy.change("roles.json", put("actions", "case.read", "handler", value=["friend"]))
    config = tmp_path / "street.toml"
    config.write_text(f'[street]\ncatalogue = "{copy.folder}"\n', "utf-8")
    command = [
        sys.executable,
        "serve.py",
        "--config",
        str(config),
        "--data",
        str(tmp_path / "data"),
    ]
    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert ended.returncode == 2
    assert "roles.json#/actions/case.read/handler/0: unknown relation 'friend'" in ended.stderr


def test_a_second_step_that_is_allowed_once_is_counted_by_itself(make_world, copy):
    """Returning a case does not use up another step that may happen once."""
    copy.change("case.json", step("sign_for", once=True))
    world = make_world(**copy.settings())
    number = bring_to(world, "in_progress")["case"]["number"]
    dispatcher, handler = world.client("dispatcher"), world.client("handler")
    assert "return" in done(handler.get(f"/cases/{number}"))["actions"]
    done(take(handler, number, "return", reason="不属于本部门职责。"))
    done(take(dispatcher, number, "dispatch", department_id="property", basis="agreed"))
    offered = done(handler.get(f"/cases/{number}"))["actions"]
    assert "sign_for" not in offered
    assert "return" not in offered
    for code, members in (("sign_for", {}), ("return", {"reason": "不属于本部门职责。"})):
        refused(take(handler, number, code, **members), 409, "conflict")


def test_what_may_happen_once_is_still_offered_after_another_such_step(make_world, copy):
    copy.change("case.json", step("verify_fail", once=True))
    world = make_world(**copy.settings())
    number = bring_to(world, "in_progress", category="suggestion")["case"]["number"]
    dispatcher, handler, grid = (world.client(who) for who in ("dispatcher", "handler", "grid"))
    done(take(handler, number, "return", reason="不属于本部门职责。"))
    done(take(dispatcher, number, "dispatch", department_id="property", basis="agreed"))
    done(take(handler, number, "sign_for"))
    done(take(handler, number, "resolve", note="已经处理好了。"))
    assert "verify_fail" in done(grid.get(f"/cases/{number}"))["actions"]
    done(take(grid, number, "verify_fail", reason="现场还没有修好。"))


def test_a_step_added_to_the_data_is_offered_and_taken(make_world, copy):
    added = {"code": "other", "from": ["submitted"], "to": "merged", "form": "note", "way": "back"}
    copy.change("case.json", lambda case: case["steps"].append(added))
    copy.change("roles.json", put("steps", "other", value={"dispatcher": ["any"]}))
    world = make_world(**copy.settings())
    number = bring_to(world, "submitted")["case"]["number"]
    dispatcher = world.client("dispatcher")
    assert "other" in done(dispatcher.get(f"/cases/{number}"))["actions"]
    moved = done(take(dispatcher, number, "other", note="与另一件合并办理。"))
    assert (moved["state"], moved["stage"], moved["actions"]) == ("merged", 5, [])


def test_a_queue_added_to_the_data_is_counted_and_listed(make_world, copy):
    queue = {"code": "to_accept", "of": "street", "states": ["submitted"], "icon": "clock"}
    copy.change("queues.json", lambda file: file["queues"]["leader"].append(queue))
    world = make_world(**copy.settings())
    bring_to(world, "submitted")
    leader = world.client("leader")
    counted = {q["queue"]: q["count"] for q in done(leader.get("/queues"))["items"]}
    assert counted["to_accept"] == counted["all_open"] == 1
    assert done(leader.get("/cases?scope=queue&queue=to_accept"))["total"] == 1
