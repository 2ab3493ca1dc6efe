"""What was promised in writing with an application in the place of papers (告知承诺), and whether staff still
have to say that they checked it."""

from collections.abc import Mapping

from server.rules import promises
from server.services import corrections, definitions
from server.services.window import Window
from server.store.tx import Tx

#: Steps that say what checking a promise came to; neither moves the case.
STEPS = ("promise_kept", "promise_broken")


def names(window: Window, tx: Tx, case: Mapping, language: str) -> list[str]:
    """What each promise of the case is called: in the place of which paper it stands."""
    if case["service"] is None:
        return []
    definition = definitions.of_case(tx, case)
    form = definition.form
    if not any(promises.in_form(form)):
        return []
    given = promises.given(form, corrections.filed_answers(window, case))
    return [promises.name(definition.words[language], form, field) for field in given]


def asks(window: Window, tx: Tx, case: Mapping) -> bool:
    """Whether there is a promise to check."""
    return bool(names(window, tx, case, "en"))
