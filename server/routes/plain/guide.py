"""A service's guide without script: the verdict first, the questions that it hangs on, what it needs.

What is answered here is kept nowhere: it comes with the page's form and goes with the page.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urlencode

from server.routes.http import Call, Reply
from server.routes.page import Wrong
from server.routes.plain import withdrawn
from server.routes.plain.frame import show
from server.routes.plain.services import APPLY, Known, known_of
from server.rules import applications as rules
from server.rules import verdicts
from server.rules.expressions import evaluate
from server.rules.forms import Problem, check_answers
from server.rules.values import find, put
from server.services import applications, assisted, drafts, facts, prepared
from server.services.errors import Refusal
from server.services.window import Viewer
from server.wire import types as wire

#: For whom; whoever asks for a relative knows more of them than the portal does.
SELF, FAMILY = "self", "family"
#: A day that is over is asked for, and this one is not.
NOT_OVER = "mismatch"


class Whom(NamedTuple):
    """For whom the guide can be read, and is: what is known of them, where one begins for them. stopped: why
    it is not for whom was asked; who: what they are called, "" of oneself."""

    choices: list[tuple[str, str]]
    chosen: str
    known: Known
    start: str
    stopped: list[Wrong]
    who: str


async def guide(call: Call) -> Reply:
    """GET /plain/services/{code}."""
    return await _page(call, asked=False)


async def answer(call: Call) -> Reply:
    """POST /plain/services/{code}: the verdict with what was answered."""
    return await _page(call, asked=True)


async def _page(call: Call, *, asked: bool) -> Reply:
    code, affairs = call.path["code"], call.window.reference.affairs
    gone = withdrawn.service_of(call)
    if gone is not None:
        return withdrawn.page(call, gone)
    service = affairs.by_code.get(code)
    if service is None:
        raise Refusal("not_found")
    whom = await _whom_of(call, service)
    known = whom.known
    questions = _questions(call, service, known)
    heard = asked and not whom.stopped
    answers, wrong = _answered(call, questions) if heard else ({}, [])
    verdict = verdicts.judge(
        service.get("conditions", ()), _joined(known.facts, answers), known.today
    )
    guide = _Guide(call, code, known, answers)
    return show(
        call,
        "service.html",
        here="services",
        wrong=[*whom.stopped, *wrong],
        form=asked,
        typing=asked,
        service=service,
        own=guide.words,
        said=affairs.common[call.words.language],
        department=affairs.departments[service["department"]],
        members=[guide.member(one["service"]) for one in service.get("bundle", ())],
        start=APPLY + whom.start if code in affairs.forms else None,
        who=whom.who,
        book=f"/plain/services/{code}/book" if _can_book(call, service) else None,
        whom=whom.chosen,
        whoms=whom.choices,
        opening=verdicts.opening(service, known.today),
        standing=await standing_of(call) if whom.chosen == SELF else None,
        prepared=await _prepared(call) if whom.chosen == SELF else "",
        outcome=verdict.outcome,
        missing=sum(reason.outcome == verdicts.OPEN for reason in verdict.reasons),
        reasons=[guide.reason(reason) for reason in verdict.reasons],
        questions=[guide.question(field) for field in questions],
        typed=call.body,
        materials=[guide.material(one) for one in service.get("materials", ())],
        materials_count=guide.count(service.get("materials", ())),
        steps=[guide.step(one) for one in affairs.steps(service)],
        center=call.window.reference.answer.street,
        hours=_hours(call),
    )


async def _prepared(call: Call) -> str:
    """The page of an application that is filled in for who is signed in already; "" where there is none."""
    code, viewer = call.path["code"], call.viewer
    if viewer is None or viewer.role != "resident":
        return ""
    row = await call.window.database.read(lambda tx: prepared.row_of(tx, viewer.id, code))
    return prepared.PATH + code if row is not None and row["state"] != prepared.FILED else ""


class Standing(NamedTuple):
    """Why who is signed in may not ask for it for themselves once more, and the page where that one is."""

    text: str
    href: str


async def standing_of(call: Call) -> Standing | None:
    """What is in the way; None where nothing is."""
    window, viewer, code = call.window, call.viewer, call.path["code"]
    if viewer is None:
        return None
    found = await window.database.read(
        lambda tx: applications.standing_of(window, tx, viewer, code)
    )
    if found is None:
        return None
    href = f"/plain/cases/{found.number}" if found.number else "/plain/mine"
    return Standing(call.words.problem(Problem("service", found.code)), href)


async def _whom_of(call: Call, service: dict) -> Whom:
    """For whom the guide is read: oneself, a relative, or who gave whoever asks a mandate that is about it
    now."""
    code, words = service["code"], call.window.reference.affairs.common[call.words.language]
    choices = [(one, words[f"for.{one}"]) for one in service["for"] if one != assisted.MANDATE]
    own, first = await known_of(call), choices[0][0]
    asked, stopped = call.body.get("for", first), []
    if call.viewer is not None and call.viewer.role == "resident":
        window, viewer = call.window, call.viewer
        helped = await window.database.read(
            lambda tx: assisted.helped_with(window, tx, viewer, code)
        )
        choices += [
            (person, call.words("services.whom.helped", who=name))
            for person, name in helped.items()
        ]
        if asked not in (SELF, FAMILY):
            try:
                known = own._replace(facts=await _facts_of(call, viewer, asked, code))
                return Whom(choices, asked, known, drafts.code_for(code, asked), [], helped[asked])
            except Refusal as refusal:
                stopped = [Wrong("for", call.words.problem(one)) for one in refusal.problems]
    chosen = asked if asked in service["for"] else first
    if chosen == SELF:
        return Whom(choices, chosen, own, code, stopped, "")
    other, start = own._replace(facts={}), f"{code}?{urlencode({'for': chosen})}"
    return Whom(choices, chosen, other, start, stopped, call.words("services.who.family"))


async def _facts_of(call: Call, viewer: Viewer, person: str, code: str) -> dict:
    """What the street knows of a person somebody asks for; the sight is written down for them. Raises Refusal
    as `assisted.begun`."""

    def begin(tx):
        behalf = assisted.begun(call.window, tx, viewer, person, service=code)
        behalf.begin(call.window, tx, call.words)
        return facts.tree(behalf.facts(call.window, tx))

    return await call.window.database.write(begin)


def _questions(call: Call, service: dict, known: Known) -> list[dict]:
    """The facts that the conditions hang on, that are not known and may be asked, as fields."""
    registry = call.window.reference.affairs.facts.by_name
    named = [
        name
        for one in service.get("conditions", ())
        for name in verdicts.named_facts(one["require"])
    ]
    fields = []
    for name in dict.fromkeys(named):
        fact = registry[name]
        if fact.ask is not None and not verdicts.is_known(known.facts, name):
            options = {"options": fact.options} if fact.options else {}
            fields.append({"path": name, "type": fact.ask, **options})
    return fields


def _rules(call: Call, questions: list[dict]) -> list[dict]:
    """What the answers must be beside their type."""
    registry = call.window.reference.affairs.facts.by_name
    return [
        {"id": "past", "at": one["path"], "require": verdicts.over(one["path"]), "code": NOT_OVER}
        for one in questions
        if registry[one["path"]].past
    ]


def _answered(call: Call, questions: list[dict]) -> tuple[dict, list[Wrong]]:
    """What was answered, as a tree, and what is wrong with it."""
    given: dict = {}
    for field in questions:
        put(given, field["path"], call.body.get(field["path"], ""))
    form = {"fields": questions, "rules": _rules(call, questions)}
    kept, problems = check_answers(form, given, call.window.reference.known)
    words = call.window.reference.affairs.common[call.words.language]
    wrong = []
    for problem in problems:
        label = words[f"fact.{problem.path}.label"]
        said = call.words.said_of(label, problem)
        wrong.append(Wrong(problem.path, words["fact.past"] if problem.code == NOT_OVER else said))
        put(kept, problem.path, None)
    return kept, wrong


def _joined(facts: dict, answers: dict) -> dict:
    """Both trees; groups of facts may be in each."""
    joined = {name: dict(group) for name, group in facts.items()}
    for name, group in answers.items():
        joined.setdefault(name, {}).update(group)
    return joined


def _can_book(call: Call, service: dict) -> bool:
    return service.get("counter", "") in call.window.reference.counters.by_id


def _hours(call: Call) -> str:
    """When the service centre is open, as the phone list says it."""
    reference: wire.Reference = call.window.reference.answer
    name = reference.street.center_name
    return next((phone.hours for phone in reference.phones if phone.name == name), "")


class _Guide:
    """What the page says of one service to one person."""

    def __init__(self, call: Call, code: str, known: Known, answers: dict):
        affairs = call.window.reference.affairs
        self.call, self.code, self.known, self.answers = call, code, known, answers
        self.registry = affairs.facts.by_name
        self.common = affairs.common[call.words.language]
        self.all = affairs.words(code, call.words.language)
        self.prefix = f"service.{code}."

    def words(self, key: str) -> str:
        """A text of the service; "" where it has none."""
        return self.all.get(self.prefix + key, "")

    def member(self, code: str) -> dict:
        """One of the services that are asked for together."""
        affairs = self.call.window.reference.affairs
        service = affairs.by_code[code]
        return {
            "code": code,
            "title": self.words(f"member.{code}.title"),
            "department": affairs.departments[service["department"]],
            "promised": service["time"]["promised"],
        }

    def reason(self, reason: verdicts.Reason) -> dict:
        """A condition with the person's own facts and where they are from."""
        shown = [self._fact(name) for name in reason.facts]
        return {
            "outcome": reason.outcome,
            "words": self.words(f"condition.{reason.id}"),
            "facts": [one for one in shown if one],
        }

    def _fact(self, name: str) -> dict | None:
        told = find(self.answers, name)
        value = told if told is not None else find(self.known.facts, name)
        if value is None:
            return None
        source = self.common[
            "source.person" if told is not None else f"source.{self.registry[name].from_}"
        ]
        return {
            "label": self.common[f"fact.{name}.label"],
            "value": self._value(name, value),
            "source": source,
        }

    def _value(self, name: str, value: Any) -> str:
        t, fact = self.call.words, self.registry[name]
        if isinstance(value, bool):
            return t("form.yes" if value else "form.no")
        if fact.options:
            return self.common[f"fact.{name}.option.{value}"]
        if fact.ask == "money":
            return t("plain.services.yuan", amount=f"{value / 100:,.2f}")
        if name == "person.birth_date":
            years = evaluate(["years", {"date": value}, ["today"]], self.known.scope).value
            return t("plain.services.age", date=value, years=int(years or 0))
        return str(value)

    def question(self, field: dict) -> dict:
        """A fact as the page asks for it."""
        name, t = field["path"], self.call.words
        options = [
            (code, self.common[f"fact.{name}.option.{code}"]) for code in field.get("options", ())
        ]
        if field["type"] == "yes_no":
            options = [("yes", t("form.yes")), ("no", t("form.no"))]
        return {
            "path": name,
            "type": field["type"],
            "ask": self.common[f"fact.{name}.ask"],
            "options": options,
        }

    def step(self, step: dict) -> dict:
        """A step as the page says it: who does it, where somebody has to be, how long at most."""
        t, service = self.call.words, self.call.window.reference.affairs.by_code[self.code]
        name = self.call.window.reference.affairs.departments[service["department"]]
        terms = [t(f"services.step.who.{step['who']}", name=name)]
        if "days" in step:
            terms.append(t("plain.services.step.days", count=step["days"]))
        return {
            "title": self.words(f"step.{step['id']}.title"),
            "text": self.words(f"step.{step['id']}.text"),
            "terms": terms,
            "come": t(f"services.step.come.{step['come']}") if "come" in step else "",
        }

    def material(self, material: dict) -> dict:
        """A material, and whether it is there, photographed or brought along."""
        key = f"material.{material['id']}"
        there = "have" in material and verdicts.is_known(self.known.facts, material["have"])
        need = rules.need_of(material)
        if need == rules.REQUIRED:
            need = "photo" if "field" in material else "bring"
        return {
            "title": self.words(f"{key}.title"),
            "how": "" if there else self.words(f"{key}.how"),
            "tag": "have" if there else need,
        }

    def count(self, materials: Sequence[dict]) -> str:
        """How many have to be handed in, how many of these are there, and how many may be left out."""
        t = self.call.words
        wanted = [one for one in materials if rules.need_of(one) != rules.OPTIONAL]
        have = sum(self.material(one)["tag"] == "have" for one in wanted)
        said = []
        if wanted:
            key = "services.materials.some" if have else "services.materials.count"
            said.append(t(key, count=len(wanted), have=have))
        if len(wanted) < len(materials):
            said.append(t("services.materials.optional", count=len(materials) - len(wanted)))
        return t("format.dot").join(said)
