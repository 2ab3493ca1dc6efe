"""The essentials without script: phone numbers, tracking, filing an appeal, signing in."""

from html import escape
from pathlib import Path
from urllib.parse import parse_qs

import msgspec
from starlette.routing import Route

from server.routes import session as session_routes
from server.routes.api import identify, new_call
from server.routes.http import Call, Reply, read_body, send_reply, session_cookie
from server.routes.page import button, choice, error_summary, field, page
from server.rules import form_defs, forms
from server.rules.forms import Problem
from server.services import answers, filing, tracking, views
from server.services.errors import Refusal
from server.services.window import TRACKER
from server.wire.types import Receipt

CSS = (Path(__file__).parent / "plain.css").read_bytes()
FORM_BYTES = 65_536
SEE_OTHER = 303


class PlainPage:
    """A page by its handlers: GET, and POST with a form's fields."""

    def __init__(self, get, post=None):
        self._get, self._post = get, post

    async def __call__(self, scope, receive, send) -> None:
        method = scope["method"]
        call = new_call(scope, receive, send)
        await identify(call)
        if method in ("GET", "HEAD"):
            reply = await self._get(call)
        elif method == "POST" and self._post:
            call.raw = await read_body(call.headers, receive, FORM_BYTES)
            call.body = _form_body(call)
            reply = await self._post(call)
        else:
            raise Refusal("method_not_allowed")
        await send_reply(send, reply, head=method == "HEAD")


def _form_body(call: Call) -> dict:
    kind = call.headers.get(b"content-type", b"").split(b";")[0].strip().lower()
    if kind != b"application/x-www-form-urlencoded":
        raise Refusal("unsupported_type")
    try:
        pairs = parse_qs(
            call.raw.decode("ascii"), keep_blank_values=True, max_num_fields=50, errors="strict"
        )
    except (ValueError, UnicodeDecodeError) as error:
        raise Refusal("malformed") from error
    return {name: values[0] for name, values in pairs.items()}


async def phones(call: Call) -> Reply:
    """GET /plain/: whom to call."""
    words = call.words
    rows = "".join(
        f"<tr><th scope=row>{escape(p.name)}</th>"
        f'<td><a href="tel:{escape(p.number.replace(" ", ""))}">{escape(p.number)}</a></td>'
        f"<td>{escape(p.hours)}</td></tr>"
        for p in call.window.reference.answer.phones
    )
    heads = "".join(
        f"<th scope=col>{escape(words(k))}</th>"
        for k in ("plain.phones.name", "plain.phones.number", "plain.phones.hours")
    )
    body = (
        f"<p>{escape(words('plain.phones.text'))}</p>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )
    return page(words, words("plain.phones.title"), body)


def _track_form(call: Call, body: dict, problems: list[Problem]) -> str:
    words = call.words
    return (
        error_summary(words, problems)
        + '<form method="post" action="/plain/track" novalidate>'
        + field(words, "number", body.get("number", ""), problems, attributes=' autocomplete="off"')
        + field(
            words,
            "query_code",
            body.get("query_code", ""),
            problems,
            attributes=' autocomplete="off"',
        )
        + button(words, "plain.track.button")
        + "</form>"
    )


async def track_form(call: Call) -> Reply:
    """GET /plain/track."""
    return page(call.words, call.words("plain.track.title"), _track_form(call, {}, []))


async def track(call: Call) -> Reply:
    """POST /plain/track: number and query code."""
    window, words = call.window, call.words
    title = words("plain.track.title")
    values, problems = forms.check(form_defs.TRACK, call.body, window.reference.known)
    if problems:
        return page(words, title, _track_form(call, call.body, problems), status=422)

    def look(tx):
        found = tracking.open_case(window, tx, values["number"], values["query_code"], call.address)
        if isinstance(found, Refusal):
            return found
        return views.detail(window, tx, found, TRACKER, words)

    shown = await window.database.write(look)
    if isinstance(shown, Refusal):
        return page(words, title, _track_form(call, call.body, shown.problems), status=422)
    return page(words, shown.title, _case(call, shown))


def _case(call: Call, case) -> str:
    words = call.words
    facts = [
        ("label.number", numbers_spaced(case.number)),
        ("plain.case.state", words(f"state.{case.state}")),
        ("plain.case.due", _time(case.due_at)),
        ("plain.case.department", case.department_name or "—"),
        ("label.place.text", case.place_text),
        ("label.description", case.description),
    ]
    listed = "".join(
        f"<dt>{escape(words(key))}</dt><dd>{escape(value)}</dd>" for key, value in facts
    )
    items = "".join(
        f"<li><strong>{escape(words(f'step.{s.step}'))}</strong> "
        f"{escape(s.department_name or '')}<br><time>{_time(s.at)}</time> · {escape(s.actor_label)}"
        f"{''.join(f'<p>{escape(text)}</p>' for text in (s.reason, s.note) if text)}</li>"
        for s in reversed(case.steps)
    )
    return (
        f"<dl>{listed}</dl><h2>{escape(words('plain.case.history'))}</h2><ol reversed>{items}</ol>"
    )


def numbers_spaced(number: str) -> str:
    """320505S20261121000429 → 320505 S 20261121 00042 9, for reading aloud."""
    return f"{number[:6]} {number[6]} {number[7:15]} {number[15:20]} {number[20:]}"


def _time(iso: str | None) -> str:
    return "—" if iso is None else iso[:16].replace("T", " ")


async def appeal_form(call: Call) -> Reply:
    """GET /plain/appeal: after signing in."""
    if call.viewer is None:
        return Reply(SEE_OTHER, b"", [(b"location", b"/plain/login")])
    return _appeal_page(call, {}, [])


def _appeal_page(call: Call, body: dict, problems: list[Problem], notice: str = "") -> Reply:
    words, form = call.words, call.window.reference.form
    options = {f["path"]: f.get("options", []) for f in form["fields"]}
    longest = {f["path"]: f.get("max") for f in form["fields"]}
    get = body.get
    key = get("key") or call.window.ports.random.id()
    grids = "".join(
        f'<option value="{g.id}"{" selected" if g.id == get("place.grid_id") else ""}>'
        f"{escape(g.community)} {escape(g.name)}</option>"
        for g in call.window.reference.grids.values()
    )
    checked = " checked" if get("consent") else ""
    consent_wrong = "".join(
        f'<p class="error">{escape(words.problem(p))}</p>' for p in problems if p.path == "consent"
    )
    html = (
        f"{notice}{error_summary(words, problems)}"
        f'<form method="post" action="/plain/appeal" novalidate>'
        f'<input type="hidden" name="key" value="{escape(key)}">'
        + choice(words, "category", options["category"], get("category", ""), problems)
        + field(
            words,
            "title",
            get("title", ""),
            problems,
            attributes=f' maxlength="{longest["title"] * 2}"',
        )
        + field(words, "description", get("description", ""), problems, kind="textarea")
        + field(words, "place.text", get("place.text", ""), problems)
        + f'<div class="field"><label for="place.grid_id">{escape(words("label.place.grid_id"))}</label>'
        f'<select id="place.grid_id" name="place.grid_id"><option value="">—</option>{grids}</select></div>'
        + choice(words, "contact.mode", options["contact.mode"], get("contact.mode", ""), problems)
        + field(words, "contact.phone", get("contact.phone", ""), problems, kind="tel")
        + f'<div class="field{" wrong" if consent_wrong else ""}">{consent_wrong}'
        f'<label class="radio"><input type="checkbox" id="consent" name="consent" value="yes"{checked}> '
        f"{escape(words('plain.consent'))}</label></div>"
        + button(words, "plain.appeal.button")
        + "</form>"
    )
    return page(words, words("plain.appeal.title"), html, status=422 if problems else 200)


async def appeal(call: Call) -> Reply:
    """POST /plain/appeal: the same check and the same database as POST /cases."""
    window, words, typed = call.window, call.words, call.body
    if call.viewer is None:
        notice = (
            f'<p class="errors" role="alert">{escape(words("plain.appeal.signed_out"))} '
            f'<a href="/plain/login" target="_blank" rel="noopener">{escape(words("plain.login.title"))}</a></p>'
        )
        return _appeal_page(call, typed, [], notice)
    if call.viewer.role != "resident":
        raise Refusal("forbidden")
    body = {
        "kind": "appeal",
        "category": typed.get("category"),
        "title": typed.get("title"),
        "description": typed.get("description"),
        "place": {"text": typed.get("place.text"), "grid_id": typed.get("place.grid_id")},
        "contact": {"mode": typed.get("contact.mode"), "phone": typed.get("contact.phone")},
        "consent": typed.get("consent") == "yes",
    }
    key = typed.get("key", "")
    if not (8 <= len(key) <= 64 and key.isascii() and key.isalnum()):
        raise Refusal("malformed")
    asked = answers.once(call.viewer.id, key, "POST", "/plain/appeal", call.raw)
    call.scope["app_state"].filing_limit.take(call.viewer.id, window.now())
    try:
        answer, event = await window.database.write(
            lambda tx: filing.file_case(window, tx, call.viewer, body, asked, words)
        )
    except Refusal as refusal:
        if refusal.code != "invalid":
            raise
        return _appeal_page(call, typed, refusal.problems)
    if event is not None:
        window.hub.publish(event)
    return _receipt(call, answer)


def _receipt(call: Call, answer: answers.Answer) -> Reply:
    words = call.words
    receipt = msgspec.json.decode(answer.body, type=Receipt)
    code = receipt.query_code
    steps = "".join(
        f"<li>{escape(words('next.' + n.code, by=_time(n.by)))}</li>" for n in receipt.case.next
    )
    html = (
        f"<p>{escape(words('plain.receipt.text'))}</p><dl>"
        f"<dt>{escape(words('label.number'))}</dt><dd class=big>{numbers_spaced(receipt.case.number)}</dd>"
        f"<dt>{escape(words('label.query_code'))}</dt><dd class=big>{code[:3]} {code[3:]}</dd></dl>"
        f"<h2>{escape(words('plain.receipt.next'))}</h2><ol>{steps}</ol>"
    )
    return page(words, words("plain.receipt.title"), html, status=201)


def _login_page(call: Call, body: dict, problems: list[Problem], *, sent: bool) -> Reply:
    words = call.words
    html = error_summary(words, problems)
    html += '<form method="post" action="/plain/login" novalidate>'
    html += field(
        words,
        "phone",
        body.get("phone", ""),
        problems,
        kind="tel",
        attributes=' autocomplete="tel"',
    )
    if sent:
        html += f'<p role="status">{escape(words("plain.login.sent"))}</p>'
        html += field(
            words,
            "code",
            "",
            problems,
            attributes=' inputmode="numeric" autocomplete="one-time-code"',
        )
    html += button(words, "plain.login.button" if sent else "plain.login.ask") + "</form>"
    return page(words, words("plain.login.title"), html, status=422 if problems else 200)


async def login_form(call: Call) -> Reply:
    """GET /plain/login."""
    return _login_page(call, {}, [], sent=False)


async def login(call: Call) -> Reply:
    """POST /plain/login: first the phone, then phone and code."""
    known = call.window.reference.known
    form = form_defs.SIGN_IN if "code" in call.body else form_defs.CODE
    values, problems = forms.check(form, call.body, known)
    if problems:
        return _login_page(call, call.body, problems, sent="code" in call.body)
    if "code" not in call.body:
        await session_routes.send_code(call, values["phone"])
        return _login_page(call, call.body, [], sent=True)
    try:
        token, _ = await session_routes.redeem(call, values["phone"], values["code"])
    except Refusal as refusal:
        if refusal.code != "invalid":
            raise
        return _login_page(call, call.body, refusal.problems, sent=True)
    headers = [(b"location", b"/plain/appeal"), session_cookie(call.window, token)]
    return Reply(SEE_OTHER, b"", headers)


async def stylesheet(call: Call) -> Reply:
    """GET /plain/plain.css."""
    kind = (b"content-type", b"text/css; charset=utf-8")
    return Reply(200, CSS, [kind, (b"cache-control", b"public,max-age=3600")])


def routes() -> list[Route]:
    """The plain pages."""
    pages = (
        ("/plain", PlainPage(phones)),
        ("/plain/", PlainPage(phones)),
        ("/plain/track", PlainPage(track_form, track)),
        ("/plain/appeal", PlainPage(appeal_form, appeal)),
        ("/plain/login", PlainPage(login_form, login)),
        ("/plain/plain.css", PlainPage(stylesheet)),
    )
    return [Route(path, app, methods=None) for path, app in pages]
