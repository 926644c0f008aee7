"""The PostgreSQL engines of a home: one that writes, two that only read."""

from __future__ import annotations

import io
import re
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError

from assistant.errors import Forbidden
from assistant.records.postgres.access import Access
from assistant.records.postgres.address import Address
from assistant.records.postgres.bulk import send_together
from assistant.records.postgres.failures import name_for_reader, name_for_writer
from assistant.records.postgres.numbering import keep_numbering

WRITER = 0x63726D_77726974  # the advisory lock that whoever writes holds; any number that nobody else uses
LONGEST_WAIT = "10s"  # for that lock, as on SQLite

LENDING = "crm_lending"  # marks our own statement that says for whom a connection reads
QUERY = re.compile(r"[\s(]*(select|with|values)\b", re.IGNORECASE)
OUT_OF_BOUNDS = re.compile(
    r"\b(pg_\w+|lo_\w+|information_schema|crm_access|set_config|current_setting|(query|cursor|table|schema|database)_to_xml\w*"
    r'|dblink\w*|nextval|setval|currval|lastval|txid_\w+)\b|\bu&["\']',
    re.IGNORECASE,
)
"""What no question needs: catalogues, settings, files, sequences, SQL within SQL, names spelt in code points."""


def writing_engine(address: Address) -> Engine:
    """The engine that writes: one transaction at a time, whatever the number of processes, as on SQLite."""
    engine = _engine(address)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: object) -> None:
        _set(connection, lock_timeout=LONGEST_WAIT)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if not connection.get_execution_options().get("deferred", False):
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (WRITER,))

    send_together(engine)
    keep_numbering(engine)
    name_for_writer(engine, address)
    return engine


def reading_engine(address: Address, access: Access, *, deadline_seconds: float) -> Engine:
    """The engine for statements that carry the row rule themselves, or run for an administrator."""
    return _reader(address, access, access.reader, deadline_seconds)


def guarded_engine(address: Address, access: Access, *, deadline_seconds: float) -> Engine:
    """The engine of a role that reaches the tables under the row rule through views alone."""
    return _reader(address, access, access.guarded, deadline_seconds)


def _reader(address: Address, access: Access, role: str, deadline_seconds: float) -> Engine:
    own = address.signed_in_as(role, access.password(role))
    engine = _engine(own)
    path = access.search_path(role)

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, record: object) -> None:
        _set(
            connection,
            search_path=path,
            statement_timeout=str(round(deadline_seconds * 1000)),
            default_transaction_isolation="repeatable read",  # one look at the records, however many statements
            default_transaction_read_only="on",
        )

    @event.listens_for(engine, "before_cursor_execute")
    def refuse(connection: Connection, cursor: Any, statement: str, parameters: Any, context: Any, many: bool) -> None:
        if many or not QUERY.match(statement):
            raise Forbidden("change records by a question")
        if OUT_OF_BOUNDS.search(statement) and not context.execution_options.get(LENDING):
            raise Forbidden("read that table")

    @event.listens_for(engine, "do_execute")
    def one_statement(cursor: Any, statement: str, parameters: Any, context: Any) -> bool:
        """Keep to the protocol that takes one statement at a time even where no value is bound."""
        if parameters:
            return False
        if address.url.get_driver_name() == "psycopg":
            cursor.execute(statement, None, prepare=True)
        else:
            cursor.execute(statement, (), stream=io.BytesIO())
        return True

    name_for_reader(engine, own, deadline_seconds=deadline_seconds)
    return engine


def _engine(address: Address) -> Engine:
    engine = create_engine(address.url, connect_args=dict(address.arguments), hide_parameters=True)
    driver_errors = engine.dialect.loaded_dbapi.Error

    @event.listens_for(engine, "checkout")
    def ping(connection: Any, record: object, lent: object) -> None:
        """Have a lost connection made again; pg8000 may say that it is lost by the socket's own error."""
        try:
            engine.dialect.do_ping(connection)
            connection.rollback()
        except (OSError, driver_errors) as error:
            raise DisconnectionError from error

    return engine


def _set(connection: Any, **settings: str) -> None:
    """Give a session's settings their values for good."""
    cursor = connection.cursor()
    for name, value in settings.items():
        cursor.execute("SELECT set_config(%s, %s, false)", (name, value))
    cursor.close()
    connection.commit()
