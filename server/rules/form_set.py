"""The forms of this installation, and what calls ask by them."""

from collections.abc import Mapping

#: What a step asks beside its form: the version of the case that the person saw.
_VERSION = {
    "path": "expected_version",
    "type": "integer",
    "required": True,
    "min": 1,
    "max": 1_000_000,
}
#: A step without a form of its own.
NO_FORM = "none"
#: A step that asks some fields of its case's service again (services/corrections).
ASKED = "asked"
#: A step that says which fields those are.
CORRECTION = "correction"


class FormSet:
    """All form definitions by code."""

    def __init__(self, forms: Mapping[str, dict]):
        self.by_code = dict(forms)
        self.appeal = forms["appeal"]
        self.sign_in = forms["login"]
        self.code = _section(forms["login"], "phone")
        self.staff_sign_in = forms["staff_login"]
        self.second_factor = _without(forms["staff_login"], "password")
        self.identity = forms["identity"]
        self.track = forms["track"]
        self.rating = forms["rating"]
        self.track_rating = _joined(forms["track"], forms["rating"])
        #: Forms of steps, by the name that the catalogue's steps use.
        self.steps = {code: {"code": code, "fields": [_VERSION]} for code in (NO_FORM, ASKED)} | {
            code: {**form, "fields": [_VERSION, *form["fields"]]}
            for code, form in forms.items()
            if form.get("step")
        }


def _section(form: dict, section: str) -> dict:
    """What one section of a form asks."""
    return {**form, "fields": [f for f in form["fields"] if f["section"] == section]}


def _without(form: dict, path: str) -> dict:
    """What a form asks but for one field."""
    return {**form, "fields": [f for f in form["fields"] if f["path"] != path]}


def _joined(first: dict, second: dict) -> dict:
    """The fields and rules of two forms in one body."""
    both = {part: [*first.get(part, ()), *second.get(part, ())] for part in ("fields", "rules")}
    return {**first, **both}
