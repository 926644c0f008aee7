"""The SQL that lets two roles read what they may."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256

from sqlalchemy import ARRAY, ColumnElement, Integer, func, select
from sqlalchemy.dialects import postgresql

from assistant.records.authorizer import CREDENTIAL_COLUMNS, CREDENTIAL_TABLES
from assistant.records.guard import view_queries
from assistant.records.schema import Base
from assistant.records.visibility import PUBLIC

DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]

READER = """
CREATE OR REPLACE FUNCTION crm_access.reader() RETURNS integer[] LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    said text := coalesce(current_setting('crm.reader', true), '');
    claim text := split_part(said, '/', 1);
    secret bytea;
BEGIN
    SELECT decode(home.key, 'hex') INTO STRICT secret FROM crm_access.home;
    IF split_part(said, '/', 2) <> encode(sha256(secret || sha256(secret || convert_to(claim, 'UTF8'))), 'hex') THEN
        RAISE EXCEPTION 'a guarded connection without a user' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN string_to_array(claim, ':', '')::integer[];
END $$"""
"""Who reads, as id and team; fails unless the connection was lent to somebody with our signature (`Access.claim`)."""


def statements(reader: str, guarded: str, *, schema: str, database: str) -> list[str]:
    """Everything from the views to the privileges, to be run in one transaction by the owner of the tables.

    Args:
        reader: The role that reads every table but the credentials.
        guarded: The role that reads public tables, besides views of those under the row rule.
        schema: Where the tables are.
        database: The name of the database.
    """
    quote = DIALECT.identifier_preparer.quote
    own = quote(schema)
    made = [
        READER,
        "DROP SCHEMA IF EXISTS crm_seen CASCADE",
        "CREATE SCHEMA crm_seen",
        *_views(schema),
        "REVOKE ALL ON SCHEMA crm_access, crm_seen FROM PUBLIC",
        f"GRANT USAGE ON SCHEMA crm_seen TO {guarded}",
        f"GRANT SELECT ON ALL TABLES IN SCHEMA crm_seen TO {guarded}",
        f"REVOKE ALL ON ALL TABLES IN SCHEMA {own} FROM {reader}, {guarded}",
    ]
    for role, tables in ((reader, set(Base.metadata.tables) - CREDENTIAL_TABLES), (guarded, PUBLIC)):
        made.append(f"GRANT CONNECT ON DATABASE {quote(database)} TO {role}")
        made.append(f"GRANT USAGE ON SCHEMA {own} TO {role}")
        made += (f"GRANT SELECT{_columns(name)} ON {own}.{quote(name)} TO {role}" for name in sorted(tables))
    return [*made, f"COMMENT ON SCHEMA crm_seen IS '{fingerprint(made)}'"]


def fingerprint(made: list[str]) -> str:
    """What tells one release's statements from another's, 64 hexadecimal digits."""
    return sha256("\n".join(made).encode()).hexdigest()


def _columns(name: str) -> str:
    """The columns that may be read, where not all of them may."""
    table = Base.metadata.tables[name]
    allowed = [column.name for column in table.columns if (name, column.name) not in CREDENTIAL_COLUMNS]
    quote = DIALECT.identifier_preparer.quote
    return "" if len(allowed) == len(table.columns) else f" ({', '.join(map(quote, allowed))})"


@cache
def _views(schema: str) -> tuple[str, ...]:
    """The views of the tables under the row rule, each of its table's name; compiling them takes 0.1 s."""
    return tuple(_view_statements(schema))


def _view_statements(schema: str) -> Iterator[str]:
    quote = DIALECT.identifier_preparer.quote
    for name, query in view_queries(DIALECT, schema=schema, reader_id=_said(1), reader_team=_said(2)):
        seen = f"SELECT * FROM ({query}) AS seen WHERE (SELECT crm_access.reader()) IS NOT NULL"  # noqa: S608 - our own
        yield f"CREATE VIEW crm_seen.{quote(name)} WITH (security_barrier) AS {seen}"


def _said(place: int) -> ColumnElement[int]:
    """One of the two numbers of `READER`, asked once a statement rather than once a row."""
    reader = func.crm_access.reader(type_=ARRAY(Integer))
    return select(reader[place]).scalar_subquery()
