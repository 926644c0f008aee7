"""When the service trains, which model answers, what it declines."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import DamagedFile
from assistant.predictors.base import Artefact, Facts, Predictor
from assistant.predictors.models.trained import Refusal
from assistant.predictors.service import PredictorService
from assistant.predictors.store import ModelStore, Stored
from assistant.views import LOCAL_ADMIN, Forecast, Prediction, UserView
from tests.predictors.companies import AS_OF, Company, Nothing

ROW = Forecast("account", "A-1", "Company 1", None, None, None, None, 0.5, "probability", 0.4, 0.6, "high", True, ())


@dataclass(frozen=True, slots=True)
class Counting(Predictor):
    """Counts its trainings; refuses while there are no accounts."""

    rows: int = 10
    trained: list[date] = field(default_factory=list)

    def workload(self, facts: Facts, as_of: date) -> int:
        return self.rows

    def fit(self, facts: Facts, as_of: date) -> Artefact | Refusal:
        self.trained.append(as_of)
        if not facts.accounts(LOCAL_ADMIN, as_of):
            return Refusal("nothing to learn from")
        return Artefact({"a": np.ones(1)}, {}, "# card", as_of, 10)

    def predict(
        self, artefact: Artefact, facts: Facts, user: UserView, *, as_of: date, account_id: int | None
    ) -> tuple[Forecast, ...]:
        return (ROW,) if account_id in (None, 1) else ()

    def nothing_to_say(self, account_id: int | None) -> str:
        return f"nothing about {account_id}"


def counting(rows: int = 10) -> Counting:
    return Counting("toy", "Toy", "account", "probability", 90, ("toy",), rows)


def service(predictor: Predictor, folder: Path, facts: Facts | None = None) -> PredictorService:
    return PredictorService(facts or Company(n_accounts=3), ModelStore(folder), {"toy": predictor})


def ask(asked: PredictorService, as_of: date = AS_OF, account_id: int | None = None) -> Prediction:
    return asked.predict(LOCAL_ADMIN, "toy", account_id=account_id, as_of=as_of)


def test_the_first_question_trains_the_following_ones_do_not(tmp_path: Path) -> None:
    toy = counting()
    asked = service(toy, tmp_path)
    assert ask(asked) == ask(asked) == ask(service(toy, tmp_path))
    assert ask(asked).rows == (ROW,)
    assert toy.trained == [AS_OF]


def test_a_model_of_last_month_answers_an_older_one_is_trained_anew(tmp_path: Path) -> None:
    toy = counting()
    asked = service(toy, tmp_path)
    for days in (0, 31, 32):
        ask(asked, AS_OF + timedelta(days=days))
    assert toy.trained == [AS_OF, AS_OF + timedelta(days=32)]


def test_a_question_about_the_past_gets_a_model_of_that_time_once(tmp_path: Path) -> None:
    toy, past = counting(), AS_OF - timedelta(days=100)
    asked = service(toy, tmp_path)
    newest = ask(asked).model_version
    assert ask(asked, past) == ask(asked, past)
    assert ask(asked, past).model_version != newest
    assert toy.trained == [AS_OF, past]
    assert ModelStore(tmp_path).current_version("toy") == newest


def test_a_refusal_stands_until_the_records_change(tmp_path: Path) -> None:
    toy = counting()
    asked = service(toy, tmp_path, Nothing())
    assert ask(asked) == ask(asked)
    assert ask(asked).declined == "nothing to learn from"
    assert toy.trained == [AS_OF]
    asked._facts = Company(n_accounts=3)
    assert ask(asked).declined is None


def test_a_long_training_waits_for_the_command(tmp_path: Path) -> None:
    toy = counting(rows=1_000_000)
    asked = service(toy, tmp_path)
    assert ask(asked).declined == "No model is trained yet; run `crm-assistant train toy` (a minute or two)."
    assert toy.trained == []
    assert isinstance(asked.train("toy", AS_OF), Stored)
    assert ask(asked).rows == (ROW,)


def test_an_account_without_a_row_is_declined_in_words(tmp_path: Path) -> None:
    answer = ask(service(counting(), tmp_path), account_id=99)
    assert (answer.rows, answer.declined) == ((), "nothing about 99")


def test_a_damaged_model_is_named_training_mends_it(tmp_path: Path) -> None:
    version = ask(service(counting(), tmp_path)).model_version
    (tmp_path / "toy" / version / "model.json").write_text("{}")
    with pytest.raises(DamagedFile, match="crm-assistant train toy"):
        ask(service(counting(), tmp_path))
    service(counting(), tmp_path).train("toy", AS_OF)
    assert ask(service(counting(), tmp_path)).rows == (ROW,)
