"""Changing one part of a service: its heads, or one of its conditions, questions and papers, of the sections,
fields and rules of its form, or of the fields of a group. What belongs together is changed together: a paper
and the field of its photos, a section and its fields, an item and its texts."""

import copy
from typing import Any

from server.rules import service_steps
from server.rules.written_service import WrittenService

#: The parts that are lists, and how a new item's name begins.
LISTS = {
    "conditions": "condition",
    "questions": "question",
    "materials": "paper",
    "steps": "step",
    "sections": "section",
    "fields": "own",
    "rules": "rule",
}
#: Those of the form.
OF_FORM = ("sections", "fields", "rules")
UP, DOWN, REMOVE = "up", "down", "remove"
#: Where photos of papers are asked.
_PHOTOS = "materials"
#: The shared fields that ask for papers: photos alone, or a PDF too.
PHOTO, DOCUMENT = ASKED = ("photo", "document")
_PDF = "application/pdf"
#: So many times a new group can be filled in.
_MOST_ITEMS = 6


def edited(bundle: WrittenService) -> WrittenService:
    """A copy that may be changed."""
    return WrittenService(*copy.deepcopy(tuple(bundle)))


def objects(items: Any) -> list[dict]:
    """The objects of a list, whatever else somebody wrote."""
    return [one for one in items if isinstance(one, dict)] if isinstance(items, list) else []


def words_of(items: Any) -> list[str]:
    """The words of a list likewise."""
    return [one for one in items if isinstance(one, str)] if isinstance(items, list) else []


def items_of(bundle: WrittenService, part: str, group: int | None = None) -> list:
    """The items of a part, in the service or its form, or the fields of a group; what is in use is only
    looked at, so that no empty list is put where there is none (see added)."""
    holder = bundle.form if part in OF_FORM else bundle.service
    items = holder.get(part, []) if isinstance(holder, dict) else []
    return items if group is None else items[group].get("fields", [])


def is_editable(bundle: WrittenService, part: str) -> bool:
    """Whether the part is a list of what its items should be; only what was written behind the pages'
    back is not."""
    holder = bundle.form if part in OF_FORM else bundle.service
    items = holder.get(part, []) if isinstance(holder, dict) else None
    kind = str if part == "questions" else dict
    return isinstance(items, list) and all(isinstance(one, kind) for one in items)


def is_group(item: Any) -> bool:
    """Whether a field's items have fields of their own that the pages can change."""
    fields = item.get("fields", []) if isinstance(item, dict) else None
    whole = isinstance(fields, list) and all(isinstance(one, dict) for one in fields)
    return whole and item.get("type") == "group" and "use" not in item


def name_of(item: Any) -> str:
    """The name that the texts of an item hang on."""
    return item if isinstance(item, str) else str(item.get("id") or item.get("path") or "")


def sections_of(bundle: WrittenService) -> list[str]:
    """The ids of the form's sections, in order."""
    return [str(one.get("id")) for one in objects((bundle.form or {}).get("sections"))]


def added(bundle: WrittenService, part: str, group: int | None = None, section: int = 0) -> int:
    """Put a new item at the end, a field at the end of that section; answers its place."""
    holder = bundle.form if part in OF_FORM else bundle.service
    if part == "steps" and not holder.get(part):
        # The first step of its own: those it has by what is known of it stay beside it.
        holder[part] = service_steps.usual(holder)
    holder.setdefault(part, [])
    if group is not None:
        holder[part][group].setdefault("fields", [])
    items = items_of(bundle, part, group)
    name = _new_name(items, LISTS[part])
    if part == "fields":
        field = {"path": name, "type": "text", "max": 60}
        return _put_field(bundle, field, section) if group is None else _appended(items, field)
    new: Any = {"id": name}
    if part == "questions":
        new = name
    elif part == "conditions":
        new["require"] = ["eq", ["fact", "person.local_household"], True]
    elif part == "materials":
        new["required"] = True
    elif part == "steps":
        new["who"] = service_steps.DEPARTMENT
        # Before what somebody gets in the end.
        last = next(
            (i for i, one in enumerate(items) if name_of(one) == service_steps.RESULT), None
        )
        items.insert(len(items) if last is None else last, new)
        return items.index(new)
    elif part == "sections":
        # Before the section where the answers are looked over.
        last = next((i for i, one in enumerate(items) if one.get("review")), len(items))
        items.insert(last, new)
        return last
    elif part == "rules":
        # What must hold and where it is told is somebody's to say: until then it is a fault.
        new["code"] = "mismatch"
    return _appended(items, new)


def _appended(items: list, new: Any) -> int:
    items.append(new)
    return len(items) - 1


def _new_name(items: list, begin: str) -> str:
    there = {name_of(one) for one in items}
    return next(n for at in range(1, 1000) if (n := f"{begin}_{at}") not in there)


def added_group(bundle: WrittenService, section: int) -> int:
    """Put a new group with one field to that section; answers its place."""
    name = _new_name(items_of(bundle, "fields"), "list")
    inner = {"path": f"{LISTS['fields']}_1", "type": "text", "required": True, "max": 60}
    field = {"path": name, "type": "group", "max": _MOST_ITEMS, "fields": [inner]}
    return _put_field(bundle, field, section)


def added_shared(bundle: WrittenService, use: str, section: int) -> int:
    """Put fields that many services share to that section; answers their place."""
    return _put_field(bundle, {"use": use}, section)


def _put_field(bundle: WrittenService, field: dict, section: int) -> int:
    """At the end of a section, before what is declared there."""
    items, code = items_of(bundle, "fields"), sections_of(bundle)[section]
    first = next(iter(field.items()))
    field = {first[0]: first[1], "section": code, **field}
    at = _end_of(bundle, section)
    while at and items[at - 1].get("section") == code and items[at - 1].get("use") == "truth":
        at -= 1
    items.insert(at, field)
    return at


def _end_of(bundle: WrittenService, section: int) -> int:
    """The place after the last field of a section, or after those of the sections before it."""
    items, sections = items_of(bundle, "fields"), sections_of(bundle)
    before = sections[: section + 1]
    there = [i for i, one in enumerate(items) if one.get("section") == sections[section]]
    earlier = [i for i, one in enumerate(items) if one.get("section") in before]
    return max(there or earlier, default=-1) + 1


def moved(bundle: WrittenService, part: str, at: int, way: str, group: int | None = None) -> None:
    """Put an item one place up or down, or take it out with its texts; a field into the next section
    where it is at the edge of its own, and with a section its fields into the one beside it."""
    items = items_of(bundle, part, group)
    if way == REMOVE:
        if part == "sections":
            _leave_section(bundle, at)
        _forget(bundle, part, items.pop(at), group)
        return
    if part == "fields" and group is None:
        _move_field(bundle, at, way)
        return
    other = at - 1 if way == UP else at + 1
    if 0 <= other < len(items):
        items[at], items[other] = items[other], items[at]


def _move_field(bundle: WrittenService, at: int, way: str) -> None:
    items, sections = items_of(bundle, "fields"), sections_of(bundle)
    field = items[at]
    beside = [i for i, one in enumerate(items) if one.get("section") == field.get("section")]
    place = beside.index(at) + (-1 if way == UP else 1)
    if 0 <= place < len(beside):
        other = beside[place]
        items[at], items[other] = items[other], items[at]
    elif field.get("section") in sections:
        section = sections.index(field["section"]) + (-1 if way == UP else 1)
        if 0 <= section < len(sections):
            brought(bundle, at, section, first=way == DOWN)


def brought(bundle: WrittenService, at: int, section: int, *, first: bool = False) -> None:
    """Put a field to another section, at its end or its beginning."""
    items, sections = items_of(bundle, "fields"), sections_of(bundle)
    field = items.pop(at)
    there = [i for i, one in enumerate(items) if one.get("section") == sections[section]]
    items.insert(there[0] if first and there else _end_of(bundle, section), field)
    field["section"] = sections[section]


def _leave_section(bundle: WrittenService, at: int) -> None:
    """The fields of a section that goes: they follow those of the section before it, or of the next."""
    sections = sections_of(bundle)
    for field in items_of(bundle, "fields"):
        if field.get("section") == sections[at] and len(sections) > 1:
            field["section"] = sections[at - 1 if at else 1]


def _forget(bundle: WrittenService, part: str, item: Any, group: int | None) -> None:
    code, name = bundle.service["code"], name_of(item)
    if group is not None:
        name = f"{name_of(items_of(bundle, 'fields')[group])}.{name}"
    begin = {
        "conditions": f"service.{code}.condition.{name}",
        "questions": f"service.{code}.question.{name}",
        "materials": f"service.{code}.material.{name}",
        "steps": f"service.{code}.step.{name}",
        "sections": f"form.{code}.section.{name}",
        "fields": f"form.{code}.{name}",
        "rules": f"form.{code}.rule.{name}",
    }[part]
    for own in bundle.texts.values():
        for key in [key for key in own if key == begin or key.startswith(f"{begin}.")]:
            del own[key]
    if part == "materials" and item.get("field") and bundle.form is not None:
        fields = bundle.form["fields"]
        bundle.form["fields"] = [one for one in fields if one.get("path") != item["field"]]
    if part == "fields" and group is None:
        for material in bundle.service.get("materials", []):
            if material.get("field") == name:
                del material["field"]


def way_of(bundle: WrittenService, material: dict) -> str:
    """How a paper is handed in on the form: PHOTO, DOCUMENT (a PDF too) or "" for not there."""
    path = material.get("field")
    if path is None:
        return ""
    for field in objects((bundle.form or {}).get("fields")):
        if field.get("path") == path:
            asks = field.get("use") == DOCUMENT or _PDF in words_of(field.get("content_types"))
            return DOCUMENT if asks else PHOTO
    return PHOTO


def take_photos(bundle: WrittenService, material: dict, way: str) -> None:
    """Ask for a paper in the form in that way (see way_of), or no more; required there as it is here
    (docs/services.md, "materials")."""
    if bundle.form is None:
        return
    fields = bundle.form["fields"]
    path = material.get("field")
    if not way:
        material.pop("field", None)
        bundle.form["fields"] = [one for one in fields if path is None or one.get("path") != path]
        return
    if path is None:
        path = material["field"] = f"{_PHOTOS}.{material['id']}"
        sections = [one["id"] for one in bundle.form["sections"]]
        section = _PHOTOS if _PHOTOS in sections else sections[0]
        at = next((i + 1 for i, f in reversed(list(enumerate(fields))) if f.get("use") in ASKED), 0)
        fields.insert(at or len(fields), {"use": way, "path": path, "section": section})
    must = bool(material.get("required")) and not material.get("minor") and "have" not in material
    for field in fields:
        if field.get("path") == path:
            if field.get("use") in ASKED:
                field["use"] = way
            field.pop("required", None)
            if must and "required_if" not in field:
                field["required"] = True
