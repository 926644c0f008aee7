"""Puts temporary copies before the tables of the records, for one transaction that is never committed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from assistant.records.schema import Base

LOG = "import_change"
"""Grows with every import; one that goes on reads what it wrote itself, and needs no more than the table."""

BESIDES = (
    "import_batch",
    LOG,
    "import_mapping",
    "quarantine",
    "source_alias",
    "merge",
    "home_setting",
    "stage_meaning",
)
"""What an import writes besides records. A table that is missing here would hold up others, yet nothing would stay."""

SHADOWS = """
DO $$
DECLARE
    wanted text;
    made record;
BEGIN
    FOREACH wanted IN ARRAY ARRAY[{names}] LOOP
        EXECUTE format('CREATE TEMPORARY TABLE %1$I (LIKE %2$I.%1$I INCLUDING DEFAULTS INCLUDING CONSTRAINTS) '
            'ON COMMIT DROP', wanted, current_schema());
        IF wanted <> '{log}' THEN
            EXECUTE format('INSERT INTO pg_temp.%1$I SELECT * FROM %2$I.%1$I', wanted, current_schema());
        END IF;
        FOR made IN
            SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() AND tablename = wanted
        LOOP
            EXECUTE regexp_replace(made.indexdef, ' ON \\S+ USING ', format(' ON pg_temp.%I USING ', wanted));
        END LOOP;
        FOR made IN
            SELECT pg_get_serial_sequence(format('%I.%I', current_schema(), wanted), 'id') AS numbers
            WHERE EXISTS (SELECT FROM information_schema.columns WHERE table_schema = current_schema()
                AND table_name = wanted AND column_name = 'id')
        LOOP
            CONTINUE WHEN made.numbers IS NULL;
            EXECUTE format('CREATE TEMPORARY SEQUENCE %I OWNED BY pg_temp.%I.id', wanted || '_shadow_seq', wanted);
            EXECUTE format('ALTER TABLE pg_temp.%I ALTER id SET DEFAULT nextval(%L)', wanted,
                format('pg_temp.%I', wanted || '_shadow_seq'));
            EXECUTE format('SELECT setval(%L, coalesce(max(id), 0) + 1, false) FROM pg_temp.%I',
                format('pg_temp.%I', wanted || '_shadow_seq'), wanted);
        END LOOP;
        EXECUTE format('ANALYZE pg_temp.%I', wanted);
    END LOOP;
END $$
"""
"""The server copies by itself; a name without its schema means the temporary table from then on."""


@contextmanager
def shadowed(engine: Engine) -> Iterator[Connection]:
    """A connection on which all that an import reads and writes is a private copy as of now.

    Args:
        engine: The one that writes; its lock is not taken.
    """
    names = ", ".join(f"'{name}'" for name in _tables())
    with engine.execution_options(deferred=True).connect() as connection:
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")  # one look at all tables
        copied = SHADOWS.format(names=names, log=LOG)
        connection.exec_driver_sql(copied, execution_options={"no_parameters": True})
        yield connection
        connection.rollback()


def _tables() -> list[str]:
    records = (name for name, table in Base.metadata.tables.items() if "import_batch_id" in table.c)
    return sorted({*records, *BESIDES})
