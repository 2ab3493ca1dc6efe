"""Checking answers against a form definition (assets/catalogue/forms), the same data the client
draws.

What is not shown is neither checked nor kept; computed facts are put in; at most one problem a
field or part of one, in the order of the form. The client's half is src/domain/form_answers.cpp.
"""

from datetime import date
from typing import Any, NamedTuple

from server.rules.expressions import Scope, evaluate, is_true
from server.rules.form_fields import (
    COMPOSITES,
    MOST_MONEY,
    Answer,
    Known,
    is_absent,
    is_number,
    parts_of,
    read,
)
from server.rules.values import find, join, put

__all__ = ["Checked", "Known", "Problem", "check", "check_answers", "leaves"]


class Problem(NamedTuple):
    """One wrong field: its path, a field code of docs/api.md, and limits for the message. label: what
    the field is called, where the texts of the portal do not say; said: the sentence its form has for
    this, in the place of the portal's; kind: the type of the field, whose words come before those of every
    field; of `money` the limits are amounts, in 分."""

    path: str
    code: str
    min: int | float | None = None
    max: int | float | None = None
    index: int | None = None
    label: str | None = None
    said: str | None = None
    kind: str = ""


class Checked(NamedTuple):
    """The answers that are kept, as an object, and what is wrong."""

    answers: dict
    problems: list[Problem]


def check_answers(form: dict, given: dict, known: Known) -> Checked:
    """Answers as they are kept, and problems."""
    return _Check(form, given, known).run()


def check(form: dict, body: dict, known: Known) -> tuple[dict, list[Problem]]:
    """The same with the answers by the paths of the form's leaves; None (a list: []) for what is
    not answered or wrong."""
    answers, problems = check_answers(form, body, known)
    wrong = [problem.path for problem in problems]
    values = {}
    for leaf in leaves(form):
        path = leaf["path"]
        empty: Any = [] if leaf["type"] in _LISTS else None
        told = any(_touches(path, one) for one in wrong) if wrong else False
        values[path] = empty if told else find(answers, path, empty)
    return values, problems


_LISTS = ("attachments", "multi_choice", "group")


def _touches(path: str, wrong: str) -> bool:
    """Whether one of two paths is the other or lies below it."""
    return path == wrong or wrong.startswith(path + ".") or path.startswith(wrong + ".")


def leaves(form: dict) -> list[dict]:
    """The fields of a form with the parts of places, addresses and persons as fields of their own."""
    known = _LEAVES.get(id(form))
    if known is not None:
        return known[1]
    found = []
    for field in form["fields"]:
        if field["type"] not in COMPOSITES:
            found.append(field)
            continue
        for part in parts_of(field, required=field.get("required", False)):
            path = join(field["path"], part["path"])
            found.append({**part, "path": path, "section": field.get("section", "")})
    if len(_LEAVES) >= _MOST_FORMS:
        _LEAVES.clear()
    _LEAVES[id(form)] = (form, found)
    return found


#: Leaves by the identity of their form, which is kept so that its identity stays its own.
_LEAVES: dict[int, tuple[dict, list[dict]]] = {}
_MOST_FORMS = 500


def _today(known: Known) -> str:
    return "" if known.today == date.max else known.today.isoformat()


class _Check:
    def __init__(self, form: dict, given: dict, known: Known):
        self.form, self.given, self.known = form, given, known
        self.today = _today(known)
        self.problems: list[Problem] = []
        self.broken: set[str] = set()
        self.read: dict[str, Answer] = {}
        self.whole: dict = {}

    def run(self) -> Checked:
        fields = self.form["fields"]
        self.whole = self._settle(fields, self.given, "", self._scope_of_whole)
        for field in fields:
            self._check(field, self.given, "", self._scope(self.whole))
        self._check_rules()
        return Checked(self.whole, self.problems)

    def _scope(self, kept: dict) -> Scope:
        return Scope(kept, self.known.facts, self.today)

    def _scope_of_whole(self, kept: dict) -> Scope:
        """While the form itself is settled: what its groups' items see of it is what is kept by then."""
        self.whole = kept
        return self._scope(kept)

    def _item_scope(self, field: dict, item: dict) -> Scope:
        names = [inner["path"].split(".")[0] for inner in field["fields"]]
        return Scope(self.whole, self.known.facts, self.today, item, names)

    def _settle(self, fields: list[dict], given: dict, base: str, scope_of) -> dict:
        """What counts of the answers to these fields: normal, without what is not shown, with
        what is computed, also within each item of a group. A condition may hang on what another one
        hides, so that it is looked at again until nothing changes; a form that is checked has no
        loops."""
        normal: dict = {}
        for field in fields:
            value = self._normal(field, find(given, field["path"]), join(base, field["path"]))
            if value is not None:
                put(normal, field["path"], value)
        if not any(_depends(field) for field in fields):
            return normal
        kept = normal
        for _ in range(len(fields) + 1):
            scope = scope_of(kept)
            next_kept: dict = {}
            for field in fields:
                value = self._settled(field, normal, scope, base)
                if value is not None:
                    put(next_kept, field["path"], value)
            if next_kept == kept:
                break
            kept = next_kept
        return kept

    def _settled(self, field: dict, normal: dict, scope: Scope, base: str) -> Any:
        if not _is_shown(field, scope):
            return None
        if field["type"] == "fact":
            if "computed" in field:
                return _plain(evaluate(field["computed"], scope).value)
            return find(self.known.facts, field.get("prefill", {}).get("fact", field["path"]))
        value = find(normal, field["path"])
        if field["type"] != "group" or not isinstance(value, list):
            return value
        path = join(base, field["path"])
        return [self._item(field, item, f"{path}.{at}") for at, item in enumerate(value)]

    def _item(self, field: dict, item: Any, path: str) -> Any:
        if not isinstance(item, dict):
            return item
        return self._settle(field["fields"], item, path, lambda kept: self._item_scope(field, kept))

    def _read(self, field: dict, value: Any, path: str) -> Answer:
        """An answer is read once, for what is kept and for what is wrong."""
        found = self.read.get(path)
        if found is None:
            found = self.read[path] = read(field, value, self.known)
        return found

    def _normal(self, field: dict, value: Any, path: str) -> Any:
        """The answer as it is kept; as it was given where it is wrong; None where there is none."""
        if field["type"] == "fact" or is_absent(field, value):
            return None
        if field["type"] == "group":
            return self._normal_items(field, value, path) if isinstance(value, list) else value
        if field["type"] not in COMPOSITES:
            return self._read(field, value, path).value
        if not isinstance(value, dict):
            return value
        kept = {
            part["path"]: self._normal(part, value.get(part["path"]), f"{path}.{part['path']}")
            for part in parts_of(field, required=False)
        }
        return _without_lost_position(kept, self.known) or None

    def _normal_items(self, field: dict, items: list, path: str) -> list:
        kept: list = []
        for at, item in enumerate(items):
            if not isinstance(item, dict):
                kept.append(item)
                continue
            normal: dict = {}
            for inner in field["fields"]:
                below = f"{path}.{at}.{inner['path']}"
                value = self._normal(inner, find(item, inner["path"]), below)
                if value is not None:
                    put(normal, inner["path"], value)
            kept.append(normal)
        return kept

    def _add(self, field: dict, path: str, code: str) -> None:
        last = path.rsplit(".", 1)[-1]
        index = int(last) + 1 if last.isdigit() else None
        low, high, kind = field.get("min"), field.get("max"), field["type"]
        if kind == "money":
            low, high = max(low or 0, 0), min(high or MOST_MONEY, MOST_MONEY)
        self.problems.append(Problem(path, code, low, high, index, kind=kind))

    def _check(self, field: dict, given: dict, base: str, scope: Scope) -> None:
        path = join(base, field["path"])
        if field["type"] == "fact" or not _is_shown(field, scope):
            return
        stuck = _not_an_object(given, field["path"])
        if stuck is not None:
            if join(base, stuck) not in self.broken:
                self.broken.add(join(base, stuck))
                self.problems.append(Problem(join(base, stuck), "wrong_type"))
            return
        value = find(given, field["path"])
        required = _is_required(field, scope)
        if field["type"] in COMPOSITES:
            self._check_parts(field, {} if is_absent(field, value) else value, path, required)
        elif is_absent(field, value):
            if required:
                self._add(field, path, "required")
        elif field["type"] == "group":
            self._check_items(field, value, path)
        else:
            for below, code in self._read(field, value, path).wrong:
                self._add(field, join(path, below), code)

    def _check_parts(self, field: dict, value: Any, path: str, required: bool) -> None:
        if not isinstance(value, dict):
            self._add(field, path, "wrong_type")
            return
        scope = self._scope(self.whole)
        for part in parts_of(field, required=required):
            self._check(part, value, path, scope)
        if "lon" not in field["parts"] or "lat" not in field["parts"]:
            return
        halves = [is_absent({"type": "number"}, value.get(name)) for name in ("lon", "lat")]
        if halves[0] != halves[1]:
            self.problems.append(Problem(f"{path}.{'lon' if halves[0] else 'lat'}", "required"))

    def _check_items(self, field: dict, value: Any, path: str) -> None:
        if not isinstance(value, list):
            self._add(field, path, "wrong_type")
        elif len(value) > field.get("max", len(value)):
            self._add(field, path, "too_many")
        elif len(value) < field.get("min", 0):
            self._add(field, path, "required")
        else:
            for index, item in enumerate(value):
                at = f"{path}.{index}"
                if not isinstance(item, dict):
                    self._add(field, at, "wrong_type")
                    continue
                scope = self._item_scope(field, self._item(field, item, at))
                for inner in field["fields"]:
                    self._check(inner, item, at, scope)

    def _check_rules(self) -> None:
        scope = self._scope(self.whole)
        for rule in self.form.get("rules", ()):
            told = any(problem.path == rule["at"] for problem in self.problems)
            if not told and evaluate(rule["require"], scope).value is False:
                self.problems.append(Problem(rule["at"], rule["code"]))


def _depends(field: dict) -> bool:
    own = "show_if" in field or field["type"] == "fact"
    return own or any(map(_depends, field.get("fields", ())))


def _is_shown(field: dict, scope: Scope) -> bool:
    return "show_if" not in field or is_true(field["show_if"], scope)


def _is_required(field: dict, scope: Scope) -> bool:
    return field.get("required", False) or (
        "required_if" in field and is_true(field["required_if"], scope)
    )


def _not_an_object(given: dict, path: str) -> str | None:
    """The first part of a path that holds something else than an object on the way."""
    if "." not in path:
        return None
    outer: list[str] = []
    at: Any = given
    for name in path.split(".")[:-1]:
        outer.append(name)
        at = at.get(name)
        if at is None:
            return None
        if not isinstance(at, dict):
            return ".".join(outer)
    return None


def _plain(value: Any) -> Any:
    """A computed number as an integer where it is one."""
    if isinstance(value, float) and value == int(value):
        return int(value)
    return value


def _without_lost_position(place: dict, known: Known) -> dict:
    """The parts that were answered. A position outside the street is none, and where the grid that
    was chosen lies elsewhere the grid counts: the words are never lost over it."""
    place = {name: part for name, part in place.items() if part is not None}
    lon, lat = place.get("lon"), place.get("lat")
    if known.find_grids is None or not is_number(lon) or not is_number(lat):
        return place
    near = known.find_grids(lon, lat)
    if not near or place.get("grid_id", near[0]) not in near:
        del place["lon"], place["lat"]
    return place
