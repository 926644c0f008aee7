"""Downloads: the table of an answer, a list as it is filtered, one row a conversation; as CSV or workbook."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields
from datetime import datetime
from itertools import count
from typing import IO, Annotated, Any, Literal

from fastapi import APIRouter, Depends, Path, Query
from fastapi.responses import StreamingResponse

from assistant.errors import NotFound
from assistant.messages import Cell
from assistant.records.export import Sheet, write_sheet
from assistant.views import AccountRow, TicketFilter, TicketRow, UserView
from assistant.wire import reply_from_json
from ui.backend import Backend
from ui.guards import Guards

TurnId = Annotated[int, Path(ge=1, le=2**63 - 1)]  # what a database holds as an id
Kind = Literal["csv", "xlsx"]
Text = Annotated[str, Query(max_length=200)]
Word = Annotated[str | None, Query(max_length=60)]

MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
AT_ONCE = 500  # rows read from the records in one go
IN_MEMORY = 8_000_000  # bytes of a file before it goes to disk
PIECE = 1 << 16

ReadPage = Callable[[int, int], Sequence[Any]]
"""Told limit and offset, gives that many rows of a list."""


def download_routes(backend: Backend, guards: Guards) -> APIRouter:
    """`/turns/ID/table.KIND` for the user whose turn it is, `/lists/NAME.KIND` for what the user may see."""
    signed_in = Depends(guards.signed_in)
    routes = APIRouter()

    @routes.get("/turns/{turn_id}/table.{kind}")
    def table(turn_id: TurnId, kind: Kind, user: UserView = signed_in) -> StreamingResponse:
        turn = backend.conversations.turn(user.id, turn_id)
        found = reply_from_json(turn.reply).result.table
        if found is None:
            raise NotFound("table", str(turn_id))
        return _download(Sheet(f"answer-{turn_id}", found.columns, found.rows), kind)

    @routes.get("/lists/accounts.{kind}")
    def accounts(kind: Kind, text: Text = "", user: UserView = signed_in) -> StreamingResponse:
        def page(limit: int, offset: int) -> Sequence[AccountRow]:
            return backend.records.accounts(user, text=text.strip(), limit=limit, offset=offset)[0]

        return _download(_list("accounts", AccountRow, page), kind)

    @routes.get("/lists/tickets.{kind}")
    def tickets(
        kind: Kind,
        text: Text = "",
        status: Word = None,
        intent: Word = None,
        sentiment: Word = None,
        urgency: Word = None,
        tagging: Word = None,
        user: UserView = signed_in,
    ) -> StreamingResponse:
        where = TicketFilter(
            status or None,
            intent or None,
            sentiment or None,
            urgency or None,
            text=text.strip(),
            tagging=tagging or None,
            cut=backend.standing_now().cut,
        )

        def page(limit: int, offset: int) -> Sequence[TicketRow]:
            return backend.records.tickets(user, where, limit=limit, offset=offset)[0]

        return _download(_list("tickets", TicketRow, page), kind)

    @routes.get("/lists/conversations.{kind}")
    def conversations(kind: Kind, user: UserView = signed_in) -> StreamingResponse:
        return _download(backend.conversation_rows(user), kind)

    return routes


def _list(name: str, row: type[AccountRow | TicketRow], page: ReadPage) -> Sheet:
    names = tuple(field.name for field in fields(row))
    return Sheet(name, names, _rows(names, page))


def _rows(names: Sequence[str], page: ReadPage) -> Iterator[tuple[Cell, ...]]:
    for number in count():
        found = page(AT_ONCE, number * AT_ONCE)
        for row in found:
            yield tuple(_cell(getattr(row, name)) for name in names)
        if len(found) < AT_ONCE:
            return


def _cell(value: Any) -> Cell:
    plain: Cell = value.isoformat() if isinstance(value, datetime) else value
    return plain


def _download(sheet: Sheet, kind: Kind) -> StreamingResponse:
    """Write the file whole before its first byte leaves, so that a failure is an answer rather than half a file."""
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed when it has been sent
    write_sheet(file, sheet, kind)
    file.seek(0)
    name = f'attachment; filename="{sheet.name}.{kind}"'
    return StreamingResponse(_pieces(file), media_type=MEDIA[kind], headers={"Content-Disposition": name})


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece
