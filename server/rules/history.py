"""The hash-linked history: each step carries the hash of the one before.

The hash is SHA-256 over a JSON array of the previous hash and the step's members in the order of
step_hash, UTF-8, without white space. Longer texts enter by their SHA-256. The head of a case is
sealed with a key that is not in the database (keys.Keys).

Two versions live side by side, each step says which is its own:
1  `content` holds the filing's digest (filing_digest) or a rating; the seal covers the head.
2  `content` is the digest of everything the step was given: its form's answers as canonical JSON,
   the SHA-256 of each picture, and for the first step the columns that no later step changes. The
   seal covers the whole row (sealed_record).
"""

import hashlib
from collections.abc import Mapping

import msgspec

GENESIS = "0" * 64
VERSION = 2
_encode = msgspec.json.Encoder().encode

#: Columns of a case that its first step fixes beside the answers.
FIXED = (
    "kind",
    "channel",
    "owner_id",
    "grid_id",
    "contact_phone_enc",
    "personal_enc",
    "code_salt",
)

#: What an application has beside them: members of no other case, so that what was sealed before
#: there were any stays as it is.
OF_SERVICE = ("service", "service_version", "definition", "promised")

#: What a case has beside them that somebody filed for a person.
OF_PERSON = ("person_id", "filed_by")

#: What a case has beside them that was asked for together with others: their number.
OF_BUNDLE = ("bundle",)

#: Columns of a case under its seal: all but the row's id, the seal itself, and the counts of
#: sights and joiners, which grow without a step.
SEALED = (
    "number",
    "kind",
    "category",
    "channel",
    "owner_id",
    "contact_mode",
    "contact_phone_enc",
    "personal_enc",
    "code_salt",
    "answers",
    "title",
    "description",
    "place_text",
    "grid_id",
    "lon",
    "lat",
    "attachments",
    "photos",
    "state",
    "raised",
    "created_at",
    "updated_at",
    "due_at",
    "amber_at",
    "department_id",
    "handled_by",
    "returns",
    "reopened",
    "rating",
    "can_rate",
    "version",
    "head",
)


def digest(text: str | None) -> str | None:
    """SHA-256 of a text, None for none."""
    return None if text is None else hashlib.sha256(text.encode()).hexdigest()


def filing_digest(title: str, description: str, place: str, attachments: str) -> str:
    """Version 1: digest of what was filed, carried by the first step."""
    return hashlib.sha256(_encode([title, description, place, attachments])).hexdigest()


def content_digest(
    answers: str,
    pictures: Mapping[str, str],
    case: Mapping | None = None,
    personal: bytes | None = None,
) -> str:
    """Version 2: digest of what a step was given.

    answers is canonical JSON, pictures gives the SHA-256 of each picture by its id; the first
    step is given its case too. personal: encrypted answers of a later step.
    """
    fixed = None if case is None else [*(case[name] for name in FIXED), *_later(case)]
    given: list = [digest(answers), sorted(pictures.items()), fixed]
    return hashlib.sha256(_encode(given if personal is None else [*given, personal])).hexdigest()


def _later(case: Mapping) -> list:
    """Members of some cases only: groups that came later, those that are not empty."""
    groups = ([case[name] for name in names] for names in (OF_SERVICE, OF_PERSON, OF_BUNDLE))
    return [value for group in groups if any(v is not None for v in group) for value in group]


def sealed_record(case: Mapping) -> bytes:
    """Version 2: what the seal of a case covers."""
    return _encode([*(case[name] for name in SEALED), *_later(case)])


def step_hash(previous: str, number: str, step: Mapping) -> str:
    """Hash of a step after the one whose hash is `previous`.

    step holds its members as stored: `reason` and `note` as texts, `content` as a digest. Whom a
    substitute stood in for came later: it enters where there is one.
    """
    record = [
        previous,
        number,
        step["seq"],
        step["step"],
        step["at"],
        step["actor_id"],
        step["actor_role"],
        step["actor_no"],
        step["state"],
        digest(step["reason"]),
        digest(step["note"]),
        step["content"],
        step["department_id"],
        step["basis"],
        step["due_at"],
        step["attachments"],
    ]
    if step["actor_for"] is not None:
        record.append(["for", step["actor_for"]])
    if step["digest_version"] != 1:
        record.insert(0, step["digest_version"])
    return hashlib.sha256(_encode(record)).hexdigest()


def chain_holds(number: str, steps: list[dict], head: str) -> bool:
    """Whether the steps of a case (by seq) are complete, unaltered and end at `head`."""
    previous = GENESIS
    for expected, step in enumerate(steps, 1):
        if step["seq"] != expected or step_hash(previous, number, step) != step["hash"]:
            return False
        previous = step["hash"]
    return bool(steps) and previous == head
