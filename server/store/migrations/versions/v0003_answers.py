"""A case's answers as canonical JSON; which digest a step and which seal a case has."""

import sqlalchemy as sa
from alembic import op

from server.rules.canonical import canonical_text

revision = "0003"
down_revision = "0002"

BATCH = 500
_CASES = sa.table(
    "cases",
    *(
        sa.column(name)
        for name in (
            "id",
            "category",
            "title",
            "description",
            "place_text",
            "grid_id",
            "lon",
            "lat",
            "attachments",
            "contact_mode",
            "answers",
        )
    ),
)


def upgrade() -> None:
    """From 0002."""
    op.add_column("cases", sa.Column("personal_enc", sa.LargeBinary(), nullable=True))
    op.add_column("cases", sa.Column("answers", sa.Text(), nullable=False, server_default=""))
    op.add_column(
        "cases", sa.Column("digest_version", sa.Integer(), nullable=False, server_default="1")
    )
    op.add_column("steps", sa.Column("answers", sa.Text(), nullable=True))
    op.add_column(
        "steps", sa.Column("digest_version", sa.Integer(), nullable=False, server_default="1")
    )
    connection = op.get_bind()
    after = 0
    while True:
        some = _CASES.select().where(_CASES.c.id > after).order_by(_CASES.c.id).limit(BATCH)
        rows = connection.execute(some).mappings().all()
        if not rows:
            return
        after = rows[-1]["id"]
        change = (
            _CASES.update()
            .where(_CASES.c.id == sa.bindparam("row"))
            .values(answers=sa.bindparam("text"))
        )
        connection.execute(change, [{"row": r["id"], "text": answers_of(r)} for r in rows])


def answers_of(row) -> str:
    """What was filed, as the form of that time had it."""
    place = {"text": row["place_text"]}
    place |= {name: row[name] for name in ("grid_id", "lon", "lat") if row[name] is not None}
    answers = {
        "category": row["category"],
        "title": row["title"],
        "description": row["description"],
        "place": place,
        "contact": {"mode": row["contact_mode"]},
        "consent": True,
    }
    if row["attachments"]:
        answers["attachments"] = row["attachments"].split(",")
    return canonical_text(answers)
