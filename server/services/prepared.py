"""免申即享: an application that is filled in by what the street knows before somebody asks, and waits for one
confirmation. Nothing of it is stored but that it waits: it is put together anew when it is looked at
and when it is confirmed, and what is not the same any more as on the page is shown again and not filed.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import applications as rules
from server.rules import verdicts
from server.rules.canonical import canonical_text
from server.rules.values import find, is_blank, put
from server.services import (
    accounts,
    answers,
    applications,
    case_rows,
    corrections,
    definitions,
    drafts,
    facts,
    materials,
    people,
)
from server.services.answers import Answer, Once
from server.services.applications import Checked
from server.services.definitions import Definition
from server.services.errors import Refusal, invalid
from server.services.events import CaseEvent
from server.services.materials import HandedIn
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store import tables as t
from server.store.statements import upsert_row
from server.store.tx import Tx

#: The page of one, before the service's code.
PATH = "/plain/prepared/"
#: How it stands with one: nothing was said to it, it was filed, the person does not want it.
WAITING, FILED, AWAY = "waiting", "filed", "away"
#: Why one cannot be filed now: the service is not offered, it is asked for or there already, it is not
#: (any more) for the person, or not everything is known.
GONE, ASKED, NOT_FOR, LACKING = "gone", "asked", "not_for", "lacking"
#: Where an answer is from: a fact, the street's own decision, its register of homes, an application of
#: before, or what most people choose.
FACT, RESULT, REGISTER, EARLIER, USUAL = "fact", "result", "register", "earlier", "usual"

_P, _C = t.prepared.c, t.cases.c
_MINE = (_P.account_id == bindparam("account"), _P.service == bindparam("code"))
_FIND = sa.select(t.prepared).where(*_MINE)
_ALL = sa.select(t.prepared).where(_P.account_id == bindparam("account")).order_by(_P.at.desc())
_PUT = upsert_row(
    t.prepared,
    ["account_id", "service"],
    {name: bindparam(name) for name in ("rule", "state", "digest", "at", "opened_at", "number")},
)
_OPENED = (
    sa.update(t.prepared).where(*_MINE, _P.opened_at.is_(None)).values(opened_at=bindparam("now"))
)
_ENDED = (
    sa.update(t.prepared)
    .where(*_MINE)
    .values(state=bindparam("new_state"), number=bindparam("new_number"))
)
_ASKED = (
    sa.select(_C.number, _C.state)
    .where(_C.owner_id == bindparam("account"), _C.service == bindparam("code"))
    .order_by(_C.id.desc())
)
#: What was filed or put away stays so long, then it may be prepared anew.
KEPT_MS = 365 * 86_400_000
OLD = sa.delete(t.prepared).where(_P.at < bindparam("before"))


class Origin(NamedTuple):
    """Where an answer is from: one of FACT … USUAL, and which fact, or the number and day (ms) of the
    application of before."""

    kind: str
    of: str = ""
    at: int = 0


class Sheet(NamedTuple):
    """An application that was put together. definition: None where the service is not offered. body:
    as POST /cases has it; origins: by field; unsure: the conditions of which the street does not
    know whether they hold, by id; stopped: why it cannot be filed, None where it can; number: of the
    application that is there already."""

    definition: Definition | None
    body: dict
    checked: Checked | None
    origins: dict[str, Origin]
    again: dict[str, HandedIn]
    unsure: list[str]
    stopped: str | None
    number: str | None = None


def row_of(tx: Tx, account: str, service: str) -> dict | None:
    """The one that waits, was filed or put away."""
    return tx.one(_FIND, account=account, code=service)


def all_of(tx: Tx, account: str) -> list[dict]:
    """All of somebody, the newest first."""
    return tx.all(_ALL, account=account)


def put_together(window: Window, tx: Tx, account: Mapping, service: str) -> Sheet:
    """The application of somebody for a service, by what is known now. account: the row."""
    definition = definitions.present(window, service)
    day = window.today()
    if definition is None or "prepared" not in definition.service:
        return Sheet(None, {}, None, {}, {}, [], GONE)
    if verdicts.opening(definition.service, day) is not None:
        return Sheet(None, {}, None, {}, {}, [], GONE)
    viewer = accounts.viewer_of(dict(account))
    viewer = viewer._replace(persons=people.ids_of_account(tx, account["id"]))
    known = facts.of_resident(window, tx, account)
    verdict = verdicts.judge(definition.service.get("conditions", ()), facts.tree(known), day)
    unsure = [one.id for one in verdict.reasons if one.outcome == verdicts.OPEN]
    filling = _Filling(window, tx, viewer, definition, known)
    body = filling.body()
    checked = applications.check(window, tx, viewer, body)
    sheet = Sheet(definition, body, checked, filling.origins, filling.again, unsure, None)
    asked = [
        row
        for row in tx.all(_ASKED, account=account["id"], code=service)
        if window.catalogue.case.is_open(row["state"])
    ]
    if asked:
        return sheet._replace(stopped=ASKED, number=asked[0]["number"])
    whose = applications.whose(window, checked)
    if applications.in_the_way(window, tx, definition, account["id"], None, whose) is not None:
        return sheet._replace(stopped=ASKED)
    if verdict.outcome == verdicts.DOES_NOT:
        return sheet._replace(stopped=NOT_FOR)
    return sheet._replace(stopped=LACKING if checked.problems else None)


class _Filling:
    """Fills in a form. origins: where each answer is from; again: papers of before, by field."""

    def __init__(
        self, window: Window, tx: Tx, viewer: Viewer, definition: Definition, known: Mapping
    ):
        self.window, self.tx, self.viewer = window, tx, viewer
        self.definition, self.known = definition, known
        self.mark = definition.service["prepared"]
        self.origins: dict[str, Origin] = {}
        self.again: dict[str, HandedIn] = {}

    def body(self) -> dict:
        """The application, as whoever asks for it would send it."""
        service = self.definition.service
        body: dict = {
            "kind": applications.KIND,
            "service": service["code"],
            "service_version": service["version"],
            "for": rules.SELF,
        }
        earlier = self._earlier()
        for field in self.definition.form["fields"]:
            path = field["path"]
            if field["type"] == "declaration":
                put(body, path, True)  # given by the press of who reads it
                continue
            value, origin = self._answer(field, earlier)
            if not is_blank(value) and origin is not None:
                put(body, path, value)
                self.origins[path] = origin
        if self.again:
            body[rules.REUSED] = list(self.again)
        return body

    def _answer(self, field: Mapping, earlier: Mapping) -> tuple[Any, Origin | None]:
        path = field["path"]
        name = field.get("prefill", {}).get("fact", "")
        if name in self.known:
            kind = RESULT if name in facts.OF_RESULTS else FACT
            return self.known[name], Origin(kind, name)
        if path == self.mark.get("home"):
            home = self._home()
            if home is not None:
                return home, Origin(REGISTER)
        if path in earlier:
            return earlier[path]
        if path in self.mark.get("usual", {}):
            return self.mark["usual"][path], Origin(USUAL)
        return None, None

    def _home(self) -> dict | None:
        person = people.of_account(self.tx, self.viewer.id or "")
        if person is None:
            return None
        homes = people.homes_of(self.window, self.tx, person["id"])
        text = next((row["text"] for row in homes if row["text"]), None)
        return {"text": text, "grid_id": person["grid_id"]} if text else None

    def _earlier(self) -> dict[str, tuple[Any, Origin]]:
        """What the marked fields were answered with last, papers among them."""
        window, tx, viewer = self.window, self.tx, self.viewer
        kinds = {field["path"]: field["type"] for field in self.definition.form["fields"]}
        # A version from the administration's pages may be without a field that its mark still names.
        wanted = [path for path in self.mark.get("earlier", ()) if path in kinds]
        papers = [path for path in wanted if kinds[path] in rules.PICTURE_TYPES]
        found: dict[str, tuple[Any, Origin]] = {}
        if papers:
            before = materials.for_fields(window, tx, materials.own(viewer), self.definition)
            self.again = {path: before[path] for path in papers if path in before}
            for path, one in self.again.items():
                ids = [row["id"] for row in one.pictures]
                found[path] = ids, Origin(EARLIER, one.case["number"], one.at)
        left = [path for path in wanted if path not in papers]
        for case in case_rows.newest_of(tx, viewer.id, viewer.persons) if left else ():
            if case["service"] is None or not left:
                continue
            given = corrections.answers(window, tx, case, corrections.steps_of(tx, case))
            if corrections.filed_answers(window, case).get("for") != rules.SELF:
                continue
            types = {f["path"]: f["type"] for f in definitions.of_case(tx, case).form["fields"]}
            for path in list(left):
                value = find(given, path)
                if not is_blank(value) and types.get(path) == kinds[path]:
                    found[path] = value, Origin(EARLIER, case["number"], case["created_at"])
                    left.remove(path)
        return found


def digest_of(window: Window, sheet: Sheet) -> bytes:
    """What the person reads and confirms, as a keyed digest: another one means that something of it
    changed."""
    service = sheet.definition.service if sheet.definition else {}
    said = [sheet.body, sheet.unsure, sheet.stopped, service.get("time")]
    return window.keys.lookup(canonical_text({"said": said}), "prepared.digest")


def prepare(window: Window, tx: Tx, account: Mapping, service: str, rule: str) -> bool:
    """Prepare it, where that is wanted and everything is known; whether there is something new to
    say. What waits, was filed or was put away for the same rule is left as it is."""
    definition = definitions.present(window, service)
    if definition is None or "prepared" not in definition.service:
        return False
    before = row_of(tx, account["id"], service)
    since = window.now() - KEPT_MS
    if before is not None and before["rule"] == rule and before["at"] > since:
        return False
    sheet = put_together(window, tx, account, service)
    if sheet.stopped is not None:
        return False
    tx.run(
        tx.pick(_PUT),
        account_id=account["id"],
        service=service,
        rule=rule,
        state=WAITING,
        digest=digest_of(window, sheet),
        at=window.now(),
        opened_at=None,
        number=None,
    )
    return True


def opened(window: Window, tx: Tx, viewer: Viewer, service: str) -> None:
    """Write down that the person looked at it."""
    tx.run(_OPENED, account=viewer.id, code=service, now=window.now())


def put_away(tx: Tx, viewer: Viewer, service: str) -> None:
    """The person does not want it; it can still be found and confirmed."""
    row = row_of(tx, viewer.id or "", service)
    if row is None:
        raise Refusal("not_found")
    if row["state"] == WAITING:
        tx.run(_ENDED, account=viewer.id, code=service, new_state=AWAY, new_number=None)


def to_change(window: Window, tx: Tx, viewer: Viewer, service: str) -> None:
    """Make a draft of it, to be changed in the form; what the person has begun there is left."""
    sheet = _sheet_of(window, tx, viewer, service)
    if sheet.definition is None or drafts.find(window, tx, viewer, service) is not None:
        return
    # Whoever changes something gives the declarations anew.
    leave = {"kind", "service", "service_version"}
    given = [f["path"] for f in sheet.definition.form["fields"] if f["type"] == "declaration"]
    body = {name: value for name, value in sheet.body.items() if name not in (*leave, *given)}
    drafts.save(window, tx, viewer, service, body, None)


def confirm(
    window: Window, tx: Tx, viewer: Viewer, service: str, seen: str, asked: Once, words: Words
) -> tuple[Answer, CaseEvent | None]:
    """File it as it was read, once. seen: the digest of the page, hexadecimal. Raises Refusal
    not_found where nothing is prepared, invalid at `service` where it is not as it was read, or
    cannot be filed any more."""
    before = answers.first_answer(window, tx, asked)
    if before is not None:
        return before, None
    if row_of(tx, viewer.id or "", service) is None:
        raise Refusal("not_found")
    sheet = _sheet_of(window, tx, viewer, service)
    if sheet.stopped is not None or digest_of(window, sheet).hex() != seen:
        raise invalid("service", "mismatch")
    answer, event = applications.file_application(window, tx, viewer, sheet.body, asked, words)
    if event is not None:
        number = event.number
        tx.run(_ENDED, account=viewer.id, code=service, new_state=FILED, new_number=number)
    return answer, event


def _sheet_of(window: Window, tx: Tx, viewer: Viewer, service: str) -> Sheet:
    return put_together(window, tx, accounts.by_id(tx, viewer.id), service)
