"""Changing one part of a service: its heads, or one of its conditions, questions, papers and fields of the
form. What belongs together is changed together: a paper and the field of its photos, an item and its
texts."""

import copy
from typing import Any

from server.rules.written_service import WrittenService

#: The parts that are lists, and how a new item's name begins.
LISTS = {"conditions": "condition", "questions": "question", "materials": "paper", "fields": "own"}
UP, DOWN, REMOVE = "up", "down", "remove"
#: Where photos of papers are asked.
_PHOTOS = "materials"
#: The parts that ask for them: photos alone, or a PDF too.
_ASKED = ("photo", "document")


def edited(bundle: WrittenService) -> WrittenService:
    """A copy that may be changed."""
    return WrittenService(*copy.deepcopy(tuple(bundle)))


def items_of(bundle: WrittenService, part: str) -> list:
    """The items of a part, in the service or its form; a new empty list is put where there is none."""
    holder = bundle.form if part == "fields" else bundle.service
    return holder.setdefault(part, []) if isinstance(holder, dict) else []


def is_editable(bundle: WrittenService, part: str) -> bool:
    """Whether the part is a list of what its items should be; only what was written behind the pages'
    back is not."""
    holder = bundle.form if part == "fields" else bundle.service
    items = holder.get(part, []) if isinstance(holder, dict) else None
    kind = str if part == "questions" else dict
    return isinstance(items, list) and all(isinstance(one, kind) for one in items)


def name_of(item: Any) -> str:
    """The name that the texts of an item hang on."""
    return item if isinstance(item, str) else str(item.get("id") or item.get("path") or "")


def added(bundle: WrittenService, part: str) -> int:
    """Put a new item at the end; answers its place."""
    items = items_of(bundle, part)
    there = {name_of(one) for one in items}
    begin = LISTS[part]
    name = next(n for at in range(1, 1000) if (n := f"{begin}_{at}") not in there)
    if part == "questions":
        items.append(name)
    elif part == "conditions":
        items.append({"id": name, "require": ["eq", ["fact", "person.local_household"], True]})
    elif part == "materials":
        items.append({"id": name, "required": True})
    else:
        section = bundle.form["sections"][0]["id"]
        at = next((i for i, f in enumerate(items) if f.get("use") == "truth"), len(items))
        field = {"path": name, "section": section, "type": "text", "max": 60}
        items.insert(at, field)
        return at
    return len(items) - 1


def moved(bundle: WrittenService, part: str, at: int, way: str) -> None:
    """Put an item one place up or down, or take it out with its texts."""
    items = items_of(bundle, part)
    if way == REMOVE:
        _forget(bundle, part, items.pop(at))
        return
    other = at - 1 if way == UP else at + 1
    if 0 <= other < len(items):
        items[at], items[other] = items[other], items[at]


def _forget(bundle: WrittenService, part: str, item: Any) -> None:
    code, name = bundle.service["code"], name_of(item)
    begins = {
        "conditions": (f"service.{code}.condition.{name}",),
        "questions": (f"service.{code}.question.{name}.",),
        "materials": (f"service.{code}.material.{name}.",),
        "fields": (f"form.{code}.{name}.",),
    }[part]
    for own in bundle.texts.values():
        for key in [key for key in own if key.startswith(begins)]:
            del own[key]
    if part == "materials" and item.get("field") and bundle.form is not None:
        fields = bundle.form["fields"]
        bundle.form["fields"] = [one for one in fields if one.get("path") != item["field"]]
    if part == "fields":
        for material in bundle.service.get("materials", []):
            if material.get("field") == name:
                del material["field"]


def take_photos(bundle: WrittenService, material: dict, *, wanted: bool) -> None:
    """Ask for photos of a paper in the form, or no more; required there as it is here
    (docs/services.md, "materials")."""
    if bundle.form is None:
        return
    fields = bundle.form["fields"]
    path = material.get("field")
    if not wanted:
        material.pop("field", None)
        bundle.form["fields"] = [one for one in fields if path is None or one.get("path") != path]
        return
    if path is None:
        path = material["field"] = f"{_PHOTOS}.{material['id']}"
        sections = [one["id"] for one in bundle.form["sections"]]
        section = _PHOTOS if _PHOTOS in sections else sections[0]
        at = next(
            (i + 1 for i, f in reversed(list(enumerate(fields))) if f.get("use") in _ASKED), 0
        )
        fields.insert(at or len(fields), {"use": "photo", "path": path, "section": section})
    must = bool(material.get("required")) and not material.get("minor") and "have" not in material
    for field in fields:
        if field.get("path") == path:
            field.pop("required", None)
            if must and "required_if" not in field:
                field["required"] = True
