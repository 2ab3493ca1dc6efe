"""What is kept of a form's answers: the answers as one text, what of them is personal, and the
columns that repeat some of them for look-ups and lists."""

from typing import NamedTuple

import msgspec

from server.rules.canonical import canonical_text

#: Field types whose answers say who somebody is: kept encrypted, never in the answers' text.
PERSONAL_TYPES = frozenset({"phone", "id_number", "bank_card", "person", "signature"})
#: Facts of this prefix say who somebody is.
PERSON = "person."
#: The one personal answer with a column of its own (cases.contact_phone_enc).
CONTACT_PHONE = "contact.phone"


#: Fields of a filing's form that a case shows as its own members (columns), and the consent without
#: which there is none.
OF_CASE = frozenset(
    ("category", "title", "description", "place", "attachments", "contact.mode", "consent")
) | {CONTACT_PHONE}


class Filed(NamedTuple):
    """Checked answers, parted: canonical JSON of those that may lie open, of the personal ones
    (None if there are none), the phone to reach the person at, and the columns (columns)."""

    answers: str
    personal: str | None
    contact_phone: str | None
    columns: dict


def is_personal(field: dict) -> bool:
    """Whether the field's answer, or one within its group, says who somebody is."""
    if field["type"] in PERSONAL_TYPES or field.get("name", False):
        return True
    if field["type"] == "fact" and field.get("prefill", {}).get("fact", "").startswith(PERSON):
        return True
    return any(is_personal(inner) for inner in field.get("fields", ()))


def tree(values: dict) -> dict:
    """Answers by dotted path as nested objects; what was not answered is left out."""
    root: dict = {}
    for path, value in values.items():
        if value is None or value == []:
            continue
        *outer, last = path.split(".")
        place = root
        for name in outer:
            place = place.setdefault(name, {})
        place[last] = value
    return root


def part(form: dict, values: dict) -> Filed:
    """The checked values of a form, by path, as they are kept."""
    open_values = dict(values)
    phone = open_values.pop(CONTACT_PHONE, None)
    open_values, text = split(form, open_values)
    answers = tree(open_values)
    return Filed(canonical_text(answers), text, phone, columns(answers))


def split(form: dict, values: dict) -> tuple[dict, str | None]:
    """The values that may lie open, by path, and the canonical JSON of the personal ones."""
    open_values, hidden = dict(values), {}
    personal = tuple(field["path"] for field in form["fields"] if is_personal(field))
    parts = tuple(path + "." for path in personal)
    for path in [path for path in open_values if path in personal or path.startswith(parts)]:
        hidden[path] = open_values.pop(path)
    kept_hidden = tree(hidden)
    return open_values, canonical_text(kept_hidden) if kept_hidden else None


def columns_of(answers: str) -> dict:
    """The columns of a case that repeat its stored answers."""
    return columns(msgspec.json.decode(answers, type=dict))


def columns(given: dict) -> dict:
    """The columns of a case that repeat its answers. The grid is not among them: where it was
    not answered it is found from the position."""
    place, contact = given.get("place", {}), given.get("contact", {})
    lon, lat = place.get("lon"), place.get("lat")
    if lon is None or lat is None:
        lon = lat = None
    return {
        "category": given.get("category", ""),
        "title": given.get("title", ""),
        "description": given.get("description", ""),
        "place_text": place.get("text", ""),
        "lon": lon,
        "lat": lat,
        "attachments": ",".join(given.get("attachments", [])),
        "contact_mode": contact.get("mode", "named"),
    }
