"""Idempotency: a write's first answer is kept with its key, in the write's own transaction."""

import hashlib
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.services.errors import Refusal
from server.services.window import Window
from server.store import tables as t
from server.store.statements import insert_row
from server.store.tx import Tx

_A = t.answers.c
_FIND = sa.select(_A.body_hash, _A.status, _A.answer_enc).where(
    _A.scope == bindparam("scope"), _A.key == bindparam("key")
)
_INSERT = insert_row(t.answers)
#: What kept answers are encrypted for.
CONTEXT = "answers.answer"


class Once(NamedTuple):
    """A write that must happen once: who asks, with which key, for what."""

    scope: str
    key: str
    body_hash: bytes


class Answer(NamedTuple):
    """An HTTP status and the JSON that goes with it."""

    status: int
    body: bytes


def once(scope: str, key: str, method: str, path: str, body: bytes) -> Once:
    """The key with a hash of the request."""
    digest = hashlib.sha256(b"%b %b\n%b" % (method.encode(), path.encode(), body)).digest()
    return Once(scope, key, digest)


def first_answer(window: Window, tx: Tx, asked: Once) -> Answer | None:
    """The answer given before. Raises Refusal conflict if the key came with another body."""
    row = tx.one(_FIND, scope=asked.scope, key=asked.key)
    if row is None:
        return None
    if bytes(row["body_hash"]) != asked.body_hash:
        raise Refusal("conflict")
    return Answer(row["status"], window.keys.decrypt_bytes(row["answer_enc"], CONTEXT))


def keep(window: Window, tx: Tx, asked: Once, answer: Answer) -> None:
    """Remember the answer, encrypted.

    Raises Duplicate when another process was faster with the same key: the writer runs the write
    once more, which finds that answer then.
    """
    tx.run(
        _INSERT,
        scope=asked.scope,
        key=asked.key,
        body_hash=asked.body_hash,
        status=answer.status,
        answer_enc=window.keys.encrypt(answer.body, CONTEXT),
        at=window.now(),
    )
