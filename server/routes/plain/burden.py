"""The ledger of what services cost people, without script: sentences, charts and the same as tables; and
where who takes calls counts which service somebody asked about."""

from typing import NamedTuple

from server.routes.burden import read
from server.routes.endpoint import require
from server.routes.http import Call, Reply
from server.routes.plain.form_key import key_of
from server.routes.plain.frame import go_to, show
from server.rules.authorisation import Action
from server.services import answers, burden_counts, definitions
from server.services.answers import Answer
from server.services.errors import Refusal
from server.wire import affairs as wire

#: Services of the chart; the table has all of them.
CHARTED = 12


async def page(call: Call) -> Reply:
    """GET /plain/burden."""
    if call.viewer is None:
        return go_to("/plain/staff")
    if not call.window.catalogue.roles.allowed(call.viewer.role, Action.BURDEN_READ):
        raise Refusal("forbidden")
    found = await read(call)
    return show(
        call,
        "burden.html",
        here="",
        found=found,
        sentence=_sentence(call, found),
        counted=_counted_sentence(call, found),
        charts=_charts(call, found),
        minutes=minutes,
        rated=_rated_sentence(call, found.ratings),
        notes=call.window.catalogue.roles.allowed(call.viewer.role, Action.QUESTION_NOTE),
    )


class Bar(NamedTuple):
    """A line of a chart. part: of count, what is drawn lighter; said: what stands behind it."""

    label: str
    count: int
    part: int
    said: str


class Chart(NamedTuple):
    """title: key of its heading; table: id of the table with the same figures."""

    title: str
    table: str
    bars: list[Bar]

    @property
    def most(self) -> int:
        """The longest."""
        return max((bar.count for bar in self.bars), default=1)


def minutes(seconds: int) -> str:
    """Seconds as minutes, with a half where they are few."""
    return f"{seconds / 60:.1f}".removesuffix(".0")


def _charts(call: Call, found: wire.Burden) -> list[Chart]:
    """Those that have something to show; the first always."""

    def chart(name: str, value, said, part=lambda one: 0) -> Chart:
        rows = sorted(
            (one for one in found.items if value(one)), key=lambda one: (-value(one), one.service)
        )
        bars = [Bar(one.service_title, value(one), part(one), said(one)) for one in rows[:CHARTED]]
        return Chart(f"plain.burden.chart{name}", "counted" if name else "figures", bars)

    took = chart(
        ".took",
        lambda one: one.median_seconds,
        lambda one: call.words("plain.burden.minutes", minutes=minutes(one.median_seconds)),
    )
    charts = [
        chart("", lambda one: one.fields, lambda one: str(one.fields), lambda one: one.prefilled),
        took,
        chart(".left", lambda one: one.left, lambda one: str(one.left)),
        chart(".asked", lambda one: one.asked, lambda one: str(one.asked)),
    ]
    return [charts[0], *(one for one in charts[1:] if one.bars)]


def _counted_sentence(call: Call, found: wire.Burden) -> str:
    """What is counted by month: how long forms took, where they are left, what is asked about them."""
    said = []
    timed = sum(one.timed for one in found.items)
    slow = max(found.items, key=lambda one: one.median_seconds or 0, default=None)
    if slow is None or slow.median_seconds is None:
        said.append(call.words("plain.burden.few", timed=timed, fewest=burden_counts.FEWEST))
    else:
        values = {"title": slow.service_title, "minutes": minutes(slow.median_seconds)}
        said.append(call.words("plain.burden.slowest", **values, timed=slow.timed))
    for what, of, places in (
        ("left", lambda one: one.left, lambda one: one.left_at),
        ("asked", lambda one: one.asked, lambda one: one.asked_about),
    ):
        count = sum(map(of, found.items))
        if not count:
            said.append(call.words(f"plain.burden.no_{what}"))
            continue
        worst = max(found.items, key=of)
        said.append(
            call.words(
                f"plain.burden.most_{what}",
                count=count,
                title=worst.service_title,
                most=of(worst),
                label=places(worst)[0].label,
            )
        )
    return "".join(said)


def _rated_sentence(call: Call, found: wire.Ratings) -> str:
    if not found.count:
        return call.words("plain.burden.not_rated")
    content = round(100 * sum(found.scores[2:]) / found.count)
    said = call.words("plain.burden.rated", count=found.count, share=content)
    if found.faults:
        worst = found.faults[0]
        said += call.words("plain.burden.worst", label=worst.label, count=worst.count)
    return said


def _sentence(call: Call, found: wire.Burden) -> str:
    fields = sum(one.fields for one in found.items)
    prefilled = sum(one.prefilled for one in found.items)
    asked = call.words(
        "plain.burden.asked",
        count=len(found.items),
        fields=round(fields / max(1, len(found.items))),
        share=round(100 * prefilled / max(1, fields)),
    )
    if not found.applications:
        return asked + call.words("plain.burden.nobody", days=found.days)
    took = found.median_days
    happened = call.words(
        "plain.burden.happened",
        days=found.days,
        applications=found.applications,
        share=round(100 * found.corrected / found.applications),
        away=found.turned_away,
    )
    return asked + happened + (call.words("plain.burden.took", median=took) if took else "")


async def questions(call: Call) -> Reply:
    """GET /plain/asked, /plain/asked/{code}: the services, or the questions of one, each to be counted by
    one press; q searches."""
    if call.viewer is None:
        return go_to("/plain/staff")
    require(Action.QUESTION_NOTE, call)
    affairs, language = call.window.reference.affairs, call.words.language
    titles = {code: affairs.title(code, language) for code in affairs.forms}
    code, typed = call.path.get("code", ""), call.query.get("q", "").strip()
    if code and code not in titles:
        raise Refusal("not_found")
    listed, fields = list(titles), []
    if typed:
        listed = [one for one in affairs.found(typed, language) if one in titles]
    if code:
        definition = definitions.present(call.window, code)
        assert definition is not None
        asked = burden_counts.questions(definition.form)
        fields = [(one["path"], definition.label(language, one)) for one in asked]
    noted = titles.get(call.query.get("noted", ""))
    return show(
        call,
        "asked.html",
        here="",
        typed=typed[:100],
        code=code,
        title=titles.get(code, ""),
        listed=[(one, titles[one]) for one in listed],
        fields=fields,
        key=call.window.ports.random.id(),
        said=call.words("plain.asked.noted", title=noted) if noted else "",
    )


async def note(call: Call) -> Reply:
    """POST /plain/asked/{code}: counted, with the question (field) or without; once a page and button."""
    if call.viewer is None:
        return go_to("/plain/staff")
    require(Action.QUESTION_NOTE, call)
    window, code, field = call.window, call.path["code"], call.body.get("field", "")
    asked = answers.once(
        call.viewer.id, key_of(call), "POST", call.scope["path"], field[:200].encode()
    )

    def count(tx):
        if answers.first_answer(window, tx, asked) is None:
            burden_counts.note_asked(window, tx, code, field)
            answers.keep(window, tx, asked, Answer(204, b""))

    await window.database.write(count)
    return go_to(f"/plain/asked?noted={code}")
