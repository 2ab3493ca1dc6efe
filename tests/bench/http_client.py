"""A small HTTP/1.1 client on asyncio streams: cheap enough not to be what is measured."""

import asyncio


class Connection:
    """One kept-alive connection to 127.0.0.1."""

    def __init__(self, port: int, headers: dict[str, str] | None = None):
        self._port = port
        lines = [f"{name}: {value}" for name, value in (headers or {}).items()]
        self._common = "\r\n".join([f"Host: 127.0.0.1:{port}", *lines]) + "\r\n"
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    async def request(
        self, method: str, path: str, body: bytes = b"", headers: str = ""
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers by lower-case name, body. Raises OSError, EOFError."""
        if self._writer is None:
            self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        head = f"{method} {path} HTTP/1.1\r\n{self._common}{headers}"
        if body or method in ("POST", "PUT"):
            head += f"Content-Length: {len(body)}\r\n"
        self._writer.write(head.encode() + b"\r\n" + body)
        raw = await self._reader.readuntil(b"\r\n\r\n")
        status_line, *lines = raw[:-4].decode("latin-1").split("\r\n")
        found = {}
        for line in lines:
            name, _, value = line.partition(":")
            found[name.lower()] = value.strip()
        length = int(found.get("content-length", "0"))
        answer = await self._reader.readexactly(length) if length else b""
        return int(status_line.split(" ", 2)[1]), found, answer

    def close(self) -> None:
        """Let go of the connection."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None
