"""亮证: a granted decision as its holder holds it out at a counter, on a screen or on a card of paper.

What an onlooker's phone reads from its code is the address of the page that confirms the decision, and
nothing else (results.check says what anybody may know there).
"""

from typing import NamedTuple

from server.services import (
    access,
    case_rows,
    corrections,
    helped,
    results,
    steps,
    views,
)
from server.services.errors import Refusal
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store.tx import Tx
from server.wire import types as wire


class Credential(NamedTuple):
    """What is held out. holder: the whole name as it was filed, "" where the form asked none; link: the page
    that confirms it, "" where no address is known that people reach the street by."""

    holder: str
    check: wire.ResultCheck
    link: str

    @property
    def code(self) -> str:
        """The check code in two groups, to be typed by hand."""
        code = self.check.check_code
        return f"{code[:4]} {code[4:]}"


def shown(
    window: Window, tx: Tx, viewer: Viewer, number: str, base: str, words: Words
) -> Credential:
    """For who filed it and for staff that may have the decision's document; the sight of staff is written
    down. Raises Refusal not_found."""
    case = steps.readable(window, tx, viewer, number)
    if not views.projection(window, viewer, case).sees("result.document", named=True):
        raise Refusal("not_found")
    found = _of(window, tx, case, base, words)
    if not viewer.has_filed(case) and not access.seen_lately(tx, case["id"], viewer, window.now()):
        access.note(tx, case, viewer, "view", window.now())
    return found


def helped_to(
    window: Window, tx: Tx, viewer: Viewer, number: str, base: str, words: Words
) -> Credential:
    """For who follows the case for its person under a mandate: the look is an act that the person reads.
    Raises Refusal not_found, invalid."""
    helped.look(window, tx, viewer, number, words)
    case = case_rows.find(tx, number)
    if case is None:
        raise Refusal("not_found")
    return _of(window, tx, case, base, words)


def _of(window: Window, tx: Tx, case: dict, base: str, words: Words) -> Credential:
    row = results.newest(tx, case)
    if row is None:
        raise Refusal("not_found")
    taken = corrections.steps_of(tx, case)
    if results.step_of(row, taken)["step"] != results.GRANT:
        raise Refusal("not_found")
    answers = corrections.answers(window, tx, case, taken)
    holder = answers.get("applicant", {}).get("name", "")
    code = row["check_code"]
    return Credential(
        holder=holder,
        check=results.check(window, tx, code, words),
        link=results.link(base, code),
    )
