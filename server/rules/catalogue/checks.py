"""What must hold between the files of a catalogue; each mistake is told with its place."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from server.rules.audiences import BY_CALL
from server.rules.authorisation import Action, Need
from server.rules.catalogue import files
from server.rules.catalogue.mistakes import Findings, Mistake
from server.rules.states import FINISHED

#: What beside a state's name may stand in a rule of deadlines.json.
_RULE_SELECTORS = ("kind", "category")
_ACTIONS = {action.code for action in Action}
_CALLS_WITHOUT_FORM = ("filing", "rating", "following", "clock")


class Known(NamedTuple):
    """What a catalogue may name beside its own words.

    effects: the server's functions; forms: names of step forms; categories: form of a kind → the
    categories it offers; texts: language → keys; members: paths of a case's values → what stands
    for a withheld one, `no_blank` where only the file can say.
    """

    effects: Collection[str]
    forms: Collection[str]
    categories: Mapping[str, Collection[str]]
    texts: Mapping[str, Collection[str]]
    members: Mapping[str, Any]
    no_blank: Any


def check(contents: Mapping[str, object], known: Known) -> list[Mistake]:
    """All mistakes of files that have their shape."""
    case, roles = contents["case.json"], contents["roles.json"]
    queues, deadlines = contents["queues.json"], contents["deadlines.json"]
    assert isinstance(case, files.CaseFile)
    assert isinstance(roles, files.RolesFile)
    assert isinstance(queues, files.QueuesFile)
    audiences = contents["audiences.json"]
    assert isinstance(deadlines, files.DeadlinesFile)
    assert isinstance(audiences, files.AudiencesFile)
    return [
        *_CaseCheck(case, known).run(),
        *_check_roles(case, roles, known),
        *_check_queues(case, roles, queues, known),
        *_check_audiences(roles, audiences, known),
        *_check_deadlines(case, deadlines, known),
    ]


def _check_text(findings: Findings, place: tuple, key: str, known: Known) -> None:
    for language, keys in known.texts.items():
        if key not in keys:
            findings.add(place, f"no text {key!r} in {language}")


class _CaseCheck:
    """case.json by itself."""

    def __init__(self, file: files.CaseFile, known: Known):
        self.file = file
        self.known = known
        self.found = Findings("case.json")
        self.codes = {step.code for step in file.steps}

    def run(self) -> list[Mistake]:
        """All mistakes."""
        self._kinds()
        self._states()
        first: dict[str, int] = {}
        for index, step in enumerate(self.file.steps):
            place = ("steps", index)
            if step.code in first:
                self.found.add(
                    (*place, "code"),
                    f"a second step {step.code!r}, the first is {first[step.code]}",
                )
            first.setdefault(step.code, index)
            self._step(place, step)
        self._endless_following()
        self._dead_ends()
        return self.found.mistakes

    def _kinds(self) -> None:
        letters: dict[str, str] = {}
        if not self.file.kinds:
            self.found.add(("kinds",), "there is no kind of case")
        for code, kind in self.file.kinds.items():
            place = ("kinds", code)
            if kind.letter in letters:
                other = letters[kind.letter]
                self.found.add((*place, "letter"), f"{other!r} has the letter {kind.letter} too")
            letters.setdefault(kind.letter, code)
            self.found.known((*place, "starts"), kind.starts, self.file.states, "state")
            for i, key in enumerate(kind.stages):
                _check_text(self.found, (*place, "stages", i), key, self.known)
            _check_text(self.found, (*place, "finished"), kind.finished, self.known)
            if kind.promised is not None:
                at = (*place, "promised")
                self.found.known(at, kind.promised, self.file.states, "state")
            self.found.known((*place, "action"), kind.action, _ACTIONS, "action")
            if kind.form is None:
                if kind.joinable:
                    self.found.add((*place, "joinable"), "belongs to a kind with a form of its own")
            elif self.found.known((*place, "form"), kind.form, self.known.categories, "form"):
                offered = self.known.categories[kind.form]
                for i, category in enumerate(kind.joinable):
                    self.found.known((*place, "joinable", i), category, offered, "category")

    def _states(self) -> None:
        for code, state in self.file.states.items():
            place = ("states", code)
            _check_text(self.found, place, f"state.{code}", self.known)
            ends, stages = set(), files.by_kind(state.stage, self.file.kinds)
            for kind, stage in stages.items():
                if not self.found.known((*place, "stage", kind), kind, self.file.kinds, "kind"):
                    continue
                ends.add(stage == FINISHED)
                if isinstance(stage, int) and not 0 <= stage < len(self.file.kinds[kind].stages):
                    self.found.add((*place, "stage"), f"kind {kind!r} has no stage {stage}")
            if not stages:
                self.found.add((*place, "stage"), "no kind stands here")
            tasks = files.by_kind(state.task, stages) if state.task else {}
            if (True in ends) is (state.task is not None) or (
                tasks and tasks.keys() != stages.keys()
            ):
                self.found.add(
                    (*place, "task"), "a state has a task for each kind, an end has none"
                )
            if len(ends) > 1:
                self.found.add((*place, "stage"), "is the end for one kind and not for another")
            if True in ends and state.clocked:
                self.found.add((*place, "clocked"), "a clock runs in a state that is an end")
            self._promises((*place, "next"), state)

    def _promises(self, place: tuple, state: files.State) -> None:
        for kind, listed in state.next.items() if isinstance(state.next, dict) else ():
            self.found.known((*place, kind), kind, self.file.kinds, "kind")
            for i, promise in enumerate(listed):
                self._promise((*place, kind, i), promise)
        for i, promise in enumerate(state.next if isinstance(state.next, list) else ()):
            self._promise((*place, i), promise)

    def _promise(self, place: tuple, promise: files.Promise) -> None:
        if (promise.by == "after") is not (promise.state is not None):
            self.found.add(place, "'state' belongs to 'by': 'after' and to nothing else")
        if promise.state is not None:
            self.found.known((*place, "state"), promise.state, self.file.states, "state")

    def _step(self, place: tuple, step: files.Step) -> None:
        found, known = self.found, self.known
        _check_text(found, (*place, "code"), f"step.{step.code}", known)
        if step.by == "step":  # what is said when it has been taken
            _check_text(found, (*place, "code"), f"step.{step.code}.done", known)
        for i, state in enumerate(step.start):
            found.known((*place, "from", i), state, self.file.states, "state")
        self._leads((*place, "to"), step)
        for i, effect in enumerate(step.effects):
            found.known((*place, "effects", i), effect, known.effects, "effect")
        if step.tells is not None:
            message = f"sms.{step.tells}"
            for key in (f"server.{message}", f"server.admin.messages.{message}"):
                _check_text(found, (*place, "tells"), key, known)
        if step.form is not None:
            found.known((*place, "form"), step.form, known.forms, "form")
        if (step.form is None) is not (step.by in _CALLS_WITHOUT_FORM):
            found.add(place, "a step that is sent needs a 'form', another has none")
        if step.by == "filing":
            if step.start or step.to is None:
                found.add(place, "filing starts from no state and leads to one")
        elif not step.start:
            found.add((*place, "from"), "starts from no state")
        if (step.by == "step") is not (step.way is not None):
            found.add(place, "'way' belongs to steps that are sent")
        offered = {
            c
            for kind in self.file.kinds.values()
            for c in known.categories.get(kind.form or "", ())
        }
        for i, category in enumerate(step.evidence):
            found.known((*place, "evidence", i), category, offered, "category")
        for i, row in enumerate(step.followed_by):
            at = (*place, "followed_by", i, "step")
            if step.by != "rating":
                found.add(at, "only a rating is followed by a step")
            if found.known(at, row.step, self.codes, "step"):
                follower = next(s for s in self.file.steps if s.code == row.step)
                if follower.by != "following":
                    found.add(at, f"{row.step!r} is not by 'following'")

    def _leads(self, place: tuple, step: files.Step) -> None:
        """Where a step leads there is a state of the kinds it leads from."""
        if isinstance(step.to, str) and not self.found.known(
            place, step.to, self.file.states, "state"
        ):
            return
        starts = [self.file.states[state] for state in step.start if state in self.file.states]
        from_kinds = {
            kind for state in starts for kind in files.by_kind(state.stage, self.file.kinds)
        }
        leads = files.by_kind(step.to, from_kinds) if step.to else {}
        for kind, state in leads.items():
            at = (*place, kind) if isinstance(step.to, dict) else place
            if not self.found.known(at, kind, self.file.kinds, "kind"):
                continue
            if self.found.known(at, state, self.file.states, "state") and kind not in files.by_kind(
                self.file.states[state].stage, self.file.kinds
            ):
                self.found.add(at, f"{state!r} is no state of kind {kind!r}")
        if isinstance(step.to, dict) and from_kinds and from_kinds != leads.keys():
            self.found.add(place, "does not say where it leads for each kind it starts from")

    def _endless_following(self) -> None:
        """A step that follows on itself, by itself, would never end."""
        after = {step.code: [f.step for f in step.followed_by] for step in self.file.steps}
        for index, step in enumerate(self.file.steps):
            seen, todo = set(), [*after[step.code]]
            while todo:
                code = todo.pop()
                if code == step.code:
                    self.found.add(
                        ("steps", index, "followed_by"), "is a loop: it follows on itself"
                    )
                    break
                if code not in seen:
                    seen.add(code)
                    todo += after.get(code, [])

    def _dead_ends(self) -> None:
        """From each state that a case can come to, some end can be reached."""
        ends = {code for code, state in self.file.states.items() if _is_end(state)}
        for kind, row in self.file.kinds.items():
            leads = defaultdict(set)
            for step in self.file.steps:
                to = files.by_kind(step.to, self.file.kinds).get(kind)
                for state in step.start:
                    if to is not None:
                        leads[state].add(to)
            for state in sorted(_reached({row.starts}, leads) & self.file.states.keys()):
                if not _reached({state}, leads) & ends:
                    self.found.add(
                        ("states", state),
                        f"is a loop or a dead end for {kind!r}: no steps lead to an end",
                    )


def _is_end(state: files.State) -> bool:
    stages = state.stage.values() if isinstance(state.stage, dict) else [state.stage]
    return all(stage == FINISHED for stage in stages)


def _reached(start: set[str], leads: Mapping[str, set[str]]) -> set[str]:
    reached, todo = set(start), list(start)
    while todo:
        fresh = leads.get(todo.pop(), set()) - reached
        reached |= fresh
        todo += fresh
    return reached


def _check_roles(case: files.CaseFile, roles: files.RolesFile, known: Known) -> Iterator[Mistake]:
    found = Findings("roles.json")
    for code in roles.roles:
        _check_text(found, ("roles", code), f"role.{code}", known)
        _check_text(found, ("roles", code), f"server.actor.{code}", known)
    for code in sorted(_ACTIONS - roles.actions.keys()):
        found.add(("actions",), f"{code!r} is missing")
    sent = {step.code for step in case.steps if step.by == "step"}
    for code in sorted(sent - roles.steps.keys()):
        found.add(("steps",), f"{code!r} is missing: nobody could take it")
    for table, words, what in ((roles.actions, _ACTIONS, "action"), (roles.steps, sent, "step")):
        member = "actions" if what == "action" else "steps"
        for code, row in table.items():
            found.known((member, code), code, words, what)
            for role, needs in row.items():
                found.known((member, code, role), role, roles.roles, "role")
                for i, need in enumerate(needs):
                    found.known((member, code, role, i), need, _NEEDS, "relation")
                if Need.ANY.value in needs and len(needs) > 1:
                    found.add((member, code, role), "'any' stands alone")
                if len(set(needs)) < len(needs):
                    found.add((member, code, role), "a relation is there twice")
    yield from found.mistakes


_NEEDS = {need.value for need in Need}


def _check_queues(
    case: files.CaseFile, roles: files.RolesFile, queues: files.QueuesFile, known: Known
) -> Iterator[Mistake]:
    found = Findings("queues.json")
    workers = roles.actions.get(Action.CASE_QUEUE.code, {})
    for role, rows in queues.queues.items():
        if found.known(("queues", role), role, roles.roles, "role") and role not in workers:
            found.add(("queues", role), f"{role!r} may not {Action.CASE_QUEUE.code}")
        seen = set()
        for index, queue in enumerate(rows):
            place = ("queues", role, index)
            if queue.code in seen:
                found.add((*place, "code"), f"a second queue {queue.code!r}")
            seen.add(queue.code)
            _check_text(found, (*place, "code"), f"queue.{queue.code}", known)
            for i, state in enumerate(queue.states):
                if found.known((*place, "states", i), state, case.states, "state") and not (
                    case.states[state].clocked
                ):
                    found.add(
                        (*place, "states", i), f"no clock runs in {state!r}: nothing is listed"
                    )
    for role in sorted(workers.keys() - queues.queues.keys()):
        found.add(("queues",), f"{role!r} may work on queues and has none")
    yield from found.mistakes


def expanded(file: files.AudiencesFile, members: list[str]) -> Iterator[str]:
    """The members with those of groups in their place; an unknown group is left as it is."""
    for member in members:
        group = file.groups.get(member[1:]) if member.startswith("@") else None
        yield from [member] if group is None else group


def _check_audiences(
    roles: files.RolesFile, file: files.AudiencesFile, known: Known
) -> Iterator[Mistake]:
    found = Findings("audiences.json")
    for name, members in file.groups.items():
        for i, member in enumerate(members):
            found.known(("groups", name, i), member, known.members, "member of a case")
    for member in file.withheld:
        found.known(("withheld", member), member, known.members, "member of a case")
    for code in BY_CALL:
        if code not in file.audiences:
            found.add(("audiences",), f"{code!r} is missing")
    of_role: dict[str, str] = {}
    for code, row in file.audiences.items():
        place = ("audiences", code)
        if bool(row.roles) is (code in BY_CALL):
            found.add(place, "is found by its roles, or by the call alone")
        for i, role in enumerate(row.roles):
            found.known((*place, "roles", i), role, roles.roles, "role")
            if role in of_role:
                found.add((*place, "roles", i), f"{role!r} is in {of_role[role]!r} already")
            of_role[role] = code
        groups = {f"@{name}" for name in file.groups}
        for i, member in enumerate(row.show):
            found.known(
                (*place, "show", i), member, known.members.keys() | groups, "member of a case"
            )
        shown = set(expanded(file, row.show))
        for i, member in enumerate(row.if_named):
            if found.known((*place, "if_named", i), member, known.members, "member of a case") and (
                member in shown
            ):
                found.add((*place, "if_named", i), "is shown in any case")
        for i, member in enumerate(row.redact):
            if member not in shown:
                found.add((*place, "redact", i), f"{member!r} is not shown")
        for member, blank in known.members.items():
            if blank is known.no_blank and member not in shown | file.withheld.keys():
                found.add(place, f"'withheld' does not say what stands for {member!r}")
    for code, role in roles.roles.items():
        if role.staff and code not in of_role:
            found.add(("audiences",), f"no audience has the role {code!r}")
    yield from found.mistakes


def _check_deadlines(
    case: files.CaseFile, deadlines: files.DeadlinesFile, known: Known
) -> Iterator[Mistake]:
    found = Findings("deadlines.json")
    clocked = {code for code, state in case.states.items() if state.clocked}
    for index, rule in enumerate(deadlines.rules):
        place = ("rules", index)
        kind = rule.get("kind")
        if kind is not None:
            found.known((*place, "kind"), str(kind), case.kinds, "kind")
        forms = [row.form or "" for code, row in case.kinds.items() if kind in (None, code)]
        own = {
            code
            for code in clocked
            if kind is None or kind in files.by_kind(case.states[code].stage, case.kinds)
        }
        offered = {c for form in forms for c in known.categories.get(form, ())}
        if "category" in rule:
            found.known((*place, "category"), str(rule["category"]), offered, "category")
        for state, span in rule.items():
            if state in _RULE_SELECTORS:
                continue
            if not isinstance(span, files.Span):
                found.add((*place, state), "is no span of time")
            elif (
                sum(v is not None for v in (span.hours, span.working_hours, span.working_days)) != 1
            ):
                found.add((*place, state), "has not one unit of hours, working_hours, working_days")
            if found.known((*place, state), state, case.states, "state") and state not in clocked:
                found.add((*place, state), f"no clock runs in {state!r}")
        for state in sorted(own - rule.keys()):
            found.add(place, f"{state!r} has no deadline")
    last = deadlines.rules[-1]
    if any(name in last for name in _RULE_SELECTORS):
        found.add(("rules", len(deadlines.rules) - 1), "the last rule must fit every case")
    yield from found.mistakes
