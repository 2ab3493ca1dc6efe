"""What a viewer sees of a case beside what every case has: what else its form asked, in words, and of
an application what is asked or missing, and what was decided."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from server.rules import applications as rules
from server.rules import filed, service_steps
from server.services import corrections, definitions, results
from server.services.definitions import Definition
from server.services.filled import Filled
from server.services.projection import Projection
from server.services.window import Window
from server.services.words import Words
from server.store.tx import Tx
from server.wire import types as wire

#: What a case that is no application has.
NONE: dict[str, Any] = {
    **dict.fromkeys(("service", "service_title", "stage_text", "correction", "missing", "result")),
    "bundle": None,
    "filled": [],
    "askable": [],
    "parts": [],
}


def members(
    window: Window,
    tx: Tx,
    case: Mapping,
    words: Words,
    shown_to: Projection,
    steps: Sequence[Mapping],
    by_id: Mapping[str, wire.Attachment],
    before: Mapping[str, str],
) -> dict[str, Any]:
    """The members of a CaseDetail that hang on its form; answers are decrypted only for who sees
    them. before: as in Filled."""
    if case["service"] is None:
        return {**NONE, "filled": _beside(window, case, words, shown_to, by_id)}
    definition = definitions.of_case(tx, case)
    form, language = definition.form, words.language
    found = {
        **NONE,
        "service": case["service"],
        "service_title": definition.title(language),
        "stage_text": _stage_text(window, definition, case, words),
        "bundle": case["bundle"],
        "correction": _correction(window, definition, case, words, steps, by_id),
        "missing": _missing(window, tx, definition, case, words, steps),
        "result": _result(window, tx, case, steps),
    }
    if shown_to.sees("filled.value", named=True):
        answers = corrections.answers(window, tx, case, steps)
        found["filled"] = Filled(definition, words, by_id, before=before).lines(answers)
    if shown_to.sees("askable.path", named=True):
        found["askable"] = [
            wire.FieldName(field["path"], definition.label(language, field))
            for field in rules.askable(form)
        ]
    return found


def _beside(
    window: Window,
    case: Mapping,
    words: Words,
    shown_to: Projection,
    by_id: Mapping[str, wire.Attachment],
) -> list[wire.FilledLine]:
    """What the form of the case's kind asks and the case does not show by itself. Who somebody is
    stays with those who see the filer's name."""
    kind, named = window.catalogue.case.kinds.get(case["kind"]), case["contact_mode"] == "named"
    if kind is None or kind.form is None or not shown_to.sees("filled.value", named=named):
        return []
    knows_who = shown_to.sees("contact.name_masked", named=named)
    asked = [
        field
        for field in window.reference.filed_forms[case["kind"]]["fields"]
        if field["path"] not in filed.OF_CASE and (knows_who or not filed.is_personal(field))
    ]
    if not asked:
        return []
    definition = definitions.of_program(window, kind.form)
    definition = definition._replace(form={**definition.form, "fields": asked})
    return Filled(definition, words, by_id).lines(corrections.filed_answers(window, case))


def _stage_text(window: Window, definition: Definition, case: Mapping, words: Words) -> str | None:
    """What happens in the stage of the case, a line a step; None for one that is over, and where it was
    applied for before steps were written down."""
    own, found = definition.words[words.language], []
    stage = window.catalogue.case.stage(case["kind"], case["state"])
    for name in service_steps.at_stage(definition.service, stage):
        title, text = (
            own.get(f"service.{case['service']}.{key}") for key in service_steps.keys_of(name)
        )
        if title and text:
            found.append(words("application.stage_text", step=title, text=text))
    return "\n".join(found) or None


def _correction(
    window: Window,
    definition: Definition,
    case: Mapping,
    words: Words,
    steps: Sequence[Mapping],
    by_id: Mapping[str, wire.Attachment],
) -> wire.Correction | None:
    request = corrections.request_of(steps)
    if request is None or not window.catalogue.case.is_paused(case["state"]):
        return None
    asked = results.said(request)
    left = corrections.left_ms(window, steps)
    return wire.Correction(
        fields=asked["fields"],
        labels=definition.labels(words.language, asked["fields"]),
        reason=request["reason"] or "",
        by=window.zone.iso(case["due_at"]),
        pictures=[by_id[one] for one in asked.get("pictures", ()) if one in by_id],
        days_left=left // window.reference.calendar.office_day_ms,
    )


def _missing(
    window: Window,
    tx: Tx,
    definition: Definition,
    case: Mapping,
    words: Words,
    steps: Sequence[Mapping],
) -> wire.Missing | None:
    promised = corrections.promise_of(case)
    rows = window.catalogue.case.steps
    awaited = (*rows[corrections.HAND_IN].start, *rows[corrections.CORRECT].start)
    if promised is None or case["state"] not in awaited:
        return None
    fields = corrections.missing(window, tx, case, steps)
    if not fields:
        return None
    by = corrections.close_of(window, date.fromisoformat(promised.by))
    return wire.Missing(fields, definition.labels(words.language, fields), window.zone.iso(by))


def _result(window: Window, tx: Tx, case: Mapping, steps: Sequence[Mapping]) -> wire.Result | None:
    row = results.newest(tx, case)
    if row is None:
        return None
    step = results.step_of(row, steps)
    said = results.said(step)
    return wire.Result(
        outcome=step["state"],
        words=said.get("words") or said.get("reason") or "",
        objection=said.get("objection"),
        at=window.zone.iso(row["issued_at"]),
        valid_until=row["valid_until"],
        document=f"/api/v1/cases/{case['number']}/result",
        check_code=row["check_code"],
    )
