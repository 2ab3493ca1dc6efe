"""What goes over the wire, as in docs/api.md; the OpenAPI description is made from these."""

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct


def _word(about: str) -> Any:
    """A code; a client shows one that it does not know as it is."""
    return Annotated[str, Meta(description=about, extra_json_schema={"x-word": True})]


State = _word("a state of the catalogue, case.json")
Role = _word("a role of the catalogue, roles.json")
Kind = _word("a kind of the catalogue, case.json")
Category = _word("a choice of the filing's form")
Channel = _word("through which window it came")
StepCode = _word("a step of the catalogue, case.json")
Outcome = _word("granted or denied")
Basis = _word("on what ground a department got it: statutory, agreed or designated")
QueueCode = _word("a queue of the catalogue, queues.json")
Promise = _word("what is promised next: next.* in case.json")
Time = Annotated[
    str, Meta(description="ISO 8601 with zone", extra_json_schema={"format": "date-time"})
]
CaseNumber = Annotated[str, Meta(description="division, letter, day, sequence, check digit")]


class FieldError(Struct):
    """One wrong field."""

    path: str
    code: str
    message: str


class ErrorBody(Struct):
    """What is wrong, in words and codes."""

    code: str
    message: str
    fields: list[FieldError]
    request_id: str


class Error(Struct):
    """The one error shape."""

    error: ErrorBody


class Account(Struct):
    """The signed-in account."""

    id: str
    role: Role
    name: str | None
    phone_masked: str | None
    verified: bool
    staff_no: str | None
    department_id: str | None
    department_name: str | None
    grid_id: str | None
    actions: list[str]


class AccountAnswer(Struct):
    """An account."""

    account: Account


class SessionAnswer(Struct):
    """The account of this session, or null."""

    account: Account | None


class CodeAnswer(Struct):
    """Seconds the code is valid, and until another may be asked for."""

    expires_in: int
    resend_after: int


class Street(Struct):
    """The street and its service centre."""

    name: str
    division: str
    center_name: str
    phone: str


class Grid(Struct):
    """A grid cell with its middle."""

    id: str
    name: str
    community: str
    lon: float
    lat: float


class Department(Struct):
    """A department."""

    id: str
    name: str
    phone: str


class PhoneEntry(Struct):
    """An entry of the phone list."""

    name: str
    number: str
    hours: str


class Reference(Struct):
    """What the client needs to know of the street. official_years: those whose working days the
    calendar knows from the official notice; deadlines in other years may be wrong."""

    street: Street
    grids: list[Grid]
    departments: list[Department]
    phones: list[PhoneEntry]
    official_years: list[int]


class CatalogueIndex(Struct):
    """The present catalogue: its hash, and the address of each file by name."""

    hash: str
    files: dict[str, str]


class Notice(Struct):
    """A notice."""

    id: str
    title: str
    body: str
    published_at: Time


class Notices(Struct):
    """Notices, newest first."""

    items: list[Notice]


class Banner(Struct):
    """A notice over every page. urgent: it matters at once. begins_at, ends_at: from when to when it is shown;
    changed_at: when it became what it is, so that who closed it sees it again."""

    id: str
    title: str
    body: str
    urgent: bool
    begins_at: Time
    ends_at: Time
    changed_at: Time


class Banners(Struct):
    """Banners, the urgent first, then the newest. at: the server's time, by which a device whose clock is wrong
    shows them."""

    items: list[Banner]
    at: Time


class Attachment(Struct):
    """A picture of a case, or a document (application/pdf). width, height: 0 for a document; pages:
    of a document."""

    id: str
    content_type: str
    width: int
    height: int
    pages: int | None


class Uploaded(Struct):
    """A picture or document that was stored; members as in Attachment."""

    id: str
    content_type: str
    bytes: int
    width: int
    height: int
    pages: int | None


class UploadRequest(Struct):
    """A file that will come in parts. sha256: of the whole, in hexadecimal."""

    bytes: int | None = None
    sha256: str | None = None


class Upload(Struct):
    """A file that comes in parts. received: bytes that are there, where the next part begins; part:
    most bytes of one; attachment: what it became, once all of it was there."""

    id: str
    bytes: int
    received: int
    part: int
    ends_at: Time
    attachment: Uploaded | None


class Place(Struct):
    """Where it is."""

    text: str
    grid_id: str | None
    lon: float | None
    lat: float | None


class Contact(Struct):
    """Who filed it, as far as the viewer may see."""

    mode: Literal["named", "anonymous"]
    name_masked: str | None
    phone_masked: str | None


class Step(Struct):
    """A step of the history."""

    seq: int
    step: StepCode
    at: Time
    actor_role: str
    actor_label: str
    state: State
    reason: str | None
    note: str | None
    department_name: str | None
    basis: Basis | None
    due_at: Time | None
    attachments: list[Attachment]
    hash: str


class Next(Struct):
    """What happens next, and by when."""

    code: Promise
    by: Time | None


class Rating(Struct):
    """What the resident thought.

    praises, faults: codes of the form rating; none in a rating of before they were asked."""

    score: Annotated[int, Meta(ge=1, le=5)]
    solved: bool
    comment: str | None
    at: Time
    praises: list[str] = []
    faults: list[str] = []


class CaseSummary(Struct):
    """A case in a list."""

    number: CaseNumber
    kind: Kind
    category: Category
    channel: Channel
    title: str
    state: State
    stage: int
    place_text: str
    grid_id: str | None
    grid_name: str | None
    community: str | None
    created_at: Time
    updated_at: Time
    due_at: Time | None
    clock: Literal["green", "amber", "red", "paused", "done"]
    tier: int
    department_name: str | None
    photos: int
    version: int
    can_rate: bool
    reopened: bool
    joiners: int
    joined: bool


class FieldName(Struct):
    """A field of a service's form, in words."""

    path: str
    label: str


class FilledLine(Struct):
    """An answer of an application as people read it; numbers that say who somebody is with their
    ends only. pictures: of a material; reused_at: it was handed in before, then, and used again."""

    path: str
    label: str
    value: str
    pictures: list[Attachment]
    reused_at: Time | None


class Correction(Struct):
    """What the applicant is asked to mend. fields: paths of the form; pictures: those of the case it
    is about; days_left: whole working days the office has left when its clock goes on."""

    fields: list[str]
    labels: list[str]
    reason: str
    by: Time
    pictures: list[Attachment]
    days_left: int


class Missing(Struct):
    """Materials that were promised for later. by: the last day."""

    fields: list[str]
    labels: list[str]
    by: Time


class Result(Struct):
    """What was decided. objection: how to object to it; document: where it is, null where this
    reader has none; check_code: by which anybody can check it."""

    outcome: Outcome
    words: str
    objection: str | None
    at: Time
    valid_until: str | None
    document: str | None
    check_code: str | None


class BundlePart(Struct):
    """A case of several that were asked for at once."""

    number: CaseNumber
    title: str
    state: State
    stage: int
    due_at: Time | None
    department_name: str | None


class CaseDetail(CaseSummary):
    """A case with its chain. From `service` on: of applications only.

    bundle: the number under which it was asked for together with others; parts: of that number,
    what it consists of; stage_text: what happens in its stage, as the steps of its service say. filed_by:
    who filed it for the person, as its first step says; null where the person did.
    """

    description: str
    place: Place
    attachments: list[Attachment]
    contact: Contact
    steps: list[Step]
    actions: list[str]
    next: list[Next]
    rating: Rating | None
    access_count: int
    chain_ok: bool
    service: str | None
    service_title: str | None
    stage_text: str | None
    filled: list[FilledLine]
    correction: Correction | None
    missing: Missing | None
    askable: list[FieldName]
    result: Result | None
    bundle: CaseNumber | None
    parts: list[BundlePart]
    filed_by: str | None


class Fact(Struct):
    """Something the portal knows of the person who asks, and where it is from, in words."""

    value: str | bool | float
    source: str


class Facts(Struct):
    """Facts by their names in facts.json."""

    facts: dict[str, Fact]


class ResultCheck(Struct):
    """What anybody may know of a decision whose check code they have. in_force: not replaced by a
    later decision and not run out."""

    check_code: str
    number: CaseNumber
    service_title: str
    outcome: Outcome
    department_name: str | None
    street: str
    issued_at: Time
    valid_until: str | None
    in_force: bool


class Receipt(Struct):
    """The answer to a filing."""

    case: CaseDetail
    query_code: str


class PromiseLine(Struct):
    """What happens next, by when, and as a sentence with the whole date."""

    code: Promise
    by: Time | None
    text: str


class Office(Struct):
    """Where one can ask in person or by phone; hours null where they are not known."""

    name: str
    phone: str
    hours: str | None


class ReceiptSheet(Struct):
    """What is kept of a filing, on screen, paper or as a picture.

    filed_text: the moment with its weekday, in words. department_name, worker: who has it now, null
    while nobody has. filed_by: as in CaseDetail. promised: the papers in whose place
    something was promised in writing. link: opens the tracking page with the number filled in; a QR code of it is
    what paper carries.
    """

    number: CaseNumber
    query_code: str
    kind: Kind
    category: Category
    title: str
    place_text: str
    photos: int
    contact_mode: str
    filed_at: Time
    filed_text: str
    next: list[PromiseLine]
    office: Office
    department_name: str | None
    worker: str | None
    link: str
    parts: list[BundlePart]
    filed_by: str | None
    promised: list[str]


class CasePage(Struct):
    """A page of a list."""

    items: list[CaseSummary]
    next_cursor: str | None
    total: int


class MessageSettings(Struct):
    """Whether messages about one's cases go to the phone, and whether one is told of services without
    having asked."""

    sms: bool
    reminders: bool


class MessageChoice(Struct):
    """Want messages, or none; want to be told of services, or not. What is left out stays."""

    sms: bool | None = None
    reminders: bool | None = None


class DeliveryReport(Struct):
    """A gateway's report: which message, delivered or undelivered, and why."""

    key: str | None = None
    state: str | None = None
    error: str | None = None


class DeliveryNoted(Struct):
    """A report that was written down."""

    key: str
    state: Literal["delivered", "undelivered"]


class JoinRequest(Struct):
    """Join a case; nothing has to be said."""


class SimilarCase(Struct):
    """An open case of somebody else, as anybody may see it."""

    number: CaseNumber
    kind: Kind
    category: Category
    title: str
    state: State
    stage: int
    place_text: str
    grid_name: str | None
    community: str | None
    created_at: Time
    joiners: int
    joined: bool


class SimilarCases(Struct):
    """Open cases that may be the same thing, the likeliest first."""

    items: list[SimilarCase]


class QueueCount(Struct):
    """A queue and how much is in it."""

    queue: QueueCode
    count: int


class Queues(Struct):
    """The queues of the signed-in staff member."""

    items: list[QueueCount]


class Sight(Struct):
    """Somebody saw the case: who, when, why (view, photo, whole or a step code), and what they
    said of it where that is asked (whole)."""

    at: Time
    who: str
    purpose: str
    reason: str | None = None


class Sights(Struct):
    """A page of the access ledger of a case, newest first."""

    items: list[Sight]
    next_cursor: str | None
    total: int


encode = msgspec.json.Encoder().encode
