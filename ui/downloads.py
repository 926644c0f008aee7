"""Downloads: the whole table of an answer as CSV."""

from __future__ import annotations

import io
from typing import Annotated

from fastapi import APIRouter, Depends, Path
from fastapi.responses import Response

from assistant.errors import NotFound
from assistant.records.export import write_csv
from assistant.views import UserView
from assistant.wire import reply_from_json
from ui.backend import Backend
from ui.guards import Guards

TurnId = Annotated[int, Path(ge=1, le=2**63 - 1)]  # what a database holds as an id


def download_routes(backend: Backend, guards: Guards) -> APIRouter:
    """`/turns/ID/table.csv`, for the user whose turn it is."""
    signed_in = Depends(guards.signed_in)
    routes = APIRouter()

    @routes.get("/turns/{turn_id}/table.csv")
    def table(turn_id: TurnId, user: UserView = signed_in) -> Response:
        turn = backend.conversations.turn(user.id, turn_id)
        found = reply_from_json(turn.reply).result.table
        if found is None:
            raise NotFound("table", str(turn_id))
        buffer = io.StringIO()
        write_csv(buffer, found.columns, found.rows)
        name = f'attachment; filename="answer-{turn_id}.csv"'
        content = buffer.getvalue().encode("utf-8-sig")  # spreadsheets read UTF-8 only with the mark
        return Response(content, media_type="text/csv; charset=utf-8", headers={"Content-Disposition": name})

    return routes
