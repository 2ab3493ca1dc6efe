"""What a service costs the people who ask for it, as far as the server knows: what its form asks, how
much of it is filled in already, how long it takes to fill in, where it is left, what is asked about it
by phone, how often something is asked again, how long it takes, and how many said they were turned away;
and what people thought of what was done."""

from collections import Counter
from collections.abc import Mapping
from statistics import median

import msgspec
import sqlalchemy as sa
from sqlalchemy import bindparam

from server.rules import applications as rules
from server.rules.forms import leaves
from server.rules.service_cost import POINT, is_within
from server.services import burden_counts, definitions, rating
from server.services.errors import Refusal
from server.services.results import DENY, GRANT
from server.services.window import Viewer, Window
from server.services.words import LANGUAGES, Words
from server.store import people_tables as people
from server.store import tables as t
from server.store.tx import Tx
from server.wire import affairs as wire

#: What is looked at: applications of so many days.
DAYS = 90
#: The role that sees its own grid only.
WALKS = "grid_worker"
DAY_MS = 86_400_000
_ASKED_AGAIN, _TURNED_AWAY = "request_correction", "turned_away"

_C, _S = t.cases.c, t.steps.c
_H = people.persons.c
#: Cases of who lives in a grid; of everybody where none is named.
_OF_GRID = sa.or_(
    sa.cast(bindparam("grid"), sa.Text) == sa.literal_column("''"),
    sa.exists().where(
        _H.grid_id == bindparam("grid"),
        sa.or_(_H.id == _C.person_id, _H.account_id == _C.owner_id),
    ),
)
_FILED = (
    sa.select(_C.service, sa.func.count().label("count"))
    .where(_C.service.is_not(None), _C.created_at >= bindparam("since"), _OF_GRID)
    .group_by(_C.service)
)
_AGAIN = (
    sa.select(_C.service, sa.func.count(sa.distinct(_C.id)).label("count"))
    .join(t.steps, _S.case_id == _C.id)
    .where(
        _C.service.is_not(None),
        _C.created_at >= bindparam("since"),
        _S.step == sa.literal_column(f"'{_ASKED_AGAIN}'"),
        _OF_GRID,
    )
    .group_by(_C.service)
)
_DECIDED = (
    sa.select(_C.service, _C.id, _C.created_at, sa.func.min(_S.at).label("at"))
    .join(t.steps, _S.case_id == _C.id)
    .where(
        _C.service.is_not(None),
        _C.created_at >= bindparam("since"),
        _S.step.in_([sa.literal_column(f"'{code}'") for code in (GRANT, DENY)]),
        _OF_GRID,
    )
    .group_by(_C.service, _C.id, _C.created_at)
)
_AWAY = (
    sa.select(_C.title, sa.func.count().label("count"))
    .where(
        _C.kind == sa.literal_column(f"'{_TURNED_AWAY}'"),
        _C.created_at >= bindparam("since"),
        _OF_GRID,
    )
    .group_by(_C.title)
)

_RATED = (
    sa.select(_S.answers)
    .join(t.cases, _S.case_id == _C.id)
    .where(_S.step == sa.literal_column("'rate'"), _S.at >= bindparam("since"), _OF_GRID)
)


def _asked(form: Mapping) -> tuple[int, int, int]:
    """How many answers a form asks of a person, how many of them are filled in already where the
    portal knows the person, and how many photos' fields it has. Declarations are no question, and
    a position is pointed at."""
    prefilled = {f["path"] for f in form["fields"] if "prefill" in f and f["type"] != "fact"}
    fields = [
        f
        for f in leaves(dict(form))
        if f["type"] not in ("fact", "declaration") and f["path"].rpartition(".")[2] not in POINT
    ]
    known = sum(is_within(f["path"], prefilled) for f in fields)
    return len(fields), known, len(rules.picture_paths(form))


def ledger(window: Window, tx: Tx, viewer: Viewer, words: Words) -> wire.Burden:
    """The burden of every service with a form, the heaviest form first; who walks a grid has it of
    the people who live there. Raises Refusal forbidden."""
    walks = viewer.role == WALKS
    if walks and viewer.grid_id is None:
        raise Refusal("forbidden")
    of = {"since": window.now() - DAYS * DAY_MS, "grid": viewer.grid_id if walks else ""}
    affairs = window.reference.affairs
    filed = {row["service"]: row["count"] for row in tx.all(_FILED, **of)}
    again = {row["service"]: row["count"] for row in tx.all(_AGAIN, **of)}
    took: dict[str, list[float]] = {}
    for row in tx.all(_DECIDED, **of):
        took.setdefault(row["service"], []).append((row["at"] - row["created_at"]) / DAY_MS)
    away = Counter({row["title"]: row["count"] for row in tx.all(_AWAY, **of)})
    items = []
    month = window.zone.local(of["since"]).date().isoformat()[:7]
    counted = burden_counts.counted(tx, month)
    for code, form in affairs.forms.items():
        fields, prefilled, photos = _asked(form)
        own = counted.get(code, burden_counts.NOTHING)
        count = filed.get(code, 0)
        titles = {affairs.title(code, language) for language in LANGUAGES}
        items.append(
            wire.ServiceBurden(
                service=code,
                service_title=affairs.title(code, words.language),
                department_name=affairs.departments[affairs.by_code[code]["department"]],
                fields=fields,
                prefilled=prefilled,
                photos=photos,
                applications=count,
                corrected=again.get(code, 0),
                decided=len(took.get(code, ())),
                median_days=round(median(took[code]), 1) if code in took else None,
                turned_away=sum(away[title] for title in titles),
                timed=own.timed,
                median_seconds=own.median_seconds,
                left=own.left.total(),
                left_at=_by_question(window, code, own.left, words, "plain.burden.at_the_end"),
                asked=own.asked.total(),
                asked_about=_by_question(window, code, own.asked, words, "plain.burden.of_all"),
            )
        )
    items.sort(key=lambda one: (-one.fields, one.service))
    every = [days for listed in took.values() for days in listed]
    return wire.Burden(
        days=DAYS,
        applications=sum(filed.values()),
        corrected=sum(again.values()),
        median_days=round(median(every), 1) if every else None,
        turned_away=sum(away.values()),
        counted_since=f"{month}-01",
        ratings=_ratings(tx, of, words),
        items=items,
    )


def _by_question(
    window: Window, code: str, counts: Counter[str], words: Words, of_none: str
) -> list[wire.QuestionCount]:
    """The most often first. of_none: the text for what is of no question."""
    definition = definitions.present(window, code)
    assert definition is not None
    fields = {one["path"]: one for one in burden_counts.questions(definition.form)}
    found = []
    for path, count in counts.items():
        if not path:
            label = words(of_none)
        elif path in fields:
            label = definition.label(words.language, fields[path])
        else:
            label = words("plain.burden.gone")
        found.append(wire.QuestionCount(path, label, count))
    return sorted(found, key=lambda one: (-one.count, one.path))


def _ratings(tx: Tx, of: Mapping, words: Words) -> wire.Ratings:
    scores, unsolved = Counter[int](), 0
    reasons = {path: Counter[str]() for path in rating.REASONS}
    for row in tx.all(_RATED, **of):
        given = msgspec.json.decode(row["answers"], type=dict)
        scores[given["score"]] += 1
        unsolved += not given["solved"]
        for path, counts in reasons.items():
            counts.update(given.get(path, ()))
    said = {
        path: [
            wire.ReasonCount(code, words(f"form.rating.{path}.option.{code}"), count)
            for code, count in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        ]
        for path, counts in reasons.items()
    }
    by_score = [scores[score] for score in range(1, 6)]
    return wire.Ratings(scores.total(), by_score, unsolved, **said)
