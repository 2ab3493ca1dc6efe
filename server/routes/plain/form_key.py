"""The key of a form without script: a page that is sent twice does its work once."""

import re

from server.routes.http import Call
from server.services.errors import Refusal

_KEY = re.compile(r"[A-Za-z0-9_]{8,32}", re.ASCII)


def is_key(key: str) -> bool:
    """Whether this is the key of a form."""
    return _KEY.fullmatch(key) is not None


def key_of(call: Call) -> str:
    """The key of the form that was sent. Raises Refusal malformed."""
    key = call.body.get("key", "")
    if not is_key(key):
        raise Refusal("malformed")
    return key
