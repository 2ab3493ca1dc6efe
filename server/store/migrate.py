"""Bringing the database up to date with Alembic, from empty or from any older state."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Engine

SCRIPTS = Path(__file__).parent / "migrations"


def is_current(engine: Engine) -> bool:
    """Whether the database is of this version."""
    with engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    return present == ScriptDirectory(str(SCRIPTS)).get_current_head()


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Run the migrations that are missing; several processes may start at once."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        if engine.dialect.name == "postgresql":
            connection = connection.execution_options(isolation_level="READ COMMITTED")
            with connection.begin():
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7146001)")
                command.upgrade(config, revision)
        else:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            command.upgrade(config, revision)
            connection.exec_driver_sql("COMMIT")
