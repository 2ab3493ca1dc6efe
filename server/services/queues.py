"""Lists: a resident's own cases, and the work queues by due time, each served by an index.

The street's queues list cases by their own clock. A department's and a grid's list the open tasks
it has, each by the task's state and clock: that of the lead, of co-handling, of a verification.
"""

from collections.abc import Mapping
from functools import cache

import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules.authorisation import Action, Need
from server.rules.queues import QueueRule
from server.rules.search import search_words
from server.services import case_rows, joins, patrol, titles, views
from server.services.corrections import BROKEN
from server.services.cursors import cursor_of, read_cursor
from server.services.errors import invalid
from server.services.window import Viewer, Window
from server.services.words import Words
from server.store import tables as t
from server.store.search import key_of
from server.store.tx import Tx
from server.wire import types as wire

DEFAULT_LIMIT, MAX_LIMIT = 50, 200
_C, _J, _T = t.cases.c, t.joins.c, t.tasks.c

#: What a summary is made of: no description, no sealed columns.
_COLUMNS = [column for column in t.cases.columns if column.name not in case_rows.WHOLE_ONLY]


#: The same with the clock of the task that is listed.
_TASK_COLUMNS = [_T[c.name] if c.name in ("due_at", "amber_at") else c for c in _COLUMNS]
_TASKS = t.tasks.join(t.cases, _C.id == _T.case_id)


def _of_tasks(queue: QueueRule) -> bool:
    return queue.of != "street"


def _of_departments(queue: QueueRule) -> bool:
    return queue.of == "department"


def _by_others(queue: QueueRule) -> bool:
    """What is in a grid's queue is looked at by who has not filed it: the worker who has can do
    nothing about it."""
    return queue.of == "grid"


def _where(queue: QueueRule, owners: int) -> list:
    row = _T if _of_tasks(queue) else _C
    parts = [row.due_at.is_not(None)]
    if _of_tasks(queue):
        owner_kind = sa.literal_column(f"'{queue.of}'")
        parts += [row.owner_kind == owner_kind, _owned(row, owners)]
        parts.append(row.closed_at.is_(None))
    if _by_others(queue):
        parts.append(sa.or_(_C.filed_by.is_(None), _C.filed_by != bindparam("viewer")))
    if len(queue.states) == 1:
        parts.append(row.state == sa.literal_column(f"'{queue.states[0]}'"))
    elif queue.states:
        parts.append(row.state.in_([sa.literal_column(f"'{s}'") for s in queue.states]))
    if queue.time == "due_soon":
        parts += [row.due_at > bindparam("now"), row.amber_at <= bindparam("now")]
    elif queue.time == "overdue":
        parts.append(row.due_at <= bindparam("now"))
    elif queue.time == "reopened":
        parts.append(_C.reopened > sa.literal_column("0"))
    if _of_departments(queue):
        parts.append(sa.or_(row.kind != sa.literal_column(f"'{BROKEN}'"), _not_listed(queue)))
    return parts


def _not_listed(queue: QueueRule) -> sa.ColumnElement[bool]:
    """Whether a case is not in the list by its own clock: a promise that was broken puts it only into those
    that are about time, and no case twice."""
    if queue.time == "due_soon":
        return sa.not_(sa.and_(_C.due_at > bindparam("now"), _C.amber_at <= bindparam("now")))
    if queue.time == "overdue":
        return _C.due_at > bindparam("now")
    return sa.false()


def _owned(row, owners: int) -> sa.ColumnElement:
    """Of whom the tasks are: one's own, and those of whom one stands in for."""
    if owners == 1:
        return row.owner_id == bindparam("own0")
    return row.owner_id.in_([bindparam(f"own{at}") for at in range(owners)])


#: By what a case is called in another language than it was filed in (titles.named).
_NAMED_BY = sa.case(
    (_C.kind == patrol.KIND, _C.category), else_=sa.func.coalesce(_C.definition, "-")
)


def _search(words: int) -> sa.ColumnElement:
    """Every word stands in the number, the title or the place, or in the title as it is in the reader's
    language (called, with those that the word stands in between commas)."""
    key = key_of(_C.number + "|" + _C.title + "|" + _C.place_text)

    def stands(at: int) -> sa.ColumnElement:
        called = bindparam(f"called{at}", type_=sa.Text)
        return sa.or_(
            key.like(bindparam(f"word{at}"), escape="\\"), called.like("%," + _NAMED_BY + ",%")
        )

    return sa.and_(*(stands(at) for at in range(words)))


@cache
def _page(queue: QueueRule, owners: int, after: bool, words: int) -> sa.Select:
    row = _T if _of_tasks(queue) else _C
    statement = sa.select(*_COLUMNS)
    if _of_tasks(queue):
        statement = sa.select(*_TASK_COLUMNS).select_from(_TASKS)
    statement = statement.where(*_where(queue, owners))
    if words:
        statement = statement.where(_search(words))
    if after:
        mark = sa.tuple_(
            bindparam("due", type_=sa.BigInteger), bindparam("id", type_=sa.BigInteger)
        )
        statement = statement.where(sa.tuple_(row.due_at, _case_id(row)) > mark)
    return statement.order_by(row.due_at, _case_id(row)).limit(bindparam("limit"))


def _case_id(row) -> sa.ColumnElement:
    return _T.case_id if row is _T else _C.id


@cache
def _count(queue: QueueRule, owners: int, words: int) -> sa.Select:
    source = t.cases
    if _of_tasks(queue):
        timed = queue.time is not None and _of_departments(queue)
        whole = words or queue.time == "reopened" or timed or _by_others(queue)
        source = _TASKS if whole else t.tasks
    statement = sa.select(sa.func.count()).select_from(source)
    statement = statement.where(*_where(queue, owners))
    return statement.where(_search(words)) if words else statement


_MINE = sa.select(*_COLUMNS).where(_C.owner_id == bindparam("own"))
_MINE_FIRST = _MINE.order_by(_C.id.desc()).limit(bindparam("limit"))
_MINE_AFTER = _MINE.where(_C.id < bindparam("id")).order_by(_C.id.desc()).limit(bindparam("limit"))
_MINE_COUNT = sa.select(sa.func.count()).select_from(t.cases).where(_C.owner_id == bindparam("own"))
_JOINED_IDS = sa.select(_J.case_id).where(_J.account_id == bindparam("own"))
_JOINED_COUNT = (
    sa.select(sa.func.count()).select_from(t.joins).where(_J.account_id == bindparam("own"))
)
_JOINED_FIRST = _JOINED_IDS.order_by(_J.case_id.desc()).limit(bindparam("limit"))
_JOINED_AFTER = (
    _JOINED_IDS.where(_J.case_id < bindparam("id"))
    .order_by(_J.case_id.desc())
    .limit(bindparam("limit"))
)
#: What a helper filed for a person who had no account yet.
_HELPED = sa.and_(_C.person_id == bindparam("person"), _C.owner_id.is_(None))
_HELPED_COUNT = sa.select(sa.func.count()).select_from(t.cases).where(_HELPED)
_HELPED_FIRST = sa.select(*_COLUMNS).where(_HELPED).order_by(_C.id.desc()).limit(bindparam("limit"))
_HELPED_AFTER = (
    sa.select(*_COLUMNS)
    .where(_HELPED, _C.id < bindparam("id"))
    .order_by(_C.id.desc())
    .limit(bindparam("limit"))
)
_BY_ID = sa.select(*_COLUMNS).where(_C.id == bindparam("id"))


#: How an account has to stand to a case, as a condition of a query.
_STANDS = {
    Need.ANY: sa.true(),
    Need.OWNER: _C.owner_id == bindparam("viewer"),
    Need.NOT_OWNER: _C.owner_id != bindparam("viewer"),
    Need.DEPARTMENT: _C.department_id == bindparam("department"),
    Need.TASK: ("," + _C.departments + ",").like(bindparam("departments"), escape="\\"),
    Need.GRID: _C.grid_id == bindparam("grid"),
}


@cache
def _found(needs: tuple[Need, ...], words: int, unseen: int) -> sa.ColumnElement:
    others = (_C.id != bindparam(f"unseen{at}") for at in range(unseen))
    return sa.and_(*(_STANDS[need] for need in needs), *others, _search(words))


@cache
def _found_page(needs: tuple[Need, ...], after: bool, words: int, unseen: int) -> sa.Select:
    statement = sa.select(*_COLUMNS).where(_found(needs, words, unseen))
    if after:
        statement = statement.where(_C.id < bindparam("id"))
    return statement.order_by(_C.id.desc()).limit(bindparam("limit"))


@cache
def _found_count(needs: tuple[Need, ...], words: int, unseen: int) -> sa.Select:
    return sa.select(sa.func.count()).select_from(t.cases).where(_found(needs, words, unseen))


def queues_of(window: Window, role: str) -> Mapping[str, QueueRule]:
    """The queues of a role, by name."""
    return window.catalogue.queues.get(role, {})


def _owners(queue: QueueRule, viewer: Viewer) -> list[str]:
    if queue.of == "street":
        return []
    name = "department_id" if queue.of == "department" else "grid_id"
    return list(dict.fromkeys(getattr(one, name) or "" for one in (viewer, *viewer.covers)))


def _params(queue: QueueRule, viewer: Viewer, owners: list[str], now: int) -> dict:
    params: dict = {f"own{at}": owner for at, owner in enumerate(owners)}
    if _by_others(queue):
        params["viewer"] = viewer.id
    if queue.time in ("due_soon", "overdue"):
        params["now"] = now
    return params


def counts(window: Window, tx: Tx, viewer: Viewer) -> wire.Queues:
    """How much is in each queue of the viewer."""
    now = window.now()
    items = []
    for name, queue in queues_of(window, viewer.role).items():
        owners = _owners(queue, viewer)
        count = tx.value(_count(queue, len(owners), 0), **_params(queue, viewer, owners, now))
        items.append(wire.QueueCount(name, count))
    return wire.Queues(items)


def queue_page(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    name: str,
    words: Words,
    *,
    search: str,
    cursor: str,
    limit: int,
) -> wire.CasePage:
    """A page of a queue, by due time. Raises Refusal invalid / malformed."""
    queue = queues_of(window, viewer.role).get(name)
    if queue is None:
        raise invalid("queue", "unknown" if name else "required")
    now = window.now()
    owners = _owners(queue, viewer)
    params = _params(queue, viewer, owners, now)
    terms = search_words(search)
    if search and not terms:
        return wire.CasePage([], None, 0)
    params |= _patterns(tx, terms, words)
    total = tx.value(_count(queue, len(owners), len(terms)), **params)
    if cursor:
        params["due"], params["id"] = read_cursor(cursor, 2)
    rows = tx.all(_page(queue, len(owners), bool(cursor), len(terms)), limit=limit + 1, **params)
    return _as_page(window, tx, viewer, words, rows, limit, total, now, ("due_at", "id"))


def found_page(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    words: Words,
    *,
    search: str,
    cursor: str,
    limit: int,
) -> wire.CasePage:
    """A page of what the viewer may read and what fits the words, open or finished, newest first.
    Raises Refusal malformed."""
    needs = window.catalogue.roles.needs(viewer.role, Action.CASE_READ)
    terms = search_words(search)
    if needs is None or not terms:
        return wire.CasePage([], None, 0)
    mine = {
        Need.OWNER: ("viewer", viewer.id),
        Need.NOT_OWNER: ("viewer", viewer.id),
        Need.DEPARTMENT: ("department", viewer.department_id or ""),
        Need.TASK: ("departments", f"%,{_escaped(viewer.department_id or '?')},%"),
        Need.GRID: ("grid", viewer.grid_id or ""),
    }
    params = _patterns(tx, terms, words) | dict(mine[need] for need in needs if need in mine)
    params |= {f"unseen{at}": case for at, case in enumerate(sorted(viewer.unseen))}
    shape = len(terms), len(viewer.unseen)
    total = tx.value(_found_count(needs, *shape), **params)
    if cursor:
        (params["id"],) = read_cursor(cursor, 1)
    rows = tx.all(_found_page(needs, bool(cursor), *shape), limit=limit + 1, **params)
    return _as_page(window, tx, viewer, words, rows, limit, total, window.now(), ("id",))


def own_page(
    window: Window, tx: Tx, viewer: Viewer, words: Words, *, cursor: str, limit: int
) -> wire.CasePage:
    """A page of the cases the viewer filed, joined, or that were filed for it, newest first. Raises
    Refusal malformed."""
    most = {"own": viewer.id, "limit": limit + 1}
    total = tx.value(_MINE_COUNT, own=viewer.id)
    own, joined, helped = _MINE_FIRST, _JOINED_FIRST, _HELPED_FIRST
    if cursor:
        (most["id"],) = read_cursor(cursor, 1)
        own, joined, helped = _MINE_AFTER, _JOINED_AFTER, _HELPED_AFTER
    rows = tx.all(own, **most)
    joins_total = tx.value(_JOINED_COUNT, own=viewer.id)
    if joins_total:
        total += joins_total
        ids = [row["case_id"] for row in tx.all(joined, **most)]
        rows += [{**tx.one(_BY_ID, id=case_id), "joined": True} for case_id in ids]
    for person in viewer.persons:
        total += tx.value(_HELPED_COUNT, person=person)
        page = {name: value for name, value in most.items() if name != "own"}
        rows += tx.all(helped, person=person, **page)
    rows.sort(key=lambda row: -row["id"])
    return _as_page(window, tx, viewer, words, rows, limit, total, window.now(), ("id",))


def _as_page(
    window: Window,
    tx: Tx,
    viewer: Viewer,
    words: Words,
    rows: list[dict],
    limit: int,
    total: int,
    now: int,
    keys: tuple[str, ...],
) -> wire.CasePage:
    more = len(rows) > limit
    rows = rows[:limit]
    cursor = cursor_of([rows[-1][key] for key in keys]) if more else None
    items = [
        joins.summary(window, tx, row, now, words)
        if row.get("joined")
        else views.summary(window, tx, row, now, views.projection(window, viewer, row), words)
        for row in rows
    ]
    return wire.CasePage(items, cursor, total)


def _patterns(tx: Tx, terms: list[str], words: Words) -> dict:
    """What _search takes. Titles are stored in Chinese."""
    named = titles.named(tx, words) if terms and words.language != "zh-CN" else {}
    found: dict = {}
    for at, term in enumerate(terms):
        called = [key for key, title in named.items() if term in title]
        found |= {f"word{at}": f"%{_escaped(term)}%", f"called{at}": f",{','.join(called)},"}
    return found


def _escaped(search: str) -> str:
    return search.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
