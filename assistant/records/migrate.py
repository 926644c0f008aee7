"""Bringing a database to the schema of this release."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from assistant.errors import HomeFromNewerVersion
from assistant.records import postgres

NEWEST = "0007"  # the last file of migrations/versions; a test keeps the two together


def migrate(engine: Engine) -> None:
    """Apply the migrations that the database lacks, all of them in one transaction.

    Raises:
        HomeFromNewerVersion: The database's revision is none that this release knows.
    """
    with engine.execution_options(deferred=True).connect() as connection:
        if _revision(connection) == NEWEST:
            return
    with engine.begin() as connection:
        found = _revision(connection)  # once more under the lock: another process may have been faster
        if found == NEWEST:
            return
        config = alembic_config(connection)
        known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
        if found is not None and found not in known:
            raise HomeFromNewerVersion(found, NEWEST)
        if connection.dialect.name == "postgresql":
            postgres.withdraw(connection)
        command.upgrade(config, NEWEST)


def is_blank(engine: Engine) -> bool:
    """Whether no release has made its tables yet."""
    with engine.execution_options(deferred=True).connect() as connection:
        return _revision(connection) is None


def alembic_config(connection: Connection) -> Config:
    """Alembic's settings for one connection; there is no alembic.ini."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def _revision(connection: Connection) -> str | None:
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
