"""Call-back sampling (回访): whose filing is checked by a call, and what comes of the answers."""

from collections.abc import Mapping

#: Waits for a call; for a visit, since there is no phone; was answered; was answered with a "no", which
#: a supervisor looks into; that was done; nobody took so many calls, or was there so often.
OPEN, VISITING, DONE = "open", "visiting", "done"
TO_CHECK, CHECKED, NOT_REACHED = "to_check", "checked", "not_reached"
#: What is asked, in the order of the form: was it you who wanted it, was it explained, did you agree,
#: is what was written right.
QUESTIONS = ("asked_for", "explained", "agreed", "right")
YES, NO, UNSURE = "yes", "no", "unsure"
ANSWERS = (YES, NO, UNSURE)


def drawn(lot: bytes, share: float) -> bool:
    """Whether a lot (at least 8 bytes, any as likely as another) is among the share (0…1)."""
    return int.from_bytes(lot[:8], "big") < share * (1 << 64)


def after_visit(answered: Mapping[str, str] | None, *, last: bool) -> str:
    """The state after somebody was at the door. answered: question → answer, None where nobody
    answered; last: nobody goes again."""
    if answered is not None:
        return TO_CHECK if NO in answered.values() else DONE
    return NOT_REACHED if last else VISITING


def after_call(answered: Mapping[str, str] | None, tries: int, most: int) -> str:
    """The state after a call. answered: question → answer, None where nobody took it; tries: with
    this one."""
    if answered is None and tries < most:
        return OPEN
    return after_visit(answered, last=True)
