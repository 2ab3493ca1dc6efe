"""The hash-linked history: each step carries the hash of the one before.

The hash is SHA-256 over canonical JSON: an array of the previous hash and the step's members in
the order of step_hash, UTF-8, without white space. Longer texts enter by their SHA-256, so that a text may later be
removed by law while the chain still proves that a step was there. The head of a case is
sealed with a key that is not in the database (keys.Keys.seal).
"""

import hashlib

import msgspec

GENESIS = "0" * 64
_encode = msgspec.json.Encoder().encode


def digest(text: str | None) -> str | None:
    """SHA-256 of a text, None for none."""
    return None if text is None else hashlib.sha256(text.encode()).hexdigest()


def filing_digest(title: str, description: str, place: str, attachments: str) -> str:
    """Digest of what was filed; the first step carries it, so the filing cannot be altered."""
    return hashlib.sha256(_encode([title, description, place, attachments])).hexdigest()


def step_hash(previous: str, number: str, step: dict) -> str:
    """Hash of a step after the one whose hash is `previous`.

    step holds its members as stored: `reason` and `note` as texts, `content` as a digest.
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
    return hashlib.sha256(_encode(record)).hexdigest()


def chain_holds(number: str, steps: list[dict], head: str) -> bool:
    """Whether the steps of a case (by seq) are complete, unaltered and end at `head`."""
    previous = GENESIS
    for expected, step in enumerate(steps, 1):
        if step["seq"] != expected or step_hash(previous, number, step) != step["hash"]:
            return False
        previous = step["hash"]
    return bool(steps) and previous == head
