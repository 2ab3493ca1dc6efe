"""Answers about call-backs (回访)."""

from msgspec import Struct


class CallBack(Struct):
    """A call that is to be made, or was. name, phone: masked in lists; phone null where none is known.
    answers: question → yes, no or unsure, null before. visited: somebody was sent to ask, since there
    was no phone. number, helper_label: of the case and of who filed it, for who looks into a "no"; a
    caller is not told."""

    id: str
    state: str
    title: str
    name: str
    phone: str | None
    filed_at: str
    due_at: str
    tries: int
    answers: dict[str, str] | None
    visited: bool
    note: str | None
    number: str | None
    helper_label: str | None


class Objection(Struct):
    """What a person said against an act under a mandate, to be looked into. id: of the act; act: what was
    done, at; words, answer: null in lists, a line each time; answered_at: null while it waits."""

    id: int
    title: str
    name: str
    number: str
    act: str
    helper_label: str
    at: str
    objected_at: str
    due_at: str
    words: str | None
    answer: str | None
    answered_at: str | None


class ObjectionAnswer(Struct):
    """One of them."""

    objection: Objection


class Asked(Struct):
    """How often a question was answered with what."""

    question: str
    yes: int
    no: int
    unsure: int


class CallBackFigures(Struct):
    """What came of the calls and visits of the last days. waiting: not asked yet; wrong: answered with a "no"."""

    days: int
    drawn: int
    waiting: int
    reached: int
    not_reached: int
    wrong: int
    checked: int
    questions: list[Asked]


class CallBacks(Struct):
    """Calls to be made by who asks, or what they have to look into, by time; what persons said against acts
    under their mandates, for who looks into it; and the figures."""

    items: list[CallBack]
    objections: list[Objection]
    figures: CallBackFigures


class CallBackAnswer(Struct):
    """One of them."""

    call_back: CallBack


class CheckRequest(Struct):
    """What a supervisor found."""

    found: str | None = None
