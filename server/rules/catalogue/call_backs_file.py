"""call_backs.json: how many of the cases that were filed for somebody are checked by a
call, or by a visit where there is no phone."""

from typing import Annotated

from msgspec import Meta

from server.rules.catalogue.files import _Closed
from server.rules.catalogue.mistakes import CatalogueError, Findings
from server.rules.catalogue.shape import read_text


class CallBacksFile(_Closed, kw_only=True):
    """call_backs.json"""

    about: str = ""
    share: Annotated[float, Meta(ge=0, le=1)]
    working_days: Annotated[int, Meta(ge=1, le=60)]
    tries: Annotated[int, Meta(ge=1, le=20)]
    visit_tries: Annotated[int, Meta(ge=1, le=20)] = 2
    objection_days: Annotated[int, Meta(ge=1, le=60)] = 5


def read_call_backs(raw: bytes) -> CallBacksFile:
    """The file. Raises CatalogueError."""
    found = Findings("call_backs.json")
    _, file = read_text(found, raw, CallBacksFile)
    if found.mistakes or file is None:
        raise CatalogueError(found.mistakes)
    return file
