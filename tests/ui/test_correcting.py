"""Labels are corrected from the tickets page, over HTTP too."""

from __future__ import annotations

import pytest

from assistant.desk.teaching.labels import CannotTeach
from assistant.errors import Forbidden, NotFound
from assistant.views import UserView
from tests.ui.conftest import Browser
from tests.ui.fake_assistant import FakeAssistant
from tests.ui.stored_tickets import assistant_with_tickets
from ui.handlers import correcting
from ui.handlers.correcting import Outcome, Target

ADA = {"Authorization": "Bearer token-ada"}


@pytest.fixture(scope="module")
def assistant() -> FakeAssistant:
    return assistant_with_tickets()


def test_choosing_a_label_previews_applying_changes_undoing_restores(assistant: FakeAssistant) -> None:
    assert correcting.target(assistant, 1, 1) == Target(1, 0)
    seen = correcting.preview(assistant, 1, 1, "intent", "technical_problem")
    assert seen.text.startswith("Preview: changes 2 open tickets\\.\n\n- T1 Error")
    assert "97% medium" in seen.text
    assert "<img" not in seen.text
    done = correcting.apply(assistant, 1, 1, "intent", "technical_problem")
    assert (done.text, correcting.target(assistant, 1, 1)) == (
        "Changed 2 open tickets\\.",
        Target(1, done.correction_id),
    )
    assert correcting.undo(assistant, 1, done.correction_id) == Outcome(
        "Undone: the intent is how to again, everywhere\\."
    )
    assert correcting.target(assistant, 1, 1) == Target(1, 0)


def test_what_was_shown_is_vouched_for_and_nothing_else(assistant: FakeAssistant) -> None:
    shown = correcting.target(assistant, 1, 1).shown
    assert shown == {"intent": "how_to", "sentiment": "neutral", "urgency": "normal", "frustrated": "no"}
    with pytest.raises(CannotTeach, match="has changed meanwhile"):
        correcting.confirm(assistant, 1, 1, "intent", "spam")
    noted = correcting.confirm(assistant, 1, 1, "intent", shown["intent"])
    assert noted.text.startswith("Noted: the intent is right.")
    assert correcting.undo(assistant, 1, noted.correction_id).text.startswith("Taken back")


def test_a_ticket_that_is_not_read_yet_cannot_be_corrected(assistant: FakeAssistant) -> None:
    assert correcting.target(assistant, 1, 3) == Target()
    with pytest.raises(NotFound):
        correcting.preview(assistant, 1, 3, "intent", "technical_problem")


def test_a_viewer_sees_no_controls_and_may_not_correct(assistant: FakeAssistant) -> None:
    assistant.people.users[2] = UserView(2, "Ben", "viewer")
    assert correcting.target(assistant, 2, 1) == Target()
    with pytest.raises(Forbidden):
        correcting.apply(assistant, 2, 1, "intent", "technical_problem")


def test_labels_read_as_words(assistant: FakeAssistant) -> None:
    assert correcting.choices(assistant, "frustrated") == [("yes", "yes"), ("no", "no")]
    assert ("technical problem", "technical_problem") in correcting.choices(assistant, "intent")


def test_a_program_previews_corrects_undoes(assistant: FakeAssistant, browser: Browser) -> None:
    caller, body = browser(), {"message": 1, "field": "intent", "value": "technical_problem"}
    seen = caller.post("/api/v1/corrections", json={**body, "preview": True}, headers=ADA).json()
    assert (seen["before"], seen["after"], seen["open_tickets"]) == ("how_to", "technical_problem", 2)
    assert [(one["ticket"], one["confidence"]) for one in seen["changes"]] == [("T1", 1.0), ("T2", 0.97)]
    made = caller.post("/api/v1/corrections", json=body, headers=ADA).json()
    assert {key: value for key, value in made.items() if key != "id"} == seen
    again = caller.post("/api/v1/corrections", json=body, headers=ADA)
    assert (again.status_code, "already" in again.json()["error"]) == (422, True)
    undone = caller.delete(f"/api/v1/corrections/{made['id']}", headers=ADA)
    assert undone.json() == {"id": made["id"], "message": 1, "field": "intent", "undone": True}
    assert caller.delete("/api/v1/corrections/99", headers=ADA).status_code == 404
    assert caller.post("/api/v1/corrections", json=body).status_code == 401
