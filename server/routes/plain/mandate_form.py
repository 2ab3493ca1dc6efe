"""请家人帮我办, without script: a person gives a family member or a volunteer a mandate; looked over
before it holds."""

from collections.abc import Mapping
from typing import Any

from server.routes.endpoint import require
from server.routes.http import Call, Reply
from server.routes.page import Wrong
from server.routes.plain.form_key import key_of
from server.routes.plain.frame import go_to, show
from server.rules import mandates as rules
from server.rules.authorisation import Action
from server.rules.forms import leaves
from server.services import answers, mandate_desk, own_person
from server.services.errors import Refusal
from server.wire import mandates as wire
from server.wire.types import encode

PATH = "/plain/helpers/new"
#: How long a mandate may hold, days; the usual one is chosen where nothing is.
TERMS = (30, 90, 180, rules.LONGEST)
USUAL_TERM = 90
#: What a helper is usually let do.
USUAL_SCOPES = (rules.FILE, rules.FOLLOW, rules.SUPPLEMENT)
#: Fields of the page of which several may be chosen.
_SEVERAL = ("matters", "reports", "scopes")
#: The field of the page that a fault of the request belongs to.
_FIELDS = {"helper.kind": "kind", "helper.phone": "phone", "matters": "matters"}


async def form(call: Call) -> Reply:
    """GET /plain/helpers/new, with ?service= from a guide."""
    if call.viewer is None:
        return go_to("/plain/login?next=mine")
    usual = _typed(call) | {"scopes": list(USUAL_SCOPES), "days": str(USUAL_TERM)}
    wanted = [one for one in (call.query.get("service", ""),) if one in _offered(call)]
    return await _form(call, call.window.ports.random.id(), usual | {"matters": wanted})


async def again(call: Call) -> Reply:
    """The form as it was filled in, for another look."""
    return await _form(call, key_of(call), _typed(call))


async def give(call: Call) -> Reply:
    """POST /plain/helpers/new: looked over first, then the mandate holds."""
    window, key, typed = call.window, key_of(call), _typed(call)
    if call.viewer is None or call.body.get("change"):
        return await _form(call, key, typed)
    require(Action.MANDATE_GIVE, call)
    given = _request(call, key, typed)
    body = {"id": given.id}
    try:
        if not call.body.get("seen"):
            await window.database.read(
                lambda tx: mandate_desk.check_given(window, tx, call.viewer, body, given)
            )
            return _check_page(call, key, typed)
        asked = answers.once(call.viewer.id, key, "POST", PATH, encode(given))
        await window.database.write(
            lambda tx: mandate_desk.give(window, tx, call.viewer, body, given, asked, call.words)
        )
    except Refusal as refusal:
        if refusal.code != "invalid":
            raise
        return await _form(call, key, typed, _wrong(call, refusal))
    return go_to("/plain/helpers?done=given")


def _typed(call: Call) -> dict[str, Any]:
    lines = {
        name: call.body.get(name, "").strip() for name in ("kind", "phone", "relationship", "days")
    }
    return lines | {name: call.body.all(name) for name in _SEVERAL}


def _request(call: Call, key: str, typed: Mapping) -> wire.HelperRequest:
    """What POST /me/helpers would have been sent; the page's key is its id, so that it is given once."""
    return wire.HelperRequest(
        id=key,
        matters=wire.MattersGiven(services=typed["matters"], appeals=typed["reports"]),
        scopes=typed["scopes"],
        days=int(typed["days"]) if typed["days"] in map(str, TERMS) else None,
        helper=wire.HelperGiven(kind=typed["kind"] or None, phone=typed["phone"] or None),
        relationship=typed["relationship"] or None,
    )


def _wrong(call: Call, refusal: Refusal) -> list[Wrong]:
    """What is wrong, at the fields of the page; the same at one field is said once."""
    found: dict[Wrong, None] = {}
    for problem in refusal.problems:
        top = problem.path if problem.path in _FIELDS else problem.path.split(".")[0]
        found[Wrong(_FIELDS.get(top, top), call.words.problem(problem))] = None
    return list(found)


def _offered(call: Call) -> dict[str, str]:
    """What a mandate can be about here, by code: the services that may be asked for under one."""
    affairs = call.window.reference.affairs
    return {
        row["code"]: row["title"]
        for row in affairs.rows(call.words.language)
        if row["online"] and "mandate" in row["for"]
    }


def _reports(call: Call) -> dict[str, str]:
    """What can be reported, by category."""
    field = next(
        one for one in leaves(call.window.reference.forms.appeal) if one["path"] == "category"
    )
    return {code: call.words(f"category.{code}") for code in field["options"]}


def _words_of(call: Call, typed: Mapping) -> dict[str, Any]:
    """What was chosen, as it is read."""
    words, offered, reports = call.words, _offered(call), _reports(call)
    return {
        "matters": [offered[one] for one in typed["matters"] if one in offered],
        "reports": [reports[one] for one in typed["reports"] if one in reports],
        "scopes": [
            words(f"plain.mandate.scope.{one}") for one in rules.SCOPES if one in typed["scopes"]
        ],
        "kind": words(f"plain.mandate.kind.{typed['kind']}"),
        "days": words("plain.mandate.days", days=typed["days"]),
    }


def _check_page(call: Call, key: str, typed: Mapping) -> Reply:
    carried = [(name, typed[name]) for name in ("kind", "phone", "relationship", "days")]
    carried += [(name, one) for name in _SEVERAL for one in typed[name]]
    return show(
        call, "mandate_check.html", here="mine", typing=True, form=True,
        key=key, carried=carried, typed=typed, said=_words_of(call, typed),
    )  # fmt: skip


async def _form(call: Call, key: str, typed: Mapping, wrong: list[Wrong] | None = None) -> Reply:
    """What was chosen stays on the page where the session ended meanwhile."""
    signed_out = call.viewer is None
    if not signed_out:
        require(Action.MANDATE_GIVE, call)
    known = signed_out or await call.window.database.read(
        lambda tx: own_person.may_have(tx, call.viewer)
    )
    words = call.words
    return show(
        call, "mandate_form.html", here="mine", typing=True, form=True, wrong=wrong,
        key=key, typed=typed, known=known, signed_out=signed_out,
        kinds=[(one, words(f"plain.mandate.kind.{one}")) for one in (rules.FAMILY, rules.VOLUNTEER)],
        matters=list(_offered(call).items()),
        reports=list(_reports(call).items()),
        scopes=[(one, words(f"plain.mandate.scope.{one}")) for one in rules.SCOPES],
        terms=[(str(one), words("plain.mandate.days", days=one)) for one in TERMS],
    )  # fmt: skip
