"""What a street has, read from its data folder while its server runs or after it was killed: for tests
that count what was filed.

filed.py DATA prints JSON: {"cases": [...], "mandates": {id: ...}, "persons": [ids], "pictures": [...]};
the last are the hashes under which the server keeps what standard input holds as a JSON list of base64.
"""

import base64
import hashlib
import json
import sqlite3
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))

from server.services import pictures as cleaning
from server.store import keys

MAX_PIXELS = 100_000_000


def main(data: Path) -> None:
    """Print all cases, mandates and persons."""
    own = keys.Keys(keys.read(data / "keys.json"))
    database = sqlite3.connect(f"file:{data / 'onewindow.db'}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    pictures: dict[int, list[str]] = {}
    for row in database.execute(
        "SELECT case_id, sha256 FROM attachments WHERE case_id IS NOT NULL"
    ):
        pictures.setdefault(row["case_id"], []).append(row["sha256"])
    acts: dict[int, list[str]] = {}
    for row in database.execute("SELECT case_id, mandate_id FROM mandate_acts WHERE act = 'file'"):
        acts.setdefault(row["case_id"], []).append(row["mandate_id"])
    cases = [
        {
            "number": row["number"],
            "title": row["title"],
            "description": row["description"],
            "pictures": sorted(pictures.get(row["id"], [])),
            "mandates": acts.get(row["id"], []),
        }
        for row in database.execute("SELECT id, number, title, description FROM cases")
    ]
    mandates = {
        row["id"]: {
            "person": row["person_id"],
            "evidence": json.loads(own.decrypt(row["evidence_enc"], "mandates.evidence") or "{}"),
        }
        for row in database.execute("SELECT id, person_id, evidence_enc FROM mandates")
    }
    persons = [row["id"] for row in database.execute("SELECT id FROM persons")]
    given = [
        hashlib.sha256(cleaning.clean(base64.b64decode(text), MAX_PIXELS).content).hexdigest()
        for text in json.load(sys.stdin)
    ]
    json.dump(
        {"cases": cases, "mandates": mandates, "persons": persons, "pictures": given}, sys.stdout
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
