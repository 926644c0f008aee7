from __future__ import annotations

import csv
import io

from openpyxl import load_workbook

from assistant.messages import Reply, Result, Table
from assistant.wire import reply_to_json
from tests.ui.conftest import Browser
from tests.ui.fake_assistant import FakeAssistant


def _turn(assistant: FakeAssistant, user_id: int, table: Table | None) -> int:
    conversation = assistant.conversations.create(user_id, "x")
    reply = Reply(Result("answered", "x", table=table))
    return assistant.conversations.append(user_id, conversation, "x", reply_to_json(reply), {})


def test_a_table_comes_whole_with_formulas_disarmed(assistant: FakeAssistant, browser: Browser) -> None:
    table = Table(("name", "amount"), (("=1+1", -2.5), ("Zoë, Ltd", 3)))
    answer = browser(1).get(f"/turns/{_turn(assistant, 1, table)}/table.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["content-disposition"].startswith("attachment; ")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows == [["name", "amount"], ["'=1+1", "-2.5"], ["Zoë, Ltd", "3"]]


def test_an_answer_without_a_table_has_no_download(assistant: FakeAssistant, browser: Browser) -> None:
    assert browser(1).get(f"/turns/{_turn(assistant, 1, None)}/table.csv").status_code == 404


def test_somebody_elses_table_is_not_there(assistant: FakeAssistant, browser: Browser) -> None:
    turn = _turn(assistant, 1, Table(("a",), ((1,),)))
    assert browser(2).get(f"/turns/{turn}/table.csv").status_code == 404


def test_a_number_that_no_turn_can_have_is_refused(browser: Browser) -> None:
    answers = [browser(1).get(f"/turns/{number}/table.csv").status_code for number in (0, -1, 2**63, 10**40)]
    assert answers == [422] * 4


def test_an_answer_s_table_comes_as_a_workbook_too(assistant: FakeAssistant, browser: Browser) -> None:
    answer = browser(1).get(f"/turns/{_turn(assistant, 1, Table(('name', 'n'), (('=1+1', 3),)))}/table.xlsx")
    page = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    assert [tuple(row) for row in page.iter_rows(values_only=True)] == [("name", "n"), ("=1+1", 3)]
    assert answer.headers["content-type"] == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_a_list_comes_whole_as_it_is_filtered(browser: Browser) -> None:
    answer = browser(1).get("/lists/accounts.csv?text=kan")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert [(row["key"], row["name"], row["won_amount"]) for row in rows] == [("A3", "Kan-code", "3000.0")]


def test_tickets_with_conversations_are_lists_too(browser: Browser) -> None:
    for name, first in (("tickets", "Charged twice"), ("conversations", "Charged twice")):
        answer = browser(2).get(f"/lists/{name}.csv")
        rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
        assert rows[0]["subject"] == first


def test_lists_are_for_those_who_are_signed_in_in_known_kinds_only(browser: Browser) -> None:
    assert [browser(0).get(f"/lists/{name}.csv").status_code for name in ("accounts", "conversations")] == [401] * 2
    assert browser(1).get("/lists/accounts.exe").status_code == 422
