"""Who sees which members of a case (assets/catalogue/audiences.json): allow-lists.

A member is a dotted path to a single value, "contact.phone_masked"; what is not named is withheld.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

#: Audiences that a relation or a call decides; the others are found by role.
OWNER, TRACKER, JOINER, PUBLIC = "owner", "tracker", "joiner", "public"
BY_CALL = (OWNER, TRACKER, JOINER, PUBLIC)


class Audience(NamedTuple):
    """What one audience sees: as it is, only of who gave a name, only redacted."""

    code: str
    show: frozenset[str]
    if_named: frozenset[str]
    redact: frozenset[str]

    def sees(self, member: str, *, named: bool) -> bool:
        """Whether the audience sees the member of a case whose filer is named or anonymous."""
        return member in self.show or (named and member in self.if_named)


class Audiences(NamedTuple):
    """All audiences, those of roles, and what stands for what is withheld, where not nothing."""

    by_code: Mapping[str, Audience]
    of_role: Mapping[str, Audience]
    withheld: Mapping[str, Any]
