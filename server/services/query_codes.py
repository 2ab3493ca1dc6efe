"""The query code of a case: derived by key, so that nothing of it is in the database."""

from server.rules import numbers
from server.services.window import Window


def query_code(window: Window, number: str, salt: bytes) -> str:
    """The code of a case by its number and salt."""
    digest = window.keys.lookup(f"{number}\0{bytes(salt).hex()}", "query_code")
    return numbers.query_code_from(int.from_bytes(digest[:16]))
