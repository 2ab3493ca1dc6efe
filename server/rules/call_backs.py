"""Call-back sampling (回访): whose filing is checked by a call, and what comes of the answers."""

from collections.abc import Mapping

#: Waits for a call; was answered; was answered with a "no", which a supervisor looks into; that was
#: done; nobody took so many calls.
OPEN, DONE, TO_CHECK, CHECKED, NOT_REACHED = "open", "done", "to_check", "checked", "not_reached"
#: What is asked, in the order of the form: was it you who wanted it, was it explained, did you agree,
#: is what was written right.
QUESTIONS = ("asked_for", "explained", "agreed", "right")
YES, NO, UNSURE = "yes", "no", "unsure"
ANSWERS = (YES, NO, UNSURE)


def drawn(lot: bytes, share: float) -> bool:
    """Whether a lot (at least 8 bytes, any as likely as another) is among the share (0…1)."""
    return int.from_bytes(lot[:8], "big") < share * (1 << 64)


def after_call(answered: Mapping[str, str] | None, tries: int, most: int) -> str:
    """The state after a call. answered: question → answer, None where nobody took it; tries: with
    this one."""
    if answered is None:
        return NOT_REACHED if tries >= most else OPEN
    return TO_CHECK if NO in answered.values() else DONE
