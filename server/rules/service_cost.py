"""What a service costs the person who asks for it, in time: one formula for every service, over what its
guide says, what its form asks and which papers it wants (docs/services.md, "Cost").

The seconds are for somebody who reads slowly and types with one finger; they compare services and
versions of one, and are no measurement. What was measured is in the burden ledger.
"""

from collections.abc import Iterable, Mapping
from math import ceil
from typing import NamedTuple

from server.rules.catalogue.service_files import Fact
from server.rules.forms import leaves
from server.rules.verdicts import named_facts

#: To answer a field of each type; of a composite, each of its parts.
FIELD_SECONDS = {
    "text": 20, "long_text": 90, "id_number": 30, "phone": 20, "date": 15, "number": 10,
    "integer": 10, "money": 15, "bank_card": 30, "choice": 10, "multi_choice": 15, "yes_no": 8,
    "declaration": 10, "signature": 20, "attachments": 60, "fact": 2, "grid": 15,
    "department": 15, "password": 30, "case_number": 30, "query_code": 20, "one_time_code": 40,
}  # fmt: skip
#: To see that what is filled in already is right.
PREFILLED_SECONDS = 3
#: To read one sentence of the conditions, and to answer one question of the guide.
READING_SECONDS, QUESTION_SECONDS = 5, 8
#: To find and bring a paper that is not photographed.
PAPER_SECONDS = 300
#: What only some are asked, or may leave out, counts by half.
SOMETIMES = 0.5
#: Parts of a place that nobody types.
POINT = ("lon", "lat")


class Share(NamedTuple):
    """What something adds. kind: condition, question, field, prefilled, photo or paper; name: the id of
    the condition or material, the fact, or the field's path; seconds: of one person on average."""

    kind: str
    name: str
    seconds: float


def shares(service: Mapping, form: dict | None, facts: Mapping[str, Fact]) -> list[Share]:
    """Everything that costs somebody time, in the order they meet it. form: expanded."""
    conditions = service.get("conditions", ())
    found = [Share("condition", one["id"], READING_SECONDS) for one in conditions]
    named = dict.fromkeys(name for one in conditions for name in named_facts(one["require"]))
    asked = [name for name in named if name in facts and facts[name].ask is not None]
    found += [Share("question", name, QUESTION_SECONDS) for name in asked]
    for material in service.get("materials", ()):
        if "field" not in material and "have" not in material:
            seconds = PAPER_SECONDS * (1 if material.get("required") else SOMETIMES)
            found.append(Share("paper", material["id"], seconds))
    return found + [_field(one) for one in _asked(form)]


def _asked(form: dict | None) -> list[dict]:
    """The fields a person meets, those of a group as often as it must be filled in."""
    found: list[dict] = []
    for field in leaves(form) if form is not None else ():
        if field["type"] == "group":
            times = max(1, field.get("min", 0)) * _weight(field)
            inner = leaves({"fields": field["fields"]})
            found += [{**f, "path": f"{field['path']}.{f['path']}", "times": times} for f in inner]
        else:
            found.append(field)
    prefilled = {f["path"] for f in (form or {}).get("fields", ()) if "prefill" in f}
    return [
        {**one, "known": is_within(one["path"], prefilled)}
        for one in found
        if one["path"].rpartition(".")[2] not in POINT
    ]


def is_within(path: str, outer: Iterable[str]) -> bool:
    """Whether a path is one of the others or lies below one."""
    return any(path == one or path.startswith(one + ".") for one in outer)


def _weight(field: Mapping) -> float:
    asked_always = "show_if" not in field
    must = field.get("required") or field["type"] == "declaration"
    return 1 if asked_always and must else SOMETIMES


def _field(field: Mapping) -> Share:
    path, times = field["path"], field.get("times", 1)
    if field["known"] and field["type"] != "fact":
        return Share("prefilled", path, PREFILLED_SECONDS * times)
    kind = "photo" if field["type"] == "attachments" else "field"
    return Share(kind, path, FIELD_SECONDS[field["type"]] * _weight(field) * times)


def minutes(found: list[Share]) -> int:
    """All of it in whole minutes, at least one."""
    return max(1, ceil(sum(share.seconds for share in found) / 60))
