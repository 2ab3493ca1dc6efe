"""From the files of the catalogue to the rules the services ask."""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from server.rules.audiences import Audience, Audiences
from server.rules.authorisation import Action, Need, RoleRule, Roles
from server.rules.catalogue import checks, files
from server.rules.catalogue.mistakes import CatalogueError, Findings
from server.rules.catalogue.shape import read_file, read_text
from server.rules.queues import QueueRule, Queues
from server.rules.states import (
    FINISHED,
    CaseRules,
    FollowRule,
    KindRule,
    PromiseRule,
    StateRule,
    StepRule,
)


class Catalogue(NamedTuple):
    """The rules of one installation."""

    case: CaseRules
    queues: Queues
    roles: Roles
    audiences: Audiences


FILES = {
    "case.json": files.CaseFile,
    "queues.json": files.QueuesFile,
    "roles.json": files.RolesFile,
    "audiences.json": files.AudiencesFile,
    "deadlines.json": files.DeadlinesFile,
}

_ACTIONS = {action.code: action for action in Action}


def read(paths: Mapping[str, Path], known: checks.Known) -> Catalogue:
    """The catalogue whose files lie at these paths, by the names in FILES.

    Raises CatalogueError with every mistake that was found: files that do not have their shape
    first, then names that nobody knows, loops and missing words.
    """
    contents, mistakes = {}, []
    for name, kind in FILES.items():
        findings = Findings(name)
        _, contents[name] = read_file(findings, paths[name], kind)
        mistakes += findings.mistakes
    if not mistakes:
        mistakes = checks.check(contents, known)
    if mistakes:
        raise CatalogueError(mistakes)
    return Catalogue(
        _case(contents["case.json"]),
        _queues(contents["queues.json"]),
        _roles(contents["roles.json"]),
        _audiences(contents["audiences.json"]),
    )


def read_deadlines(raw: bytes) -> dict:
    """The rules of deadlines.json as they are, once they have their shape. Raises CatalogueError."""
    findings = Findings("deadlines.json")
    value, _ = read_text(findings, raw, files.DeadlinesFile)
    if findings.mistakes:
        raise CatalogueError(findings.mistakes)
    return value


def _case(file: files.CaseFile) -> CaseRules:
    kinds = {
        code: KindRule(
            code,
            kind.letter,
            kind.form,
            kind.starts,
            tuple(kind.stages),
            tuple(kind.joinable),
            kind.promised,
            _ACTIONS[kind.action],
            kind.channel,
        )
        for code, kind in file.kinds.items()
    }
    return CaseRules(
        kinds,
        {code: _state(code, state, kinds) for code, state in file.states.items()},
        [_step(step, kinds) for step in file.steps],
    )


def _state(code: str, state: files.State, kinds: Mapping[str, KindRule]) -> StateRule:
    stages, is_open = {}, False
    for kind, stage in files.by_kind(state.stage, kinds).items():
        stages[kind] = len(kinds[kind].stages) if stage == FINISHED else stage
        is_open = is_open or stage != FINISHED
    promises = {
        kind: tuple(PromiseRule(p.code, p.by, p.state) for p in listed)
        for kind, listed in files.by_kind(state.next, stages).items()
    }
    held = files.by_kind(state.task, stages) if state.task else {}
    return StateRule(code, stages, is_open, state.clocked, state.paused, promises, held)


def _step(step: files.Step, kinds: Mapping[str, KindRule]) -> StepRule:
    return StepRule(
        step.code,
        step.by,
        frozenset(step.start),
        files.by_kind(step.to, kinds) if step.to else {},
        step.form,
        tuple(step.effects),
        step.once,
        frozenset(step.evidence),
        step.shows_department,
        tuple(FollowRule(f.step, f.score_at_most, f.unsolved) for f in step.followed_by),
        step.tells,
    )


def _queues(file: files.QueuesFile) -> Queues:
    return {
        role: {queue.code: QueueRule(queue.of, tuple(queue.states), queue.time) for queue in rows}
        for role, rows in file.queues.items()
    }


def _audiences(file: files.AudiencesFile) -> Audiences:
    by_code = {
        code: Audience(
            code,
            frozenset(checks.expanded(file, row.show)),
            frozenset(row.if_named),
            frozenset(row.redact),
        )
        for code, row in file.audiences.items()
    }
    of_role = {role: by_code[code] for code, row in file.audiences.items() for role in row.roles}
    return Audiences(by_code, of_role, file.withheld)


def _roles(file: files.RolesFile) -> Roles:
    def needs(row: Mapping[str, list[str]]) -> dict[str, tuple[Need, ...]]:
        return {role: tuple(Need(word) for word in words) for role, words in row.items()}

    return Roles(
        {code: RoleRule(code, role.staff) for code, role in file.roles.items()},
        {action: needs(file.actions[action.code]) for action in Action},
        {code: needs(row) for code, row in file.steps.items()},
    )
