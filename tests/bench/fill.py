"""Fill a demo database with many cases, to measure reads among them.

    python tests/bench/fill.py DATA_FOLDER COUNT [--phone PHONE]

Cases are like real ones (chain, seal, number), 97 of 100 closed, each filer with twenty; or all of them filed by the
resident with that phone number. A server may run on the folder, as long as nobody files meanwhile.
"""

import argparse
import itertools
import random
import sys
from pathlib import Path

import sqlalchemy as sa

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from server.config import load
from server.demo.seed import seed_if_empty
from server.rules import filed, history, numbers
from server.services import accounts, case_rows, tasks
from server.services.window import Viewer
from server.state import open_window
from server.store import tables as t
from server.store.statements import NEXT, insert_every_column
from server.store.tx import Compiled

_LAST_ID = sa.select(sa.func.max(t.cases.c.id))
CHUNK = 5000
DAY_MS = 86_400_000


def rows(window, tx, count: int, owner: Viewer | None):
    """Case and step rows; of `owner`, or of one filer after another."""
    rng = random.Random(1)
    now = window.now()
    grids, departments = list(window.reference.grids), list(window.reference.departments)
    division = window.reference.street.division
    rules = window.catalogue.case
    kind = rules.kinds["appeal"]
    clocked = [code for code in rules.clocked_states if "appeal" in rules.states[code].stages]
    first_id = (tx.value(_LAST_ID) or 0) + 1
    filer = owner
    for index in range(count):
        at = now - 400 * DAY_MS + index * 395 * DAY_MS // count
        day = window.zone.local(at).strftime("%Y%m%d")
        if owner is None and index % 20 == 0:
            filer = Viewer(f"{rng.getrandbits(128):032x}", "resident")
        counter = f"{division}{kind.letter}{day}"
        sequence = tx.value(tx.pick(NEXT), name=counter, value=1)
        number = numbers.case_number(division, kind.letter, day, sequence)
        state = rng.choice(clocked) if index % 33 == 0 else "closed"
        title, place = f"{index % 40} 号楼二单元楼道灯不亮", f"柳巷路 {index % 90} 号"
        values = {
            "category": "help",
            "title": title,
            "description": "从上周三晚上开始，二到四楼的灯都不亮，楼里有两位老人，晚上下楼不敢走。",
            "place.text": place,
            "contact.mode": "named",
        }
        parts = filed.part(window.reference.filed_forms["appeal"], values)
        case = {
            **dict.fromkeys(history.OF_SERVICE + history.OF_PERSON),
            **parts.columns,
            "id": first_id + index, "number": number, "kind": "appeal", "channel": "portal",
            "owner_id": filer.id, "contact_phone_enc": None, "personal_enc": None,
            "code_salt": b"12345678", "answers": parts.answers, "grid_id": rng.choice(grids),
            "photos": 0, "raised": 0, "created_at": at,
            "department_id": (department := rng.choice(departments)),
            "departments": department, "handled_by": None, "returns": 0,
            "reopened": 0, "rating": None, "can_rate": 0, "seen": 0, "joiners": 0, "version": 0,
            "head": history.GENESIS,
        }  # fmt: skip
        case_rows.enter_state(window, case, state, max(at, now - 6 * DAY_MS))
        step = case_rows.make_step(case, filer, "submit", at)
        case |= {"updated_at": at, "version": 1, "head": step["hash"]}
        case_rows.seal(window, case)
        if case["due_at"] is not None:
            tasks.follow(window, tx, case, step)
        yield case, {**step, "case_id": case["id"]}


def main() -> None:
    """Fill."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("data")
    options.add_argument("count", type=int)
    options.add_argument("--phone", help="the resident who files them all")
    chosen = options.parse_args()
    config = load(None, demo=True)
    config.server.data = chosen.data
    window = open_window(config)
    seed_if_empty(window)
    tx = window.database.open()
    put_case = Compiled(insert_every_column(t.cases), tx.dialect)
    put_step = Compiled(insert_every_column(t.steps), tx.dialect)
    owner = None
    if chosen.phone:
        account = window.database.write_now(
            lambda own: accounts.resident_of(window, own, chosen.phone)
        )
        owner = accounts.viewer_of(account)
    made = rows(window, tx, chosen.count, owner)
    filled = 0
    while filled < chosen.count:
        tx.script("BEGIN IMMEDIATE")
        chunk = list(itertools.islice(made, CHUNK))
        tx.connection.executemany(put_case.sql, [put_case.arguments(case) for case, _ in chunk])
        tx.connection.executemany(put_step.sql, [put_step.arguments(step) for _, step in chunk])
        tx.script("COMMIT")
        filled += len(chunk)
    tx.script("ANALYZE")


if __name__ == "__main__":
    main()
