"""Authorisation: one table of role × action × relation to the case, from assets/catalogue/roles.json."""

from collections.abc import Mapping
from enum import Enum
from typing import NamedTuple


class Relation(NamedTuple):
    """How an account stands to one case."""

    owner: bool = False
    department: bool = False
    task: bool = False
    grid: bool = False
    handled: bool = False
    joined: bool = False
    assisted: bool = False
    acted: bool = False


NO_RELATION = Relation()


class Need(Enum):
    """How an account must stand to a case to do something to it."""

    ANY = "any"
    OWNER = "owner"
    DEPARTMENT = "department"
    TASK = "task"
    GRID = "grid"
    JOINED = "joined"
    NOT_OWNER = "not_owner"
    NOT_HANDLER = "not_handler"
    HELPER = "helper"
    FILER = "filer"
    NOT_HELPER = "not_helper"

    def holds(self, relation: Relation) -> bool:
        """Whether the relation is of this kind."""
        return _HOLDS[self](relation)


_HOLDS = {
    Need.ANY: lambda relation: True,
    Need.OWNER: lambda relation: relation.owner,
    Need.DEPARTMENT: lambda relation: relation.department,
    Need.TASK: lambda relation: relation.task,
    Need.GRID: lambda relation: relation.grid,
    Need.JOINED: lambda relation: relation.joined,
    Need.NOT_OWNER: lambda relation: not relation.owner,
    Need.NOT_HANDLER: lambda relation: not relation.handled,
    Need.HELPER: lambda relation: relation.assisted,
    Need.FILER: lambda relation: relation.owner or relation.assisted,
    Need.NOT_HELPER: lambda relation: not (relation.assisted or relation.acted),
}


class Action(Enum):
    """What an account can do beside taking steps: the name in roles.json, and what it is."""

    CASE_FILE = "case.file", "file a case"
    CASE_PATROL = "case.patrol", "report what one sees in the own grid"
    CASE_MINE = "case.mine", "list the cases one filed or joined"
    CASE_QUEUE = "case.queue", "work on queues"
    CASE_READ = "case.read", "read a case"
    CASE_SIMILAR = "case.similar", "look for open cases that may be the same thing"
    CASE_JOIN = "case.join", "join somebody else's case"
    CASE_FOLLOW = "case.follow", "follow a case one joined"
    CASE_WHOLE = "case.whole", "see whole numbers of an application one decides on"
    CASE_LEDGER = "case.ledger", "see who saw a case"
    CASE_RECEIPT = "case.receipt", "have the receipt of a case again"
    CASE_RATE = "case.rate", "rate a closed case"
    BOOKING_MAKE = "booking.make", "book a time at a window"
    ACTIVITY_SIGN_UP = "activity.sign_up", "sign up for an activity"
    ACTIVITY_DESK = "activity.desk", "see who signed up for an activity, and note who came"
    ACTIVITY_RUN = "activity.run", "call an activity off, and take along who signed up"
    BOOKING_DESK = "booking.desk", "see who comes to the windows"
    QUESTION_NOTE = "question.note", "count which service people asked about by phone"
    BURDEN_READ = "burden.read", "read what services cost the people who ask for them"
    IDENTITY_SET = "identity.set", "give one's real name and identity number"
    ATTACHMENT_ADD = "attachment.add", "store a picture"
    FEEDBACK_READ = "feedback.read", "read what people say of the pages"
    ADMIN_RUN = "admin.run", "run accounts and settings of the street"
    PERSON_READ = "person.read", "read what is known of a person"
    PERSON_ADD = "person.add", "find and register persons of the own grid"
    PERSON_CHANGE = "person.change", "put right what is known of a person"
    PLACE_CHANGE = "place.change", "put a place right"
    ORGANISATION_KEEP = "organisation.keep", "register organisations and shops, and put them right"
    MANDATE_TAKE = "mandate.take", "write down that somebody of the own grid gives a mandate"
    MANDATE_GIVE = "mandate.give", "give a mandate oneself, and read and revoke those one gave"
    MANDATE_REVOKE = "mandate.revoke", "revoke a mandate on the person's word"
    CASE_ASSIST = "case.assist", "file for somebody under a mandate"
    HELP_WISH = "help_wish.make", "ask for somebody to come and help"
    VISIT_MAKE = "visit.make", "make visits of the own grid"
    CALL_BACK_READ = "call_back.read", "see calls to make, or what came of them"
    CALL_BACK_MAKE = "call_back.make", "call people for whom somebody filed"
    CALL_BACK_CHECK = "call_back.check", 'look into what people said "no" to in a call'
    CASE_HELPED = "case.helped", "follow, supplement and rate for somebody under a mandate"
    RECORD_OWN = "record.own", "read what the street knows of oneself"
    EVENTS_LISTEN = "events.listen", "hear when a case moves"

    def __init__(self, code: str, about: str):
        self.code = code
        self.about = about


class RoleRule(NamedTuple):
    """A role."""

    code: str
    staff: bool


#: Role → what must hold, all of it.
Allowance = Mapping[str, tuple[Need, ...]]


class Roles:
    """The table. What it does not name is not allowed."""

    def __init__(
        self,
        roles: Mapping[str, RoleRule],
        actions: Mapping[Action, Allowance],
        steps: Mapping[str, Allowance],
    ):
        self.by_code = roles
        self.codes = tuple(roles)
        self.staff = tuple(role.code for role in roles.values() if role.staff)
        self._actions = actions
        self._steps = steps

    def knows(self, role: str, action: Action) -> bool:
        """Whether the role may do the action to some case at all."""
        return role in self._actions[action]

    def allowed(self, role: str, action: Action, relation: Relation = NO_RELATION) -> bool:
        """Whether the role may do the action to a case it stands in this relation to."""
        return _fits(self._actions[action].get(role), relation)

    def needs(self, role: str, action: Action) -> tuple[Need, ...] | None:
        """What must hold, all of it, for the role to do the action to a case; None: never."""
        return self._actions[action].get(role)

    def may_take(self, role: str, step: str, relation: Relation) -> bool:
        """Whether the role may take the step of a case it stands in this relation to."""
        return _fits(self._steps.get(step, {}).get(role), relation)

    def actions_of(self, role: str) -> list[str]:
        """Actions that need no particular case, for the account's own list."""
        return [
            action.code for action, row in self._actions.items() if row.get(role) == (Need.ANY,)
        ]


def _fits(needs: tuple[Need, ...] | None, relation: Relation) -> bool:
    return needs is not None and all(need.holds(relation) for need in needs)
