"""The failures of PostgreSQL that have a remedy, as errors that name it."""

from __future__ import annotations

import re
from collections.abc import Callable

from sqlalchemy import Engine, ExceptionContext, event
from sqlalchemy.exc import IntegrityError

from assistant.errors import (
    AssistantError,
    DatabaseFull,
    DatabaseRefused,
    DatabaseUnknown,
    DatabaseUnreachable,
    Forbidden,
    HomeBusy,
    NumberTooLarge,
    ReaderCannotSignIn,
    RightsMissing,
    TooSlow,
    UnstorableText,
)
from assistant.records.postgres.address import Address

Remedy = Callable[[Address], AssistantError]

# The SQLSTATEs of PostgreSQL's manual, appendix A.
UNNUMBERED = ((r'FATAL: +database ".*" does not exist', "3D000"), (r"FATAL: +(?:password|role|no pg_hba)", "28000"))
"""What PostgreSQL's own library, below psycopg, hands on in words alone: why signing in failed."""

LOST = frozenset({"08000", "08003", "08006", "57P01", "57P02"})
SIGN_IN = frozenset({"28000", "28P01"})
ANYWHERE: dict[str, Remedy] = {
    "3D000": lambda at: DatabaseUnknown(str(at.url.database or at.url.username), str(at)),
    "57P03": lambda at: DatabaseUnreachable(str(at)),  # it is starting up or shutting down
    "53300": lambda at: HomeBusy(str(at)),  # no connection is free
    "55P03": lambda at: HomeBusy(str(at)),  # another process writes
    "53100": lambda at: DatabaseFull(str(at)),
    "22003": lambda at: NumberTooLarge(),
    "22021": lambda at: UnstorableText(),
}


def name_for_writer(engine: Engine, address: Address) -> None:
    """Name what may go wrong where records are written."""
    known: dict[str, Remedy] = {
        **ANYWHERE,
        **dict.fromkeys(SIGN_IN, lambda at: DatabaseRefused(str(at.url.username), str(at))),
        "42501": lambda at: RightsMissing(str(at.url.username), str(at.url.database or at.url.username)),
    }
    _name(engine, address, known)


def name_for_reader(engine: Engine, address: Address, *, deadline_seconds: float) -> None:
    """Name what may go wrong where records are only read."""
    known: dict[str, Remedy] = {
        **ANYWHERE,
        **dict.fromkeys(SIGN_IN, lambda at: ReaderCannotSignIn(str(at.url.username), str(at))),
        "42501": lambda _: Forbidden("read that table"),
        "25006": lambda _: Forbidden("change records by a question"),
        "57014": lambda _: TooSlow(deadline_seconds),
    }
    _name(engine, address, known)


def state_of(error: BaseException | None) -> str:
    """The SQLSTATE of a driver's error, empty when it has none.

    pg8000 may lose the server's refusal while it hangs up: then it is among the errors before the one that is raised.
    """
    first = error
    while error is not None:
        details = error.args[0] if error.args else None
        state = getattr(error, "sqlstate", None) or (details.get("C") if isinstance(details, dict) else None)
        if state:
            return str(state)
        error = error.__context__
    return next((state for said, state in UNNUMBERED if re.search(said, str(first))), "")


def _name(engine: Engine, address: Address, known: dict[str, Remedy]) -> None:
    @event.listens_for(engine, "handle_error")
    def name(context: ExceptionContext) -> Exception | None:
        original = context.original_exception
        state = state_of(original)
        if state in LOST or isinstance(original, ConnectionError):
            context.is_disconnect = True  # which pg8000 tells of no errors but those of the network
        if state in known:
            return known[state](address)
        if context.is_disconnect or (not state and context.connection is None):
            return DatabaseUnreachable(str(address))
        if state.startswith("23") and not isinstance(context.sqlalchemy_exception, IntegrityError):
            # pg8000 tells apart no broken rules but that of uniqueness
            return IntegrityError(context.statement, None, original, hide_parameters=True)
        return None
