"""Fields that many forms ask in the same way, written once (assets/catalogue/form_parts.json).

In a form's list of fields {"use": "applicant", "section": "who"} stands for the fields of the part,
each with the other members of the entry over its own. What is served and checked is the form with
the fields in their places. `rules` is no part: each of these holds in every form that has its field.
"""

from collections.abc import Mapping
from typing import Any

from server.rules.catalogue.mistakes import Findings, Mistake

#: The member that has rules, and no fields.
RULES = "rules"


def expand(file: str, form: Any, parts: Mapping[str, list]) -> tuple[Any, list[int], list[Mistake]]:
    """The form with parts in their places, for each field the index it has in the file, and what is
    wrong with the uses. A form without a list of fields is left to check_form."""
    fields = form.get("fields") if isinstance(form, dict) else None
    if not isinstance(fields, list):
        return form, [], []
    found = Findings(file)
    expanded: list = []
    origins: list[int] = []
    for index, field in enumerate(fields):
        inserted = [field]
        if isinstance(field, dict) and "use" in field:
            inserted = _inserted(field, ("fields", index, "use"), parts, found)
        expanded += inserted
        origins += [index] * len(inserted)
    return {**form, "fields": expanded, **_rules(form, expanded, parts)}, origins, found.mistakes


def _rules(form: dict, fields: list, parts: Mapping[str, list]) -> dict:
    """The rules of a form with those that come with its fields."""
    paths = [field.get("path") for field in fields if isinstance(field, dict)]
    shared = [rule for rule in parts.get(RULES, ()) if rule["at"] in paths]
    own = form.get(RULES, [])
    return {RULES: [*own, *shared]} if shared and isinstance(own, list) else {}


def _inserted(entry: dict, place: tuple, parts: Mapping[str, list], found: Findings) -> list:
    name = entry["use"]
    known = parts.keys() - {RULES}
    if not isinstance(name, str) or not found.known(place, name, known, "part"):
        return []
    over = {member: value for member, value in entry.items() if member != "use"}
    if "path" in over and len(parts[name]) > 1:
        found.add((*place[:-1], "path"), f"{name!r} has several fields with paths of their own")
        return []
    return [{**field, **over} for field in parts[name]]


def in_file(mistake: Mistake, origins: list[int]) -> Mistake:
    """A mistake of the expanded form at the place it has in the file."""
    names = mistake.pointer.split("/")[1:]
    if len(names) < 2 or names[0] != "fields" or not names[1].isdigit():
        return mistake
    names[1] = str(origins[int(names[1])])
    return mistake._replace(pointer="/" + "/".join(names))
