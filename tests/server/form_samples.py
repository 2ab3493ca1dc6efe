"""Forms and answers to compare both sides by: every form of the catalogue, and one with all types."""

import copy
import json
import random
from datetime import date
from pathlib import Path

from server.rules.form_parts import expand
from server.rules.forms import Known, check_answers

ROOT = Path(__file__).resolve().parents[2]
FORMS = {
    path.stem: json.loads(path.read_text("utf-8"))
    for path in sorted((ROOT / "assets/catalogue/forms").glob("*.json"))
}
PARTS = json.loads((ROOT / "assets/catalogue/form_parts.json").read_text("utf-8"))
#: The forms of services as they are served.
SERVICE_FORMS = {
    path.stem: expand(path.name, json.loads(path.read_text("utf-8")), PARTS)[0]
    for path in sorted((ROOT / "assets/catalogue/forms/services").glob("*.json"))
}
GRIDS = ["donghe-1", "donghe-2"]
DEPARTMENTS = ["housing", "water"]
TODAY = date(2026, 11, 26)

#: Every type, conditions that hang on each other, items of groups with conditions, rules.
ALL_TYPES = {
    "code": "sample",
    "version": 1,
    "words": "form.sample",
    "sections": [{"id": "all"}, {"id": "check", "review": True}],
    "fields": [
        {"path": "title", "section": "all", "type": "text", "required": True, "min": 2, "max": 6},
        {"path": "story", "section": "all", "type": "long_text", "max": 12},
        {"path": "name", "section": "all", "type": "text", "name": True, "min": 1, "max": 100},
        {"path": "ident", "section": "all", "type": "id_number"},
        {"path": "contact.mobile", "section": "all", "type": "phone", "mobile": True},
        {"path": "contact.any", "section": "all", "type": "phone"},
        {"path": "born", "section": "all", "type": "date"},
        {"path": "size", "section": "all", "type": "number", "min": -5, "max": 250.5},
        {"path": "people", "section": "all", "type": "integer", "min": 0, "max": 9},
        {"path": "rent", "section": "all", "type": "money", "min": 100, "max": 900000},
        {"path": "pay_by", "section": "all", "type": "choice", "options": ["bank", "cash"]},
        {
            "path": "card",
            "section": "all",
            "type": "bank_card",
            "show_if": ["eq", ["answer", "pay_by"], "bank"],
            "required_if": ["gt", ["answer", "people"], 2],
        },
        {"path": "wants", "section": "all", "type": "multi_choice", "options": ["a", "b", "c"], "min": 1, "max": 2},
        {"path": "alone", "section": "all", "type": "yes_no", "show_if": ["answered", "card"]},
        {"path": "helper", "section": "all", "type": "person", "parts": ["name", "phone"], "required_if": ["answer", "alone"]},
        {"path": "place", "section": "all", "type": "place", "required": True, "min": 2, "max": 8, "parts": ["text", "grid_id", "lon", "lat"]},
        {"path": "home", "section": "all", "type": "address", "max": 8, "parts": ["text", "room"], "show_if": ["not", ["answer", "alone"]]},
        {"path": "files", "section": "all", "type": "attachments", "max": 2, "min": 1},
        {"path": "sign", "section": "all", "type": "signature"},
        {"path": "agree", "section": "all", "type": "declaration", "required": True},
        {"path": "number", "section": "all", "type": "case_number"},
        {"path": "query", "section": "all", "type": "query_code"},
        {"path": "once", "section": "all", "type": "one_time_code"},
        {"path": "secret", "section": "all", "type": "password", "max": 6},
        {"path": "office", "section": "all", "type": "department"},
        {"path": "grid", "section": "all", "type": "grid"},
        {"path": "age", "section": "all", "type": "fact", "computed": ["years", ["answer", "born"], ["today"]]},
        {"path": "double", "section": "all", "type": "fact", "computed": ["mul", ["answer", "age"], 2.5]},
        {"path": "income", "section": "all", "type": "fact", "prefill": {"fact": "tax.income", "purpose": "x"}},
        {
            "path": "children",
            "section": "all",
            "type": "group",
            "max": 2,
            "fields": [
                {"path": "name", "type": "text", "required": True, "name": True, "max": 10},
                {"path": "adult", "type": "yes_no"},
                {"path": "job", "type": "text", "max": 5, "show_if": ["answer", "adult"], "required_if": ["gt", ["answer", "people"], 1]},
                {"path": "at.school", "type": "text", "max": 5, "show_if": ["eq", ["answer", "adult"], False]},
                {"path": "pay", "type": "money", "max": 900000, "show_if": ["answer", "adult"]},
                {"path": "old", "type": "fact", "computed": ["and", ["answer", "adult"], ["ge", ["answer", "age"], 60]]},
            ],
        },
        {"path": "earned", "section": "all", "type": "fact", "computed": ["sum", ["answer", "children"], ["if", ["answered", "alone"], ["item", "pay"], 0]]},
        {"path": "grown", "section": "all", "type": "fact", "computed": ["count_if", ["answer", "children"], ["item", "adult"]]},
        {"path": "bread", "section": "all", "type": "text", "max": 9, "show_if": ["ge", ["answer", "earned"], 100000]},
        {"path": "elder", "section": "all", "type": "text", "max": 9, "show_if": ["ge", ["answer", "age"], 60], "required": True},
    ],
    "rules": [
        {"id": "few", "at": "people", "require": ["le", ["count", ["answer", "children"]], ["answer", "people"]], "code": "mismatch"},
        {"id": "dear", "at": "size", "require": ["le", ["sum", ["answer", "children"], ["item", "pay"]], ["answer", "rent"]], "code": "mismatch"},
        {"id": "work", "at": "children", "require": ["all", ["answer", "children"], ["or", ["not", ["item", "adult"]], ["answered", "born"], ["eq", ["item", "job"], "工人"]]], "code": "format"},
        {"id": "pay", "at": "rent", "require": ["or", ["ne", ["answer", "pay_by"], "cash"], ["lt", ["answer", "rent"], 50000]], "code": "out_of_range"},
    ],
}  # fmt: skip

#: Values that are right for some field; any field may get any of them.
VALUES = (
    None, "", " ", "\u200b", "灯", "路灯", "路灯 不亮\n了", "Ｅa·b", "a\x00b", "x" * 13, "\u200b" * 60 + "路灯",
    "13800000001", "138-0000-0001", "0512-65123456", "0512 65123456 转 12", "12345",
    "990101194803152016", "990101 19480315 2016", "990101194803152017",
    "2026-01-31", "1957-3-8", "1957年3月8日", "20260131", "2026-02-30", "2026-1", "０１", "一",
    "3", "-2.5", "+4", "7.0", "1e3", "9" * 16, "1,200.5", "￥1 234.5 元", "12.345", "元", "-3元",
    "bank", "cash", "a", "b", "yes", "no", "true", "false", "on",
    "6222021234567894", "6222021234567890", "320505S20261121000429", "编号：320505S20261121000429。",
    "7k3 mpq", "123456", "secret", "secrets", "donghe-1", "xintang-9", "housing", "help", "statutory", "named",
    0, 1, 3, 5, 9.0, 2.5, -7, 1e9, 90000, 120.57, 31.3, True, False,
    [], ["a"], ["a", "b"], ["c", "a", "c"], ["a", "b", "c"], ["x"], [1], ["p1", "p1"], ["p1", 3, "!"],
    {}, {"x": 1}, {"name": "张三"}, {"name": "", "phone": "138 0000 0001"}, {"text": "柳巷 8 号"},
    {"text": "柳巷", "lon": 120.57, "lat": 31.3, "grid_id": "donghe-1"}, {"text": "柳", "lon": 181, "lat": "x"},
    {"text": "柳巷", "lon": 120.57}, {"text": "柳巷", "lat": "31.3"}, {"text": " ", "grid_id": "x"}, {"text": 3},
    [{"name": "小明", "adult": False, "at": {"school": "一小"}, "pay": "99"}], [{"name": "甲", "adult": True, "job": "工人", "pay": 0.5}], [{"name": "甲", "adult": True}, {}],
    [{"name": "甲", "adult": True, "job": "工人"}, {"name": "乙", "at": "x", "adult": False}], [{}, {}, {}], [3],
)  # fmt: skip

#: By path, what is right in the form with every type: most answers are good ones, so that
#: conditions are reached.
GOOD_SAMPLE = {
    "title": "路灯", "story": "二楼\r\n三楼", "name": "张三", "ident": "990101194803152016",
    "contact.mobile": "13800000001", "contact.any": "0512-65123456", "size": 12.5, "people": 3, "rent": "1,200",
    "pay_by": "bank", "card": "6222021234567894", "wants": ["b", "a"], "alone": True,
    "helper": {"name": "李四", "phone": "13800000002"}, "place": {"text": "柳巷 8 号"}, "home": {"text": "柳巷", "room": "502"},
    "files": ["p1"], "sign": "s1", "agree": True, "number": "320505S20261121000429", "query": "7K3MPQ",
    "once": "123456", "secret": "s", "office": "water", "grid": "donghe-2", "elder": "老人", "born": "1950-01-02",
    "children": [{"name": "小明", "adult": True, "job": "工人", "pay": "1,000"}], "bread": "面包",
}  # fmt: skip

#: By path, what a form of the catalogue gets there, if the field of that form takes it.
GOOD = {
    "title": "路灯", "name": "张三", "place": {"text": "柳巷 8 号"}, "number": "320505S20261121000429",
    "category": "help", "description": "二到四楼的灯都不亮", "attachments": ["p1", "p2"], "contact.mode": "named",
    "contact.phone": "13800000001", "consent": True, "department_id": "housing", "basis": "agreed", "note": "已经修好了",
    "reason": "不在职责之内", "score": 5, "solved": True, "comment": "好", "id_number": "990101194803152016",
    "matter": "想办高龄津贴", "phone": "13800000001", "code": "123456", "account": "admin", "password": "x", "query_code": "7K3MPQ",
}  # fmt: skip


#: What is right for a type, where a form has nothing of its own.
GOOD_TYPES = {
    "text": "柳巷", "long_text": "从上周开始，家里一直这样", "id_number": "990101194803152016", "phone": "13800000001",
    "date": "2020-03-08", "money": "1,200", "bank_card": "6222021234567894", "yes_no": True, "declaration": True,
    "address": {"text": "柳巷路 8 号"}, "place": {"text": "柳巷路 8 号"}, "attachments": ["p1"], "signature": "s1",
}  # fmt: skip
#: What is right in a form of the program where the path alone does not say it.
GOOD_FORMS = {"help_wish": {"place": {"text": "柳巷 8 号", "grid_id": "donghe-1"}}}
#: What is right in the form of a service where its type alone does not say it.
GOOD_SERVICES = {
    "bulky_waste": {"day": "2026-12-24"},
    "childcare_subsidy": {"elsewhere": False},
    "disability_allowances": {"level": "two"},
    "venue_booking": {"day": "2026-12-24", "charged": False},
}


def takes(field: dict, value) -> bool:
    """Whether a value is right in a field by itself: forms use one path for different things."""
    alone = {name: of for name, of in field.items() if name not in ("show_if", "required_if")}
    answers: dict = {}
    put(answers, field["path"], value)
    known = Known(GRIDS, DEPARTMENTS, TODAY, {})
    return not check_answers({"fields": [alone]}, answers, known).problems


def good(field: dict, form: str = ""):
    """A right answer to a field of a form; None where the samples have none."""
    path, kind = field["path"], field["type"]
    if form == ALL_TYPES["code"]:
        return GOOD_SAMPLE.get(path)
    own = GOOD_SERVICES.get(form, {}) if form in SERVICE_FORMS else GOOD | GOOD_FORMS.get(form, {})
    if path in own and takes(field, own[path]):
        return own[path]
    if kind == "choice":
        return field["options"][-1]
    if kind == "multi_choice":
        return field["options"][: field.get("max", 2)]
    if kind in ("number", "integer"):
        return field.get("min", 1)
    if kind == "person":
        return {part: GOOD_TYPES[PERSON[part]] for part in field["parts"]}
    if kind == "group":
        return [{inner["path"]: good(inner, form) for inner in field["fields"]}]
    return GOOD_TYPES.get(kind)


#: The types of a person's parts.
PERSON = {
    **dict.fromkeys(("name", "relation"), "text"),
    "id_number": "id_number",
    "phone": "phone",
    "birth_date": "date",
}


def put(tree: dict, path: str, value) -> None:
    """A value at a path; what stands in the way is replaced."""
    *outer, last = path.split(".")
    for name in outer:
        if not isinstance(tree.get(name), dict):
            tree[name] = {}
        tree = tree[name]
    tree[last] = value


def draw_answers(draw: random.Random, form: dict) -> dict:
    """Answers, mostly right."""
    answers: dict = {"unknown": "member"}
    bad = draw.choice((0.0, 0.05, 0.2, 0.6))
    answered = draw.choice((0.85, 1.0))
    for field in form["fields"]:
        path = field["path"]
        if draw.random() < bad:
            at = path.split(".")[0] if draw.random() < 0.1 else path
            put(answers, at, copy.deepcopy(draw.choice(VALUES)))
        elif draw.random() < answered and good(field, form["code"]) is not None:
            put(answers, path, copy.deepcopy(good(field, form["code"])))
    return answers
