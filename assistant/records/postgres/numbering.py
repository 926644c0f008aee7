"""Keeps the ids that PostgreSQL gives clear of those that were given to it."""

from __future__ import annotations

import re
from typing import Any

from sqlalchemy import Connection, Engine, event

GIVEN = re.compile(r'INSERT INTO ("?\w+"?) \((?:"?\w+"?, )*id[,)]')
"""An insert that says itself what the ids are: a loaded company, a record brought back."""

GO_ON = """
SELECT setval(numbers, greatest(highest, pg_sequence_last_value(numbers)))
FROM (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS numbers, (SELECT max(id) FROM {table}) AS highest) AS found
"""


def keep_numbering(engine: Engine) -> None:
    """After rows with ids of their own, count on from the highest, as SQLite does by itself."""

    @event.listens_for(engine, "after_cursor_execute")
    def go_on(connection: Connection, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        if found := GIVEN.match(statement):
            connection.exec_driver_sql(GO_ON.format(table=found[1]), (found[1],))
