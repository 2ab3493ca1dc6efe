"""What is compressed once and served often."""

import gzip
from typing import NamedTuple


class Compressed(NamedTuple):
    """Bytes as they are and compressed (gzip)."""

    body: bytes
    gzipped: bytes


def compressed(body: bytes) -> Compressed:
    """Both of it; the same bytes are compressed to the same bytes."""
    return Compressed(body, gzip.compress(body, 9, mtime=0))
