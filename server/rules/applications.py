"""Rules of applications that need no database: which fields can be asked for again, what is missing
and promised, how later answers take the place of earlier ones, what staff read of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from server.rules.expressions import read_date
from server.rules.forms import Problem
from server.rules.phones import mask_phone
from server.rules.text import mask_id_number
from server.rules.values import find, put

#: Whom an application is for, where that is who applies.
SELF = "self"
#: What is filed beside the answers of a service's form.
LATER = "later"
#: Fields for which the person said that what was handed in before is to be used again.
REUSED = "reused"
#: A minor material is promised for so many days from now at the latest.
LONGEST_PROMISE_DAYS = 30
#: What a field of pictures takes that says nothing else.
PICTURES = ("image/jpeg", "image/png", "image/webp")
PAPERS = "attachments"
#: Fields that hold pictures.
PICTURE_TYPES = (PAPERS, "signature")


class Promise(NamedTuple):
    """Materials that were promised for later. by: the last day, ISO 8601."""

    fields: tuple[str, ...]
    by: str


def askable(form: Mapping) -> list[dict]:
    """The fields that a person can be asked to mend: what they answered themselves."""
    return [field for field in form["fields"] if field["type"] not in ("fact", "declaration")]


def only(form: Mapping, paths: Iterable[str]) -> dict:
    """The form with these fields alone, each of them required: they are asked for because they are
    needed."""
    wanted = set(paths)
    fields = [{**f, "required": True} for f in askable(form) if f["path"] in wanted]
    # A condition on another field was decided when the whole form was filed.
    for field in fields:
        field.pop("show_if", None)
        field.pop("required_if", None)
    return {**form, "fields": fields, "rules": []}


def picture_paths(form: Mapping) -> list[str]:
    """The fields that hold ids of pictures."""
    return [field["path"] for field in form["fields"] if field["type"] in PICTURE_TYPES]


def takes(form: Mapping, path: str) -> Collection[str]:
    """The kinds of file (content types) that a field of pictures, or one picture of it, takes."""
    field = next((one for one in form["fields"] if one["path"] == field_of(path)), {})
    return field.get("content_types", PICTURES)


def picture_ids(form: Mapping, answers: Mapping) -> list[tuple[str, str]]:
    """Ids of pictures with the path of each, in the order of the form."""
    found = []
    for path in picture_paths(form):
        value = find(answers, path)
        if isinstance(value, str):
            found.append((path, value))
        else:
            found += [(f"{path}.{at}", one) for at, one in enumerate(value or ())]
    return found


def read_promise(
    given: Any, minor: Sequence[str], today: date
) -> tuple[Promise | None, list[Problem]]:
    """What was promised for later, and what is wrong with the promise. minor: the fields whose
    materials may come later."""
    if given is None:
        return None, []
    if not isinstance(given, dict):
        return None, [Problem(LATER, "wrong_type")]
    fields, by = given.get("fields"), given.get("by")
    if not isinstance(fields, list):
        return None, [Problem(f"{LATER}.fields", "wrong_type" if fields else "required")]
    problems = [
        Problem(f"{LATER}.fields.{at}", "unknown", index=at + 1)
        for at, path in enumerate(fields)
        if not isinstance(path, str) or path not in minor or path in fields[:at]
    ]
    day = read_date(by)
    if by in (None, ""):
        problems.append(Problem(f"{LATER}.by", "required"))
    elif day is None:
        problems.append(Problem(f"{LATER}.by", "date"))
    elif day < today:
        problems.append(Problem(f"{LATER}.by", "expired"))
    elif day > today + timedelta(days=LONGEST_PROMISE_DAYS):
        problems.append(Problem(f"{LATER}.by", "out_of_range"))
    if problems or not fields:
        return None, problems
    return Promise(tuple(fields), day.isoformat() if day else ""), []


def read_reused(given: Any, fields: Collection[str]) -> tuple[list[str], list[Problem]]:
    """The fields at which what was handed in before is used again, and what is wrong with them.
    fields: those of the service's materials."""
    if given is None:
        return [], []
    if not isinstance(given, list):
        return [], [Problem(REUSED, "wrong_type")]
    problems = [
        Problem(f"{REUSED}.{at}", "unknown", index=at + 1)
        for at, path in enumerate(given)
        if not isinstance(path, str) or path not in fields
    ]
    return ([] if problems else list(dict.fromkeys(given))), problems


def field_of(path: str) -> str:
    """The field that a picture's own path is of: `materials.book.1` is of `materials.book`."""
    field, _, last = path.rpartition(".")
    return field if last.isdigit() else path


def without_promised(problems: list[Problem], promise: Promise | None) -> list[Problem]:
    """The problems that are left once the promised materials need not be there yet."""
    if promise is None:
        return problems
    return [p for p in problems if p.code != "required" or p.path not in promise.fields]


def merged(answers: Mapping, later: Iterable[Mapping], form: Mapping) -> dict:
    """The answers with those that steps gave in their place, field by field."""
    whole: dict = {}
    for field in form["fields"]:
        path = field["path"]
        value = find(answers, path)
        for given in later:
            newer = find(given, path)
            value = value if newer is None else newer
        if value is not None:
            put(whole, path, value)
    return whole


def missing(promise: Promise | None, answers: Mapping) -> list[str]:
    """The promised materials that are not there yet."""
    return [path for path in promise.fields if not find(answers, path)] if promise else []


_MASKS = {
    "id_number": mask_id_number,
    "phone": mask_phone,
    "bank_card": lambda card: f"**** {card[-4:]}",
}


def masked(kind: str, value: str) -> str:
    """What of an answer of a field type is shown: of numbers that say who somebody is only the
    ends."""
    mask = _MASKS.get(kind)
    return mask(value) if mask else value


#: What is asked of a material (src/domain/service.hpp, MaterialNeed): the words are services.material.<need>.
REQUIRED, MAY_FOLLOW, MAY_BE_PROMISED, OPTIONAL = "required", "later", "promise", "optional"


def need_of(material: Mapping) -> str:
    """Whether a material has to be handed in, may follow later, may be promised in writing instead, or may
    be left out."""
    if not material.get("required"):
        return OPTIONAL
    if material.get("minor"):
        return MAY_FOLLOW
    return MAY_BE_PROMISED if material.get("promise") else REQUIRED


def needed(
    service: Mapping, answers: Mapping, facts: Mapping, promise: Promise | None
) -> list[str]:
    """The materials that are still needed: required, not there, not promised for later, and not
    made unnecessary by what is known of the person."""
    promised = promise.fields if promise else ()
    return [
        m["field"]
        for m in service.get("materials", ())
        if m.get("required")
        and "field" in m
        and not m.get("promise")  # the form says when it is needed
        and m["field"] not in promised
        and not find(answers, m["field"])
        and ("have" not in m or find(facts, m["have"]) is None)
    ]
