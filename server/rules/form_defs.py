"""The server's own small forms, written like assets/catalogue/appeal.json."""

_PHONE = {"path": "phone", "type": "phone", "mobile": True, "required": True}
_NOTE = {"path": "note", "type": "multiline", "required": False, "max": 1000}
_REASON = {"path": "reason", "type": "multiline", "required": True, "min": 5, "max": 500}
_PHOTOS = {"path": "attachments", "type": "photos", "required": False, "max": 6}
_NUMBER = {"path": "number", "type": "case_number", "required": True}
_QUERY = {"path": "query_code", "type": "query_code", "required": True}
_VERSION = {
    "path": "expected_version",
    "type": "integer",
    "required": True,
    "min": 1,
    "max": 1_000_000,
}


def _form(*fields: dict) -> dict:
    return {"fields": list(fields)}


CODE = _form(_PHONE)
SIGN_IN = _form(_PHONE, {"path": "code", "type": "one_time_code", "required": True})
STAFF_SIGN_IN = _form(
    {"path": "account", "type": "text", "required": True, "max": 60},
    {"path": "password", "type": "password", "required": True, "max": 200},
)
IDENTITY = _form(
    {"path": "name", "type": "text", "name": True, "required": True, "min": 1, "max": 100},
    {"path": "id_number", "type": "id_number", "required": True},
    {"path": "consent", "type": "consent", "required": True},
)
TRACK = _form(_NUMBER, _QUERY)

_RATING_FIELDS = (
    {"path": "score", "type": "integer", "required": True, "min": 1, "max": 5},
    {"path": "solved", "type": "boolean", "required": True},
    {"path": "comment", "type": "multiline", "required": False, "max": 500},
)
RATING = _form(*_RATING_FIELDS)
TRACK_RATING = _form(_NUMBER, _QUERY, *_RATING_FIELDS)

#: By the form name in states.STEPS.
STEP_FORMS = {
    "none": _form(_VERSION),
    "note": _form(_VERSION, _NOTE),
    "reason": _form(_VERSION, _REASON, _NOTE),
    "withdraw": _form(
        _VERSION, {"path": "reason", "type": "multiline", "required": False, "max": 500}
    ),
    "dispatch": _form(
        _VERSION,
        {"path": "department_id", "type": "department", "required": True},
        {
            "path": "basis",
            "type": "choice",
            "required": True,
            "options": ["statutory", "agreed", "designated"],
        },
        _NOTE,
    ),
    "resolve": _form(
        _VERSION,
        {"path": "note", "type": "multiline", "required": True, "min": 5, "max": 1000},
        _PHOTOS,
    ),
    "supplement": _form(
        _VERSION,
        {"path": "note", "type": "multiline", "required": True, "min": 2, "max": 1000},
        _PHOTOS,
    ),
}
