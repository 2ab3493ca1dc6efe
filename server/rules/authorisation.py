"""Authorisation: one table of role × action × relation to the case.

Relations of an account to a case:
  any         no case is needed, or any case of the street
  owner       filed it
  department  works in the department that has it now
  grid        walks the grid it lies in
  joined      said 我也遇到了 to it
  not_owner   anybody who did not file it
  not_handler anybody who did not give the answer that is to be verified (with any or grid)
"""

from typing import NamedTuple

ROLES = ("resident", "grid_worker", "dispatcher", "handler", "leader", "supervisor", "admin")
STAFF_ROLES = ROLES[1:]


class Relation(NamedTuple):
    """How an account stands to one case."""

    owner: bool = False
    department: bool = False
    grid: bool = False
    handled: bool = False
    joined: bool = False


TABLE: dict[str, dict[str, str]] = {
    "case.file": {"resident": "any"},
    "case.mine": {"resident": "any"},
    "case.queue": dict.fromkeys(STAFF_ROLES, "any"),
    "case.read": {
        "resident": "owner",
        "grid_worker": "grid",
        "dispatcher": "any",
        "handler": "department",
        "leader": "any",
        "supervisor": "any",
        "admin": "any",
    },
    "case.similar": {"resident": "any"},
    "case.join": {"resident": "not_owner"},
    "case.follow": {"resident": "joined"},
    "case.ledger": {"resident": "owner", "supervisor": "any"},
    "case.rate": {"resident": "owner"},
    "identity.set": {"resident": "any"},
    "attachment.add": dict.fromkeys(ROLES, "any"),
    "events.listen": dict.fromkeys(ROLES, "any"),
    "step.accept": {"dispatcher": "any"},
    "step.refuse": {"dispatcher": "any"},
    "step.dispatch": {"dispatcher": "any"},
    "step.sign_for": {"handler": "department"},
    "step.return": {"handler": "department"},
    "step.resolve": {"handler": "department"},
    "step.verify_pass": {"grid_worker": "grid,not_handler", "supervisor": "not_handler"},
    "step.verify_fail": {"grid_worker": "grid,not_handler", "supervisor": "not_handler"},
    "step.close": {"dispatcher": "any"},
    "step.withdraw": {"resident": "owner"},
    "step.supplement": {"resident": "owner"},
}

NO_RELATION = Relation()


def allowed(role: str, action: str, relation: Relation = NO_RELATION) -> bool:
    """Whether the role may do the action to a case it stands in this relation to."""
    need = TABLE[action].get(role)
    if need is None:
        return False
    for part in need.split(","):
        if part == "owner" and not relation.owner:
            return False
        if part == "department" and not relation.department:
            return False
        if part == "grid" and not relation.grid:
            return False
        if part == "joined" and not relation.joined:
            return False
        if part == "not_owner" and relation.owner:
            return False
        if part == "not_handler" and relation.handled:
            return False
    return True


def actions_of(role: str) -> list[str]:
    """Actions that need no particular case, for the account's own list."""
    return [a for a, row in TABLE.items() if row.get(role) == "any" and not a.startswith("step.")]
