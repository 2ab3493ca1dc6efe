"""What streets have, read from their data folders while their servers run or after they were killed: for
tests that count what was filed.

filed.py answers each line of standard input, {"data": folder, "pictures": [base64, ...]}, by a line
{"cases": [...], "mandates": {id: ...}, "persons": [ids], "tries": {id: ...}, "pictures": [...]}; the last
says under which hash the server keeps each of the given pictures, and whether it really has these bytes.
"""

import base64
import hashlib
import json
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from server.services import pictures as cleaning
from server.state import ATTACHMENTS
from server.store import keys
from server.store.blobs import Blobs

MAX_PIXELS = 100_000_000


def by(rows: Iterable[sqlite3.Row], key: str, value: str) -> dict[Any, list]:
    """The values of each key, sorted."""
    found: dict[Any, list] = defaultdict(list)
    for row in rows:
        found[row[key]].append(row[value])
    return {one: sorted(values) for one, values in found.items()}


def kept(folder: Path, given: str) -> dict:
    """What became of a picture: the hash of what the server makes of it, and whether that is there."""
    content = cleaning.clean(base64.b64decode(given), MAX_PIXELS).content
    digest = hashlib.sha256(content).hexdigest()
    try:
        there = Blobs(folder, make=False).get(digest) == content
    except FileNotFoundError:
        there = False
    return {"hash": digest, "there": there}


def read(data: Path, pictures: list[str]) -> dict:
    """All cases, mandates, persons and tries of a street."""
    own = keys.Keys(keys.read(data / "keys.json"))
    database = sqlite3.connect(f"file:{data / 'onewindow.db'}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    ask = database.execute
    with database:
        hash_of = {row["id"]: row["sha256"] for row in ask("SELECT id, sha256 FROM attachments")}
        of_case = by(
            ask("SELECT case_id, sha256 FROM attachments WHERE case_id IS NOT NULL"),
            "case_id",
            "sha256",
        )
        acts = by(ask("SELECT * FROM mandate_acts WHERE act = 'file'"), "case_id", "mandate_id")
        cases = [
            {
                "number": row["number"],
                "title": row["title"],
                "description": row["description"],
                "answers": row["answers"]
                + (own.decrypt(row["personal_enc"], "cases.personal") or ""),
                "pictures": of_case.get(row["id"], []),
                "mandates": acts.get(row["id"], []),
            }
            for row in ask("SELECT * FROM cases")
        ]
        mandates = {
            row["id"]: {
                "person": row["person_id"],
                "evidence": json.loads(
                    own.decrypt(row["evidence_enc"], "mandates.evidence") or "{}"
                ),
            }
            for row in ask("SELECT id, person_id, evidence_enc FROM mandates")
        }
        tries = {
            row["id"]: {
                "visit": row["visit_id"],
                "result": row["result"],
                "note": own.decrypt(row["note_enc"], "visit_tries.note") or "",
                "pictures": sorted(
                    hash_of.get(one, one) for one in filter(None, row["attachments"].split(","))
                ),
            }
            for row in ask("SELECT * FROM visit_tries")
        }
        persons = [row["id"] for row in ask("SELECT id FROM persons")]
    database.close()
    return {
        "cases": cases,
        "mandates": mandates,
        "persons": persons,
        "tries": tries,
        "pictures": [kept(data / ATTACHMENTS, one) for one in pictures],
    }


if __name__ == "__main__":
    for line in sys.stdin:
        asked = json.loads(line)
        print(json.dumps(read(Path(asked["data"]), asked["pictures"])), flush=True)
