"""One's cases without script: tracking by number and query code, the own list, rating."""

from typing import NamedTuple

import msgspec

from server.routes import messages
from server.routes.http import Call, Reply
from server.routes.page import Wrong, wrongs
from server.routes.plain import bookings
from server.routes.plain.body import Form
from server.routes.plain.drafts import page_of
from server.routes.plain.form_key import is_key, key_of
from server.routes.plain.frame import go_to, show
from server.rules import forms, numbers
from server.rules.expressions import Scope, is_true
from server.services import (
    accounts,
    answers,
    bundle_views,
    case_rows,
    drafts,
    joins,
    prepared,
    queues,
    rating,
    tracking,
    views,
)
from server.services.errors import Refusal
from server.wire import types as wire

PAGE_LENGTH = 20
SCORES = ("1", "2", "3", "4", "5")
_SOLVED = {"yes": True, "no": False}


async def track_form(call: Call) -> Reply:
    """GET /plain/track, with ?number= from a receipt's link."""
    number = call.query.get("number", "")
    call.body = Form([("number", number)] if 0 < len(number) < 100 else [], [])
    return _track_page(call, [])


def _track_page(call: Call, wrong: list[Wrong]) -> Reply:
    return show(call, "track.html", wrong=wrong, here="track", form=True, typed=call.body)


async def track_again(call: Call) -> Reply:
    """The page as it was, for another look."""
    if call.body.get("number") and call.body.get("query_code"):
        return await track(call)
    return _track_page(call, [])


async def track(call: Call) -> Reply:
    """POST /plain/track: number and query code."""
    return await _tracked(call, [])


async def _tracked(call: Call, wrong: list[Wrong]) -> Reply:
    window, words = call.window, call.words
    values, problems = forms.check(window.reference.forms.track, call.body, window.reference.known)
    if problems:
        return _track_page(call, wrongs(words, problems))

    number, code = values["number"], values["query_code"]
    shown = await window.database.write(
        lambda tx: tracking.look(window, tx, number, code, call.address, words)
    )
    if isinstance(shown, Refusal):
        return _track_page(call, wrongs(words, shown.problems))
    return case_page(call, shown, code, wrong)


async def mine(call: Call) -> Reply:
    """GET /plain/mine: the own cases, newest first."""
    window, viewer = call.window, call.viewer
    if viewer is None:
        return go_to("/plain/login?next=mine")
    if viewer.role != "resident":
        raise Refusal("forbidden")
    cursor = call.query.get("cursor", "")

    def look(tx):
        listed = queues.own_page(window, tx, viewer, call.words, cursor=cursor, limit=PAGE_LENGTH)
        begun = drafts.listed(window, tx, viewer, call.words)
        return listed, accounts.by_id(tx, viewer.id), begun

    listed, account, begun = await window.database.read(look)
    told = [] if cursor else (await messages.told(call)).items
    return show(
        call,
        "mine.html",
        here="mine",
        listed=listed,
        account=accounts.shown(window, account),
        booked=[] if cursor else await bookings.of_person(call),
        begun=[] if cursor else [(one, page_of(one.code)) for one in begun.items],
        told=[one for one in told if one.prepared is None],
        ready=[one for one in told if one.prepared in (prepared.WAITING, prepared.AWAY)],
        prepared=prepared.PATH,
    )


def read_own_number(typed: str) -> str:
    """The number in an address. Raises Refusal not_found."""
    read = numbers.read_case_number(typed) if len(typed) < 100 else None
    if read is None or read.error is not None:
        raise Refusal("not_found")
    return read.value


async def own(call: Call) -> Reply:
    """GET /plain/cases/{number}: one of the own cases."""
    window, viewer, number = call.window, call.viewer, read_own_number(call.path["number"])
    if viewer is None:
        return go_to("/plain/login?next=mine")
    shown = await window.database.read(lambda tx: _own_detail(call, tx, number))
    return case_page(call, shown, "", [])


def _own_detail(call: Call, tx, number: str) -> wire.CaseDetail:
    bundle = bundle_views.own(tx, call.viewer, number)
    if bundle is not None:
        return bundle_views.detail(call.window, tx, bundle, call.viewer, call.words)
    case = case_rows.find(tx, number)
    if case is None or not call.viewer.has_filed(case):
        return joins.detail(
            call.window, tx, joins.followed(call.window, tx, call.viewer, number), call.words
        )
    return views.detail(call.window, tx, case, call.viewer, call.words)


def _is_over(call: Call, missing: wire.Missing | None) -> bool:
    """Whether the day that papers were promised for has gone by."""
    return missing is not None and missing.by < call.window.zone.iso(call.window.now())


def case_page(
    call: Call, case: wire.CaseDetail, code: str, wrong: list[Wrong], *, helped: bool = False
) -> Reply:
    """A case for its own person, for who has its code, or for who helps with it: these rate it where the
    person's own page says so."""
    rates = case.can_rate and not helped
    key = call.body.get("key", "")
    return show(
        call,
        "case.html",
        wrong=wrong,
        here="track" if code else "mine",
        form=bool(code) or rates,
        rates=rates,
        case=case,
        over=_is_over(call, case.missing),
        stages=call.window.catalogue.case.kinds[case.kind].stages,
        code=code,
        own=not code and not case.joined and not helped,
        helped=helped,
        typed=call.body,
        scores=[
            (score, call.words(f"form.rating.score.option.{score}")) for score in reversed(SCORES)
        ],
        picked={path: call.body.all(path) for path in rating.REASONS}
        if rates and call.body
        else {},
        reasons=_reasons(call) if rates else [],
        key=key if is_key(key) else call.window.ports.random.id(),
    )


class Reasons(NamedTuple):
    """A question of the form rating for codes. at: the scores it is asked at."""

    path: str
    at: list[str]
    options: list[tuple[str, str]]


def _reasons(call: Call) -> list[Reasons]:
    fields = {field["path"]: field for field in call.window.reference.forms.rating["fields"]}
    found = []
    for path in rating.REASONS:
        shown = fields[path]["show_if"]
        at = [one for one in SCORES if is_true(shown, Scope({"score": int(one)}, {}, ""))]
        codes = fields[path]["options"]
        words = [(code, call.words(f"form.rating.{path}.option.{code}")) for code in codes]
        found.append(Reasons(path, at, words))
    return found


async def rate_again(call: Call) -> Reply:
    """The case with the rating as it was chosen, for another look."""
    if call.body.get("query_code"):
        return await track(call)
    return await _own_again(call, [])


async def _own_again(call: Call, wrong: list[Wrong]) -> Reply:
    if call.viewer is None:
        raise Refusal("unauthenticated")
    number = read_own_number(call.body.get("number", ""))
    shown = await call.window.database.read(lambda tx: _own_detail(call, tx, number))
    return case_page(call, shown, "", wrong)


async def rate(call: Call) -> Reply:
    """POST /plain/rate: the same as rating over the API, signed in or by query code."""
    typed, words = call.body, call.words
    key, score = key_of(call), typed.get("score", "")
    body = {
        "number": typed.get("number"),
        "query_code": typed.get("query_code"),
        "score": int(score) if score in SCORES else None,
        "solved": _SOLVED.get(typed.get("solved", "")),
        "comment": typed.get("comment"),
        **{path: typed.all(path) for path in rating.REASONS},
    }
    tracked = bool(typed.get("query_code"))
    if not tracked and call.viewer is None:
        raise Refusal("unauthenticated")
    try:
        answer, event = await (_rate_tracked if tracked else _rate_own)(call, body, key)
    except Refusal as refusal:
        if refusal.code != "invalid":
            raise
        wrong = wrongs(words, refusal.problems)
        if not tracked:
            return await _own_again(call, wrong)
        return await _tracked(call, wrong)
    call.scope["app_state"].teller.announce(event)
    case = msgspec.json.decode(answer.body, type=wire.CaseDetail)
    reopened = case.rating is None or case.state != "closed"
    return show(call, "rated.html", case=case, reopened=reopened, tracked=tracked)


async def _rate_own(call: Call, body: dict, key: str):
    window, viewer = call.window, call.viewer
    number = read_own_number(body["number"] or "")
    asked = answers.once(viewer.id, key, "POST", "/plain/rate", wire.encode(body))
    return await window.database.write(
        lambda tx: rating.rate_own(window, tx, viewer, number, body, asked, call.words)
    )


async def _rate_tracked(call: Call, body: dict, key: str):
    window = call.window
    values, problems = forms.check(
        window.reference.forms.track_rating, body, window.reference.known
    )
    if problems:
        raise Refusal("invalid", problems)
    asked = answers.once(f"track:{values['number']}", key, "POST", "/plain/rate", wire.encode(body))
    result = await window.database.write(
        lambda tx: rating.rate_tracked(window, tx, values, call.address, asked, call.words)
    )
    if isinstance(result, Refusal):
        raise result
    return result
