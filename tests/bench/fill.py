"""Fill a demo database with many cases, to measure reads among them.

    python tests/bench/fill.py DATA_FOLDER COUNT

Cases are like real ones (chain, seal, number), 97 of 100 closed, each filer with twenty.
"""

import random
import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from server.config import load
from server.demo.seed import seed_if_empty
from server.rules import history, numbers
from server.rules.states import CLOCKED_STATES
from server.services import case_rows
from server.services.window import Viewer
from server.state import open_window
from server.store import tables as t
from server.store.statements import insert_every_column
from server.store.tx import Compiled

CHUNK = 5000
DAY_MS = 86_400_000


def rows(window, first_id: int, count: int):
    """Case and step rows."""
    rng = random.Random(1)
    now = window.now()
    grids, departments = list(window.reference.grids), list(window.reference.departments)
    seen: dict[str, int] = {}
    owner = Viewer("", "resident")
    for index in range(count):
        at = now - 400 * DAY_MS + index * 395 * DAY_MS // count
        day = datetime.fromtimestamp(at / 1000, UTC).strftime("%Y%m%d")
        seen[day] = seen.get(day, 0) + 1
        if index % 20 == 0:
            owner = Viewer(f"{rng.getrandbits(128):032x}", "resident")
        number = numbers.case_number("990101", "appeal", day, seen[day])
        state = rng.choice(CLOCKED_STATES) if index % 33 == 0 else "closed"
        case = {
            "id": first_id + index, "number": number, "kind": "appeal", "category": "help",
            "channel": "portal", "owner_id": owner.id, "contact_mode": "named",
            "contact_phone_enc": None, "code_salt": b"12345678",
            "title": f"{index % 40} 号楼二单元楼道灯不亮",
            "description": "从上周三晚上开始，二到四楼的灯都不亮，楼里有两位老人，晚上下楼不敢走。",
            "place_text": f"柳巷路 {index % 90} 号", "grid_id": rng.choice(grids), "lon": None,
            "lat": None, "attachments": "", "photos": 0, "raised": 0, "created_at": at,
            "department_id": rng.choice(departments), "handled_by": None, "returns": 0,
            "reopened": 0, "rating": None, "can_rate": 0, "seen": 0, "joiners": 0, "version": 0,
            "head": history.GENESIS,
        }  # fmt: skip
        case_rows.enter_state(window, case, state, max(at, now - 6 * DAY_MS))
        step = case_rows.make_step(case, owner, "submit", at)
        case |= {"updated_at": at, "version": 1, "head": step["hash"]}
        case["seal"] = window.keys.seal(number, 1, step["hash"])
        yield case, {**step, "case_id": case["id"]}


def main() -> None:
    """Fill."""
    config = load(None, demo=True)
    config.server.data = sys.argv[1]
    window = open_window(config)
    seed_if_empty(window)
    tx = window.database.open()
    put_case = Compiled(insert_every_column(t.cases), tx.dialect)
    put_step = Compiled(insert_every_column(t.steps), tx.dialect)
    made = rows(window, 1_000_000, int(sys.argv[2]))
    while chunk := [pair for _, pair in zip(range(CHUNK), made, strict=False)]:
        tx.script("BEGIN IMMEDIATE")
        tx.connection.executemany(put_case.sql, [put_case.arguments(case) for case, _ in chunk])
        tx.connection.executemany(put_step.sql, [put_step.arguments(step) for _, step in chunk])
        tx.script("COMMIT")
    tx.script("ANALYZE")


if __name__ == "__main__":
    main()
