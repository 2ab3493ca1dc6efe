"""What the server is measured against: Starlette and SQLAlchemy, nothing else.

The same durability (SQLite, WAL, synchronous=FULL, an answer only after the commit) and a row
of the same size, but no validation, encryption, history, session or idempotency.
Usage: bare_service.py DATABASE PORT
"""

import sys

import sqlalchemy as sa
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

metadata = sa.MetaData()
cases = sa.Table(
    "cases",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("title", sa.Text),
    sa.Column("description", sa.Text),
    sa.Column("place", sa.Text),
    sa.Column("category", sa.Text),
    sa.Column("state", sa.Text, index=True),
)


def make_app(path: str) -> Starlette:
    """The service on a new database file."""
    engine = sa.create_engine(f"sqlite:///{path}", connect_args={"check_same_thread": False})

    @sa.event.listens_for(engine, "connect")
    def _prepare(connection, _record) -> None:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")

    metadata.create_all(engine)

    async def add(request: Request) -> JSONResponse:
        body = await request.json()
        row = {
            "title": body["title"],
            "description": body["description"],
            "place": body["place"]["text"],
            "category": body["category"],
            "state": "submitted",
        }
        with engine.begin() as connection:
            key = connection.execute(sa.insert(cases).values(row)).inserted_primary_key[0]
        return JSONResponse({"id": key, **row}, status_code=201)

    async def get(request: Request) -> JSONResponse:
        statement = sa.select(cases).where(cases.c.id == request.path_params["id"])
        with engine.connect() as connection:
            row = connection.execute(statement).mappings().first()
        return JSONResponse(dict(row) if row else None)

    return Starlette(routes=[Route("/cases", add, methods=["POST"]), Route("/cases/{id:int}", get)])


if __name__ == "__main__":
    uvicorn.run(
        make_app(sys.argv[1]),
        host="127.0.0.1",
        port=int(sys.argv[2]),
        log_level="warning",
        access_log=False,
        loop="uvloop",
        http="httptools",
    )
