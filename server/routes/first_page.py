"""The portal's index.html with the street's own words: name, phone, and its own catalogue.

The page as packed shows the demo street and works by itself; the server puts the street's own
words into the elements that are marked with data-street, and the addresses of its own catalogue
files in the place of packed ones whose content differs.
"""

import html
import json
import re
from pathlib import Path

from server.services.window import Window

_NAME = re.compile(r'(<(\w+)\b[^>]*\bdata-street="name"[^>]*>)[^<]*(</\2>)')
_HOTLINE = re.compile(r'<a\b[^>]*\bdata-street="hotline"[^>]*>[^<]*</a>')
_PACKED = re.compile(r'/(?P<file>catalogue/(?P<name>[a-z_/]+)\.[0-9a-f]{8,}\.json)(?=")')


def filled(page: bytes, folder: Path, window: Window) -> bytes:
    """The page as this installation shows it. folder: where the packed files are."""
    text = page.decode("utf-8")
    name = html.escape(window.reference.street.name)
    text = _NAME.sub(lambda found: f"{found[1]}{name}{found[3]}", text)
    hotline = window.reference.hotline
    number = re.sub(r"[^0-9+]", "", hotline.number)
    link = (
        f'<a href="tel:{number}" data-street="hotline">'
        f"{html.escape(hotline.name)} {html.escape(hotline.number)}</a>"
    )
    text = _HOTLINE.sub(lambda _: link, text)
    text = _PACKED.sub(lambda found: _address(found, folder, window), text)
    if window.config.demo:
        text = text.replace("<html ", "<html data-demo ", 1)
    return text.encode("utf-8")


def _address(found: re.Match, folder: Path, window: Window) -> str:
    """The packed file's own address, or the server's where the street has another content."""
    name = f"{found['name'].rsplit('/', 1)[-1]}.json"
    own = window.published.files.get(name)
    if own is None:
        return found[0]
    try:
        packed = json.loads((folder / found["file"]).read_bytes())
    except (OSError, ValueError):
        packed = None
    if isinstance(packed, dict):
        packed.pop("about", None)
    return found[0] if packed == json.loads(own.body) else window.published.address(name)
