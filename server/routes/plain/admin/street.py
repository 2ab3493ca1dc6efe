"""The street's name, division and phones, its departments, and the phone list that people see."""

import re

from server.routes.http import Call, Reply
from server.routes.page import Wrong
from server.routes.plain.admin.frame import admin_page, lines_of, save_setting, text_of
from server.services import places_in_use, settings

NAMES = ("name", "division", "center_name", "phone", "hotline_name", "hotline_number")
#: Of those, what is the street's own; the others are the hotline's.
_STREET = ("name", "division", "center_name", "phone")
LONGEST = 60
_DIVISION = re.compile(r"[0-9]{6}", re.ASCII)
_ID = re.compile(r"[a-z][a-z0-9_-]{0,39}", re.ASCII)


async def form(call: Call) -> Reply:
    """GET /plain/admin/street."""
    return _page(call, _kept(call), [])


async def again(call: Call) -> Reply:
    """The form as it was typed, for another look."""
    return _page(call, call.body, [])


async def save(call: Call) -> Reply:
    """POST /plain/admin/street."""
    typed, words = call.body, call.words
    wrong = []
    for name in NAMES:
        text = typed.get(name, "").strip()
        if name == "division":
            if not _DIVISION.fullmatch(text):
                wrong.append(Wrong(name, words("admin.street.division.wrong")))
        elif not text or len(text) > LONGEST or not text.isprintable():
            wrong.append(
                Wrong(name, words("admin.wrong.text", label=words(f"admin.street.{name}")))
            )
    departments = lines_of(typed.get("departments", ""), 3)
    phones = lines_of(typed.get("phones", ""), 3)
    for name, rows in (("departments", departments), ("phones", phones)):
        if isinstance(rows, int):
            wrong.append(Wrong(name, words(f"admin.street.{name}.line", line=rows)))
        elif not rows:
            wrong.append(
                Wrong(name, words("admin.wrong.text", label=words(f"admin.street.{name}")))
            )
    if isinstance(departments, list):
        wrong += await _wrong_departments(call, [row[0] for row in departments])
    if wrong:
        return _page(call, typed, wrong)
    value = settings.present(call.window, "street")
    value["street"] |= {name: typed[name].strip() for name in _STREET}
    value["hotline"] = {
        "name": typed["hotline_name"].strip(),
        "number": typed["hotline_number"].strip(),
    }
    value["departments"] = [dict(zip(("id", "name", "phone"), r, strict=True)) for r in departments]
    value["phones"] = [dict(zip(("name", "number", "hours"), r, strict=True)) for r in phones]
    bad = await save_setting(call, "street", value)
    if bad:
        return _page(call, typed, [], bad=bad)
    return _page(call, _kept(call), [], said=call.words("admin.saved"))


async def _wrong_departments(call: Call, ids: list[str]) -> list[Wrong]:
    words = call.words
    for at, one in enumerate(ids, 1):
        if not _ID.fullmatch(one) or one in ids[: at - 1]:
            return [Wrong("departments", words("admin.street.departments.id", id=one))]
    gone = call.window.reference.departments.keys() - set(ids)
    used = await call.window.database.read(places_in_use.departments)
    return [
        Wrong("departments", words("admin.street.departments.in_use", id=one))
        for one in sorted(gone & used)
    ]


def _kept(call: Call) -> dict[str, str]:
    value = settings.present(call.window, "street")
    return {
        **{name: value["street"][name] for name in _STREET},
        "hotline_name": value["hotline"]["name"],
        "hotline_number": value["hotline"]["number"],
        "departments": text_of([[d["id"], d["name"], d["phone"]] for d in value["departments"]]),
        "phones": text_of([[p["name"], p["number"], p["hours"]] for p in value["phones"]]),
    }


def _page(call: Call, values, wrong: list[Wrong], *, said: str = "", bad: str = "") -> Reply:
    return admin_page(
        call, "street.html", wrong=wrong, said=said, bad=bad, form=True, names=NAMES, values=values
    )
