"""What goes over the wire of mandates (委托), as in docs/api.md. Members of requests may be missing: what
is then said of them is the service's."""

from msgspec import Struct

from server.wire.types import CaseNumber, CaseSummary, Fact, Time


class MattersGiven(Struct):
    """What it is about."""

    services: list[str] | None = None
    appeals: list[str] | None = None
    cases: list[str] | None = None


class HelperGiven(Struct):
    """Who helps; the phone of a family member or a volunteer."""

    kind: str | None = None
    phone: str | None = None


class TextGiven(Struct):
    """The text that was read aloud: SHA-256 of it in hexadecimal, its language and version, and the
    words themselves; without them it must be as the server makes it now."""

    hash: str | None = None
    words: str | None = None
    language: str | None = None
    version: str | None = None


class WitnessGiven(Struct):
    """Who saw that the person agreed."""

    name: str | None = None
    phone: str | None = None


class EvidenceGiven(Struct):
    """How it is shown that the person agreed: signature (strokes: points of x, y from 0 to 1, ms,
    pressure; or a picture), witness, or refusal of both with the reason."""

    kind: str | None = None
    strokes: list[list[list[float]]] | None = None
    picture: str | None = None
    witness: WitnessGiven | None = None
    reason: str | None = None


class MandateRequest(Struct):
    """A mandate, made on a device."""

    id: str | None = None
    person: str | None = None
    matters: MattersGiven | None = None
    scopes: list[str] | None = None
    days: int | None = None
    helper: HelperGiven | None = None
    relationship: str | None = None
    text: TextGiven | None = None
    evidence: EvidenceGiven | None = None
    made_at: str | None = None
    street_at: str | None = None
    device_now: str | None = None


class HelperRequest(Struct):
    """A mandate that the person gives in the portal."""

    id: str | None = None
    matters: MattersGiven | None = None
    scopes: list[str] | None = None
    days: int | None = None
    helper: HelperGiven | None = None
    relationship: str | None = None


class RevokeRequest(Struct):
    """Nothing has to be said."""


class ObjectRequest(Struct):
    """What the person says against an act."""

    words: str | None = None


class Matters(Struct):
    """What a mandate is about."""

    services: list[str]
    appeals: list[str]
    cases: list[CaseNumber]


class Act(Struct):
    """What was done under a mandate; when by the device, and when it arrived. objected_at, answered_at:
    when the person said something against it, and when that was answered; objection, answer: the words,
    for the person alone."""

    id: int
    act: str
    at: Time
    made_at: Time | None
    number: CaseNumber
    objected_at: Time | None
    answered_at: Time | None
    objection: str | None
    answer: str | None


class HelpVisit(Struct):
    """A visit at which the person was helped under a mandate; number: of what was filed at the door."""

    id: str
    at: Time
    by: str
    number: CaseNumber | None


class MayFile(Struct):
    """What can be filed under a mandate now: a service, or a report of a category."""

    title: str
    service: str | None = None
    category: str | None = None


class Mandate(Struct):
    """A mandate; state: running, not_begun, expired, revoked or dead. Days are both counted. may_file:
    what the helper who reads it can file for the person now, in the portal."""

    id: str
    person_id: str
    person_name_masked: str
    helper_label: str
    helper_kind: str
    relationship: str
    matters: Matters
    about: str
    scopes: list[str]
    first_day: str
    last_day: str
    state: str
    evidence_kind: str
    made_at: Time | None
    at: Time
    revoked_at: Time | None
    revoked_how: str | None
    acts: list[Act]
    visits: list[HelpVisit]
    may_file: list[MayFile] = []


class MandateAnswer(Struct):
    """One mandate."""

    mandate: Mandate


class Mandates(Struct):
    """Mandates, newest first."""

    items: list[Mandate]


class Revoked(Struct):
    """How many mandates ended."""

    revoked: int


class Helpers(Struct):
    """谁在帮我, 我帮谁: newest first."""

    helping_me: list[Mandate]
    i_help: list[Mandate]


class Begun(Struct):
    """What a form for a person begins with: the mandate that allows it now, who the person is, and what
    is known of them, by names of facts.json."""

    mandate: str
    person: str
    name: str
    facts: dict[str, Fact]


class HelpedCase(Struct):
    """A case that one may follow for somebody, and what else the mandate allows."""

    mandate: str
    person_name_masked: str
    scopes: list[str]
    case: CaseSummary


class HelpedCases(Struct):
    """Such cases, newest first."""

    items: list[HelpedCase]
