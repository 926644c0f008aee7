"""What every predictor of the registry keeps to."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest

from assistant.errors import NotFound
from assistant.predictors.base import Predictor
from assistant.predictors.models.metrics import clustered_auc
from assistant.predictors.service import PredictorService, to_json
from assistant.predictors.store import ModelStore
from assistant.registry import discover
from assistant.views import LOCAL_ADMIN, Prediction
from tests.predictors.companies import AGENT, AS_OF, Company, Nothing

PREDICTORS = discover("assistant.predictors", Predictor)  # type: ignore[type-abstract]
EVERY = pytest.mark.parametrize("name", sorted(PREDICTORS))


@pytest.fixture(scope="module")
def company() -> Company:
    return Company()


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> ModelStore:
    return ModelStore(tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="module")
def service(company: Company, models: ModelStore) -> PredictorService:
    return PredictorService(company, models)


def ask(service: PredictorService, name: str) -> Prediction:
    return service.predict(LOCAL_ADMIN, name, account_id=None, as_of=AS_OF)


@EVERY
def test_a_predictor_says_what_it_is_for(name: str) -> None:
    predictor = PREDICTORS[name]
    assert predictor.name == name
    assert predictor.title and predictor.unit and predictor.subject_type
    assert len(set(predictor.examples)) == len(predictor.examples) >= 5


@EVERY
def test_each_row_is_a_probability_within_its_interval_with_reasons(name: str, service: PredictorService) -> None:
    prediction = ask(service, name)
    assert prediction.declined is None
    assert prediction.horizon_days == PREDICTORS[name].horizon_days
    assert prediction.n_train > 0
    for row in prediction.rows:
        assert row.value is not None and row.low is not None and row.high is not None
        assert 0 < row.low <= row.value <= row.high < 1
        assert row.band in ("low", "medium", "high")
        assert row.calibrated
        assert (row.subject_type, row.unit) == (PREDICTORS[name].subject_type, PREDICTORS[name].unit)
        assert 1 <= len(row.reasons) <= 3
        assert all(reason.text.strip() for reason in row.reasons)
        strengths = [abs(reason.points) for reason in row.reasons]
        assert strengths == sorted(strengths, reverse=True)


@EVERY
def test_rows_come_highest_first_one_for_each_subject(name: str, service: PredictorService) -> None:
    rows = ask(service, name).rows
    values = [row.value or 0.0 for row in rows]
    assert values == sorted(values, reverse=True)
    assert len({row.subject_id for row in rows}) == len(rows) > 0


@EVERY
def test_the_same_records_give_the_same_prediction(
    name: str, company: Company, service: PredictorService, tmp_path: Path
) -> None:
    assert ask(PredictorService(company, ModelStore(tmp_path)), name) == ask(service, name)


@EVERY
def test_a_stored_model_answers_like_the_fresh_one(
    name: str, company: Company, service: PredictorService, models: ModelStore
) -> None:
    fresh = ask(service, name)
    trained_at = (models.root / name / "CURRENT").stat().st_mtime_ns
    assert ask(PredictorService(company, models), name) == fresh
    assert (models.root / name / "CURRENT").stat().st_mtime_ns == trained_at


@EVERY
def test_an_empty_home_is_declined_with_what_is_missing(name: str, tmp_path: Path) -> None:
    prediction = ask(PredictorService(Nothing(), ModelStore(tmp_path)), name)
    assert prediction.rows == ()
    assert prediction.declined is not None
    assert "I found 0 accounts" in prediction.declined
    assert list(tmp_path.iterdir()) == []


@EVERY
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_company_without_signal_is_declined(name: str, seed: int, tmp_path: Path) -> None:
    prediction = ask(PredictorService(Company(n_accounts=100, seed=seed, pull=0.0), ModelStore(tmp_path)), name)
    assert prediction.rows == ()
    assert prediction.declined is not None
    assert "no pattern that holds" in prediction.declined


@EVERY
def test_the_ranking_holds_for_the_future_that_was_not_seen(name: str, tmp_path: Path) -> None:
    company, past = Company(n_accounts=300), AS_OF - timedelta(days=PREDICTORS[name].horizon_days)
    service = PredictorService(company, ModelStore(tmp_path))
    rows = service.predict(LOCAL_ADMIN, name, account_id=None, as_of=past).rows
    later = company.departures(LOCAL_ADMIN, past, AS_OF)
    happened = np.array([row.subject_id in {f"A-{at}" for at in later} for row in rows])
    values = np.array([row.value for row in rows], dtype=np.float64)
    assert clustered_auc(values, happened, np.arange(len(rows)), confidence=0.95).low > 0.5


@EVERY
def test_an_agent_gets_rows_for_the_accounts_of_the_own_team_alone(name: str, service: PredictorService) -> None:
    everyone = {row.subject_id: row for row in ask(service, name).rows}
    own = service.predict(AGENT, name, account_id=None, as_of=AS_OF).rows
    assert own == tuple(row for key, row in everyone.items() if int(str(key).removeprefix("A-")) % 2 == 0)
    hidden = next(int(str(key).removeprefix("A-")) for key in everyone if int(str(key).removeprefix("A-")) % 2 == 1)
    refused = service.predict(AGENT, name, account_id=hidden, as_of=AS_OF)
    assert refused.rows == ()
    assert refused.declined is not None


@EVERY
def test_one_account_gets_the_row_it_has_among_all(name: str, service: PredictorService) -> None:
    row = ask(service, name).rows[3]
    account = int(str(row.subject_id).removeprefix("A-"))
    assert service.predict(LOCAL_ADMIN, name, account_id=account, as_of=AS_OF).rows == (row,)


@EVERY
def test_the_json_has_exactly_the_fields_of_the_contract(name: str, service: PredictorService) -> None:
    printed = to_json(ask(service, name))
    assert list(printed) == ["kind", "as_of", "model_version", "n_train", "horizon_days", "declined", "rows"]
    rows = printed["rows"]
    assert isinstance(rows, list)
    fields = "subject_type subject_id subject object_type object_id object period value unit low high band calibrated"
    assert list(rows[0]) == [*fields.split(), "reasons"]
    assert list(rows[0]["reasons"][0]) == ["text", "points"]
    assert printed["as_of"] == AS_OF.isoformat()


def test_an_unknown_predictor_is_named_with_the_nearest(service: PredictorService) -> None:
    with pytest.raises(NotFound) as caught:
        ask(service, "chrun")
    assert caught.value.reply == "I can't find the predictor “chrun”. Did you mean churn?"
