"""Mandates as people make and read them: what is wrong with one by field, and what it says."""

import re
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from server.rules import mandate_text, numbers, phones, text
from server.rules import mandates as rules
from server.rules.authorisation import Action
from server.rules.device_time import Made, read_made
from server.rules.forms import Problem
from server.rules.mandate_text import Say, Terms
from server.rules.mandates import Matters
from server.services import (
    accounts,
    answers,
    assisted,
    filing,
    helper_names,
    mandates,
    objections,
    own_person,
    people,
    people_desk,
    views,
    visits,
)
from server.services.answers import Answer, Once
from server.services.errors import Refusal
from server.services.mandates import Wanted
from server.services.reading import Reader
from server.services.window import Viewer, Window
from server.services.words import LANGUAGES, Words
from server.store.tx import Tx
from server.wire import mandates as wire
from server.wire.types import encode

#: Most matters of one kind, points of a signature, bytes of its picture.
MOST_MATTERS = 20
MOST_POINTS = 20_000
MOST_PICTURE = 1_048_576
LONGEST_NAME, LONGEST_REASON, LONGEST_RELATIONSHIP = 100, 200, 40
_HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
_VERSION = re.compile(r"[A-Za-z0-9._-]{1,40}", re.ASCII)


class _Reader(Reader):
    """Reads what is sent of mandates."""

    def __init__(self, window: Window, tx: Tx, viewer: Viewer):
        super().__init__()
        self.window, self.tx, self.viewer = window, tx, viewer

    def matters(self, given: wire.MattersGiven | None) -> Matters:
        """What it is about: at least one thing that there is."""
        given = given or wire.MattersGiven()
        services, appeals, cases = (given.services or [], given.appeals or [], given.cases or [])
        if not (services or appeals or cases):
            self.wrong("matters", "required")
        categories = self._categories()
        known = self.window.reference.affairs.by_code
        read: list[str] = []
        for name, items in (("services", services), ("appeals", appeals), ("cases", cases)):
            if len(items) > MOST_MATTERS:
                self.wrong(f"matters.{name}", "too_many", max=MOST_MATTERS)
        for at, code in enumerate(services[:MOST_MATTERS]):
            if code not in known:
                self.wrong(f"matters.services.{at}", "unknown", index=at + 1)
        for at, code in enumerate(appeals[:MOST_MATTERS]):
            if code not in categories:
                self.wrong(f"matters.appeals.{at}", "unknown", index=at + 1)
        for at, typed in enumerate(cases[:MOST_MATTERS]):
            number = numbers.read_case_number(typed) if len(typed) < 100 else None
            if number is None or number.error is not None:
                self.wrong(f"matters.cases.{at}", "format", index=at + 1)
            else:
                read.append(number.value)
        return Matters(tuple(services), tuple(appeals), tuple(read))

    def _categories(self) -> list[str]:
        form = self.window.reference.forms.appeal
        return next(f["options"] for f in form["fields"] if f["path"] == "category")

    def scopes(self, given: list[str] | None) -> tuple[str, ...]:
        """What may be done."""
        if not given:
            self.wrong("scopes", "required")
        for at, scope in enumerate(given or []):
            if scope not in rules.SCOPES:
                self.wrong(f"scopes.{at}", "unknown", index=at + 1)
        return tuple(scope for scope in rules.SCOPES if scope in (given or []))

    def days(self, given: int | None) -> int:
        """How long."""
        if given is None:
            self.wrong("days", "required")
        elif not 1 <= given <= rules.LONGEST:
            self.wrong("days", "out_of_range", min=1, max=rules.LONGEST)
        return given or 0

    def helper(self, given: wire.HelperGiven | None, kinds: tuple[str, ...]) -> tuple[str, str]:
        """Who helps: the account and the kind; "" where it cannot be said."""
        kind = (given.kind if given else None) or ""
        if kind not in kinds:
            self.wrong("helper.kind", "unknown" if kind else "required")
            if rules.GRID_WORKER in kinds:
                return "", kind  # who is not known to need a phone
        if kind == rules.GRID_WORKER:
            return self.viewer.id or "", kind
        phone = phones.read_phone((given.phone if given else None) or "")
        if phone.error is not None:
            self.wrong("helper.phone", phone.error)
            return "", kind
        return phone.value, kind

    def spoken(
        self, given: wire.TextGiven | None, terms: Terms, days: Collection[date]
    ) -> tuple[str, str, str]:
        """The text that was read aloud, of a known version and of these terms. days: which may be
        the last, by the device's clock and by the server's."""
        given = given or wire.TextGiven()
        before = len(self.problems)
        for path, value, shape in (
            ("text.hash", given.hash, _HASH),
            ("text.version", given.version, _VERSION),
        ):
            if not value or not shape.fullmatch(value):
                self.wrong(path, "format" if value else "required")
        if given.language not in LANGUAGES:
            self.wrong("text.language", "unknown" if given.language else "required")
        read = given.hash or "", given.language or "", given.version or ""
        if len(self.problems) > before:
            return read
        say = self._words_of(read[1], read[2])
        if say is None:
            self.wrong("text.version", "unknown")
        elif given.words is None:
            texts = [mandate_text.make(say, terms._replace(last=day)) for day in days]
            if read[0] not in map(mandate_text.digest, texts):
                self.wrong("text.hash", "mismatch")
        elif mandate_text.digest(given.words) != read[0]:
            self.wrong("text.hash", "mismatch")
        elif not any(mandate_text.fits(say, given.words, terms._replace(last=day)) for day in days):
            self.wrong("text.words", "mismatch")
        return read

    def _words_of(self, language: str, version: str) -> Say | None:
        """The words of a version, None where there is no such one."""
        known = self.window.reference.mandate_texts
        if version == known.version:
            return self.window.library.of(language)
        texts = known.earlier.get(version, {}).get(language)
        return None if texts is None else lambda key: texts.get(key, key)

    def evidence(self, given: wire.EvidenceGiven | None) -> tuple[str, dict, bytes | None]:
        """How it is shown that the person agreed: its kind, what is kept, a picture."""
        given = given or wire.EvidenceGiven()
        kind, kept, picture = given.kind or "", {}, None
        if kind not in (rules.SIGNATURE, rules.WITNESS, rules.REFUSAL):
            self.wrong("evidence.kind", "unknown" if kind else "required")
        elif kind == rules.SIGNATURE:
            strokes = self._strokes(given.strokes or [])
            picture = self._picture(given.picture)
            if not given.strokes and not given.picture:
                self.wrong("evidence.strokes", "required")
            kept["strokes"] = strokes
        else:
            reason = self.line("evidence.reason", given.reason, LONGEST_REASON, needed=True)
            kept["reason"] = reason
        if kind == rules.WITNESS:
            witness = given.witness or wire.WitnessGiven()
            name = self.line("evidence.witness.name", witness.name, LONGEST_NAME, needed=True)
            kept["witness"] = {"name": text.clean_name(name)}
            if witness.phone:
                phone = phones.read_callable(witness.phone)
                if phone.error is not None:
                    self.wrong("evidence.witness.phone", phone.error)
                kept["witness"]["phone"] = phone.value
        return kind, kept, picture

    def _strokes(self, strokes: list[list[list[float]]]) -> list[list[list[float]]]:
        if sum(len(stroke) for stroke in strokes) > MOST_POINTS:
            self.wrong("evidence.strokes", "too_many", max=MOST_POINTS)
            return []
        for stroke in strokes:
            for point in stroke:
                inside = len(point) in (2, 3, 4) and all(0 <= c <= 1 for c in point[:2])
                if not inside:
                    self.wrong("evidence.strokes", "format")
                    return []
        return [stroke for stroke in strokes if stroke]

    def _picture(self, given: str | None) -> bytes | None:
        if not given:
            return None
        found, _ = filing.own_pictures(self.tx, self.viewer.id or "", [given], "evidence.picture")
        if not found:
            self.wrong("evidence.picture", "unknown")
            return None
        content = self.window.blobs.get(found[0]["sha256"])
        if len(content) > MOST_PICTURE:
            self.wrong("evidence.picture", "too_large", max=MOST_PICTURE)
            return None
        return content


def take(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    body: dict,
    given: wire.MandateRequest,
    asked: Once,
    words: Words,
) -> Answer:
    """A worker writes down that a person gives a mandate. Raises Refusal invalid / conflict."""
    before = answers.first_answer(window, tx, asked)
    if before is not None:
        return before
    digest = people.digest_of_sent(body, by=viewer.id)
    there = mandates.by_id(tx, given.id or "")
    if there is not None:
        if bytes(there["digest"]) != digest:
            raise Refusal("conflict")
        return _answered(window, tx, viewer, there, asked, words)
    reader = _Reader(window, tx, viewer)
    reader.problems += people_desk.id_problems(body)
    when, wrong = read_made(body, window.now())
    reader.problems += wrong
    person = _own_person(window, tx, viewer, given.person)
    if person is None:
        reader.wrong("person", "unknown" if given.person else "required")
    elif person["state"] == people.DEAD:
        reader.wrong("person", "dead")
    helper, kind = reader.helper(given.helper, rules.HELPERS)
    evidence_kind, evidence, picture = reader.evidence(given.evidence)
    made = {
        "relationship": reader.line("relationship", given.relationship, LONGEST_RELATIONSHIP),
        "matters": reader.matters(given.matters),
        "scopes": reader.scopes(given.scopes),
        "days": reader.days(given.days),
    }
    if not reader.problems:
        made["text"] = _spoken(reader, viewer, given, made, when, evidence)
    if reader.problems or person is None:
        raise Refusal("invalid", reader.problems)
    wanted = Wanted(
        id=body["id"],
        helper_id=_account_of(window, tx, helper, kind),
        helper_kind=kind,
        evidence_kind=evidence_kind,
        evidence=evidence,
        picture=picture,
        digest=digest,
        **made,
    )
    if person["account_id"] == wanted.helper_id:
        raise Refusal("invalid", [Problem("helper.kind", "own_matter")])
    row = mandates.take(window, tx, viewer, person, wanted, when)
    return _answered(window, tx, viewer, row, asked, words)


def check_given(
    window: Window, tx: Tx, viewer: Viewer, body: dict, given: wire.HelperRequest
) -> None:
    """Whether a person could give this mandate; nothing is written. Raises Refusal as `give` does."""
    _read_given(window, tx, viewer, body, given)


def _read_given(
    window: Window, tx: Tx, viewer: Viewer, body: dict, given: wire.HelperRequest
) -> tuple[str, str, dict]:
    """Who helps (phone and kind), and what it says."""
    if not own_person.may_have(tx, viewer):
        raise Refusal("forbidden", detail="identity")
    if people.holder_died(tx, viewer.id or ""):
        raise Refusal("forbidden", detail="person_died")
    reader = _Reader(window, tx, viewer)
    reader.problems += people_desk.id_problems(body)
    helper, kind = reader.helper(given.helper, (rules.FAMILY, rules.VOLUNTEER))
    made = {
        "relationship": reader.line("relationship", given.relationship, LONGEST_RELATIONSHIP),
        "matters": reader.matters(given.matters),
        "scopes": reader.scopes(given.scopes),
        "days": reader.days(given.days),
    }
    reader.refuse()
    return helper, kind, made


def give(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    body: dict,
    given: wire.HelperRequest,
    asked: Once,
    words: Words,
) -> Answer:
    """A person gives a mandate in the portal. Raises Refusal invalid / conflict, forbidden where the
    real name is not confirmed, or the person died."""
    before = answers.first_answer(window, tx, asked)
    if before is not None:
        return before
    helper, kind, made = _read_given(window, tx, viewer, body, given)
    wanted = Wanted(
        id=body["id"],
        helper_id=_account_of(window, tx, helper, kind),
        helper_kind=kind,
        text=("", words.language, ""),
        evidence_kind=rules.PORTAL,
        evidence={},
        picture=None,
        digest=people.digest_of_sent(body, by=viewer.id),
        **made,
    )
    if viewer.id == wanted.helper_id:
        raise Refusal("invalid", [Problem("helper.phone", "own_matter")])
    when, _ = read_made({}, window.now())
    person = own_person.needed(window, tx, viewer)
    if person is None:
        raise Refusal("forbidden", detail="identity")
    row = mandates.take(window, tx, viewer, person, wanted, when)
    return _answered(window, tx, viewer, row, asked, words)


def _spoken(
    reader: _Reader,
    viewer: Viewer,
    given: wire.MandateRequest,
    made: Mapping,
    when: Made,
    evidence: dict,
) -> tuple[str, str, str]:
    """The text that was read aloud, checked against the rest of the mandate; its words are kept with
    the evidence."""
    window, text_given = reader.window, given.text or wire.TextGiven()
    own = given.helper is not None and given.helper.kind == rules.GRID_WORKER
    language = text_given.language if text_given.language in LANGUAGES else LANGUAGES[0]
    matters: Matters = made["matters"]
    days = [window.zone.local(at).date() for at in when.named()]
    last = [day + timedelta(days=made["days"] - 1) for day in days]
    terms = Terms(
        appeal=bool(matters.appeals) and not matters.services,
        number=viewer.staff_no if own else None,
        matter=_about(window, matters, window.library.of(language)),
        scopes=made["scopes"],
        days=made["days"],
        last=last[0],
        phone=window.reference.street.phone,
    )
    if text_given.words is not None:
        evidence["text"] = text_given.words
    return reader.spoken(text_given, terms, last)


def _answered(
    window: Window, tx: Tx, viewer: Viewer, row: Mapping, asked: Once, words: Words
) -> Answer:
    answer = Answer(201, encode(wire.MandateAnswer(shown(window, tx, viewer, row, words))))
    answers.keep(window, tx, asked, answer)
    return answer


def _own_person(window: Window, tx: Tx, viewer: Viewer, given: str | None) -> dict | None:
    """A person of the own grid, or one that the worker registered."""
    person = people.by_id(tx, given) if given else None
    if person is None:
        return None
    roles = window.catalogue.roles
    stands = people_desk.stands(viewer, person)
    if roles.allowed(viewer.role, Action.PERSON_READ, stands):
        return person
    row = people.row_of(tx, given or "")
    return person if row is not None and row["by_id"] == viewer.id else None


def _account_of(window: Window, tx: Tx, helper: str, kind: str) -> str:
    """The helper's account; of a family member or volunteer by the phone that gets codes."""
    if kind == rules.GRID_WORKER:
        return helper
    return accounts.resident_of(window, tx, helper)["id"]


def shown(window: Window, tx: Tx, viewer: Viewer, row: Mapping, words: Words) -> wire.Mandate:
    """A mandate as the person and the helper read it; what was said against an act, and answered, only
    the person."""
    own = row["person_id"] in viewer.persons
    name = people.name_of(window, tx, row["person_id"]) or ""
    rule = mandates.rule_of(row, people.by_id(tx, row["person_id"]))
    matters = mandates.matters_of(row)
    iso = window.zone.iso
    return wire.Mandate(
        id=row["id"],
        person_id=row["person_id"],
        person_name_masked=text.mask_name(name),
        helper_label=helper_names.label(window, tx, row, words),
        helper_kind=row["helper_kind"],
        relationship=window.keys.decrypt(row["relationship_enc"], "mandates.relationship") or "",
        matters=wire.Matters(*(list(part) for part in matters)),
        about=_about(window, matters, words),
        scopes=row["scopes"].split(","),
        first_day=row["first_day"],
        last_day=row["last_day"],
        state=rules.state(rule, window.today().isoformat()),
        evidence_kind=row["evidence_kind"],
        made_at=window.zone.iso_or_none(row["made_at"]),
        at=iso(row["at"]),
        revoked_at=window.zone.iso_or_none(row["revoked_at"]),
        revoked_how=row["revoked_how"],
        acts=[
            wire.Act(
                act["id"],
                act["act"],
                iso(act["at"]),
                window.zone.iso_or_none(act["made_at"]),
                act["number"],
                window.zone.iso_or_none(act["objected_at"]),
                window.zone.iso_or_none(act["answered_at"]),
                objections.said(window, act) if own else None,
                objections.answer_of(window, act) if own else None,
            )
            for act in mandates.acts_of(tx, row["id"])
        ],
        visits=[
            wire.HelpVisit(
                tried["id"],
                iso(tried["real_at"]),
                views.staff_label(words, rules.GRID_WORKER, tried["by_no"]),
                visits.number_of(tx, tried["case_id"]),
            )
            for tried in visits.helped_under(tx, row["id"])
        ],
    )


def _about(window: Window, matters: Matters, words: Words) -> str:
    """What a mandate is about, in words."""
    affairs = window.reference.affairs
    parts = [
        affairs.title(code, words.language) for code in matters.services if code in affairs.by_code
    ]
    parts += [words(f"category.{code}") for code in matters.appeals]
    parts += list(matters.cases)
    return words("mandate.and").join(parts)


def of_worker(window: Window, tx: Tx, viewer: Viewer, person: str, words: Words) -> wire.Mandates:
    """The worker's own mandates, of one person if one is named."""
    rows = mandates.of_helper(tx, viewer.id or "")
    if person:
        known = people.by_id(tx, person)
        rows = [r for r in rows if known and people.by_id(tx, r["person_id"]) == known]
    return wire.Mandates([shown(window, tx, viewer, row, words) for row in rows])


def helpers(window: Window, tx: Tx, viewer: Viewer, words: Words) -> wire.Helpers:
    """Who helps the viewer, and whom the viewer helps."""
    helped = []
    for row in mandates.of_helper(tx, viewer.id or ""):
        one = shown(window, tx, viewer, row, words)
        one.may_file = _may_file(window, tx, viewer, row, words)
        helped.append(one)
    return wire.Helpers(
        [shown(window, tx, viewer, row, words) for row in mandates.of_persons(tx, viewer.persons)],
        helped,
    )


def _may_file(
    window: Window, tx: Tx, viewer: Viewer, row: Mapping, words: Words
) -> list[wire.MayFile]:
    """What the helper can file under a mandate now: its services that are asked for in the portal,
    several at once where it is about one of them, and reports."""
    affairs, matters = window.reference.affairs, mandates.matters_of(row)
    together = [
        code
        for code in affairs.together
        if any(one["service"] in matters.services for one in affairs.by_code[code]["bundle"])
    ]
    found = [
        wire.MayFile(affairs.title(code, words.language), service=code)
        for code in dict.fromkeys([*matters.services, *together])
        if assisted.may_ask(window, tx, viewer, row, code)
    ]
    found += [
        wire.MayFile(words(f"category.{code}"), category=code)
        for code in matters.appeals
        if assisted.may_begin(window, tx, viewer, row, category=code) is None
    ]
    return found


def revoke(
    window: Window, tx: Tx, viewer: Viewer, mandate_id: str, asked: Once, words: Words
) -> Answer:
    """Revoke a mandate. Raises Refusal not_found."""
    before = answers.first_answer(window, tx, asked)
    if before is not None:
        return before
    others = viewer.role == "dispatcher"
    row = mandates.revoke_own(tx, viewer, mandate_id, window.now(), may_for_others=others)
    answer = Answer(200, encode(wire.MandateAnswer(shown(window, tx, viewer, row, words))))
    answers.keep(window, tx, asked, answer)
    return answer


def object_to(
    window: Window, tx: Tx, viewer: Viewer, act_id: int, said: str | None, asked: Once, words: Words
) -> Answer:
    """Say something against an act. Raises Refusal not_found, invalid."""
    before = answers.first_answer(window, tx, asked)
    if before is not None:
        return before
    row = objected(window, tx, viewer, act_id, said)
    answer = Answer(200, encode(wire.MandateAnswer(shown(window, tx, viewer, row, words))))
    answers.keep(window, tx, asked, answer)
    return answer


def objected(window: Window, tx: Tx, viewer: Viewer, act_id: int, said: str | None) -> dict:
    """Something is said against an act; its mandate. Raises Refusal not_found, invalid."""
    reader = _Reader(window, tx, viewer)
    line = reader.line("words", said, LONGEST_REASON, needed=True)
    reader.refuse()
    return objections.add(window, tx, viewer, act_id, line)
