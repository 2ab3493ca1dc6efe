"""免申即享 without script: an application that is filled in already, each answer with where it is from,
and one press to file it."""

from server.routes.http import Call, Reply
from server.routes.page import Wrong, number_text
from server.routes.plain import sending
from server.routes.plain.form_key import key_of
from server.routes.plain.frame import go_to, show
from server.routes.plain.sign_in import NEXT_PREPARED
from server.services import accounts, case_rows, prepared, reminders
from server.services.errors import Refusal
from server.services.filled import Filled
from server.services.prepared import Origin, Sheet
from server.wire import types as wire

_CHANGED = "changed"


async def page(call: Call) -> Reply:
    """GET /plain/prepared/{code}: what would be filed, and why."""
    code = call.path["code"]
    if call.viewer is None:
        return go_to(f"/plain/login?next={NEXT_PREPARED}{code}")
    return await _show(call, code)


async def act(call: Call) -> Reply:
    """POST /plain/prepared/{code}: file it, put it away, or change it in the form."""
    window, viewer, code = call.window, call.viewer, call.path["code"]
    if viewer is None:
        return go_to(f"/plain/login?next={NEXT_PREPARED}{code}")
    if viewer.role != "resident":
        raise Refusal("forbidden")
    what = call.body.get("do", "")
    if what == "away":
        await window.database.write(lambda tx: prepared.put_away(tx, viewer, code))
        return await _show(call, code)
    if what == "change":
        await window.database.write(lambda tx: prepared.to_change(window, tx, viewer, code))
        return go_to(f"/plain/apply/{code}")
    if what != "file":
        raise Refusal("malformed")
    seen = call.body.get("seen", "")

    def confirm(tx, asked):
        answer, event = prepared.confirm(window, tx, viewer, code, seen, asked, call.words)
        return answer, [event] if event is not None else []

    async def again(wrong: list[Wrong], notice: str, refusal: Refusal | None) -> Reply:
        return await _show(call, code, notice=notice or _CHANGED, refusal=refusal)

    path = f"{prepared.PATH}{code}"
    return await sending.file(call, key_of(call), path, {"seen": seen}, confirm, again)


async def _show(
    call: Call, code: str, *, notice: str = "", refusal: Refusal | None = None
) -> Reply:
    window, viewer, words = call.window, call.viewer, call.words
    if viewer.role != "resident":
        raise Refusal("forbidden")

    def look(tx):
        row = prepared.row_of(tx, viewer.id, code)
        if row is None:
            return None, None
        account = accounts.by_id(tx, viewer.id)
        return row, prepared.put_together(window, tx, account, code)

    row, sheet = await window.database.write(look)
    affairs = window.reference.affairs
    if row is None or sheet is None:
        if code not in affairs.by_code:
            raise Refusal("not_found")
        return go_to(
            f"/plain/services/{code}"
        )  # nothing is prepared: how it stands, and how to ask
    if row["opened_at"] is None:
        await window.database.write(lambda tx: prepared.opened(window, tx, viewer, code))
    digest = prepared.digest_of(window, sheet)
    if not notice and digest != bytes(row["digest"]):
        notice = "since"
    definition = sheet.definition
    reply = show(
        call,
        "prepared.html",
        status=refusal.status if refusal else 200,
        here="mine",
        form=sheet.stopped is None and row["state"] != prepared.FILED,
        code=code,
        title=affairs.title(code, words.language) if code in affairs.by_code else code,
        why=words(f"reminder.{reminders.reason_of(row['rule'])}"),
        state=row["state"],
        number=row["number"] or sheet.number,
        stopped=sheet.stopped,
        notice=notice,
        seconds=refusal.retry_after if refusal else None,
        lines=_lines(call, sheet),
        unsure=[_condition(call, code, one) for one in sheet.unsure],
        declared=_declared(call, sheet),
        days=definition.service["time"]["promised"] if definition else None,
        seen=digest.hex(),
        key=window.ports.random.id(),
    )
    if refusal is not None:
        reply.headers.append((b"retry-after", str(refusal.retry_after).encode()))
    return reply


def _condition(call: Call, code: str, condition: str) -> str:
    words = call.window.reference.affairs.words(code, call.words.language)
    return words.get(f"service.{code}.condition.{condition}", "")


def _declared(call: Call, sheet: Sheet) -> list[str]:
    """What whoever files this declares by it."""
    if sheet.definition is None:
        return []
    language = call.words.language
    fields = sheet.definition.form["fields"]
    return [sheet.definition.label(language, f) for f in fields if f["type"] == "declaration"]


def _lines(call: Call, sheet: Sheet) -> list[tuple[wire.FilledLine, str]]:
    """What is answered, each with where it is from."""
    if sheet.definition is None:
        return []
    files = {
        row["id"]: case_rows.attachment_of(row)
        for one in sheet.again.values()
        for row in one.pictures
    }
    filled = Filled(sheet.definition, call.words, files, whole=True)
    found = []
    for line in filled.lines(sheet.body):
        origin = sheet.origins.get(line.path)
        if origin is not None:
            found.append((line, _source(call, origin)))
    return found


def _source(call: Call, origin: Origin) -> str:
    words, window = call.words, call.window
    if origin.kind == prepared.FACT:
        affairs = window.reference.affairs
        from_ = affairs.facts.by_name[origin.of].from_
        return affairs.common[words.language][f"source.{from_}"]
    day = words.day(window.zone.iso(origin.at)[:10])
    number = number_text(origin.of) if origin.kind == prepared.EARLIER else ""
    return words(f"plain.prepared.from.{origin.kind}", number=number, day=day)
