"""The hash-linked history: each step carries the hash of the one before.

The hash is SHA-256 over canonical JSON (sorted members, UTF-8, no white space) of the step
with the previous hash. Longer texts enter by their SHA-256, so that a text may later be
removed by law while the chain still proves that a step was there. The head of a case is
sealed with a key that is not in the database (keys.Keys.seal).
"""

import hashlib

import msgspec

GENESIS = "0" * 64
_encode = msgspec.json.Encoder(order="sorted").encode

#: Members of a step that are hashed, as stored (texts by their digest).
PLAIN = (
    "number",
    "seq",
    "step",
    "at",
    "actor_id",
    "actor_role",
    "actor_no",
    "state",
    "department_id",
    "basis",
    "due_at",
    "attachments",
)
TEXTS = ("reason", "note", "content")


def digest(text: str | None) -> str | None:
    """SHA-256 of a text, None for none."""
    return None if text is None else hashlib.sha256(text.encode()).hexdigest()


def filing_digest(title: str, description: str, place: str, attachments: str) -> str:
    """Digest of what was filed; the first step carries it, so the filing cannot be altered."""
    return hashlib.sha256(_encode([title, description, place, attachments])).hexdigest()


def step_hash(previous: str, step: dict) -> str:
    """Hash of a step after the one whose hash is `previous`.

    step has the members PLAIN, and `reason`, `note` as texts, `content` as a digest.
    """
    record = {name: step[name] for name in PLAIN}
    record["reason"] = digest(step["reason"])
    record["note"] = digest(step["note"])
    record["content"] = step["content"]
    record["previous"] = previous
    return hashlib.sha256(_encode(record)).hexdigest()


def chain_holds(steps: list[dict], head: str) -> bool:
    """Whether the steps (by seq) are complete, unaltered and end at `head`."""
    previous = GENESIS
    for expected, step in enumerate(steps, 1):
        if step["seq"] != expected or step_hash(previous, step) != step["hash"]:
            return False
        previous = step["hash"]
    return bool(steps) and previous == head
