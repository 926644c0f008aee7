"""Churn on the demo company: it speaks where there is a story, keeps silent where there is none."""

from __future__ import annotations

from pathlib import Path

from assistant.home import Home
from assistant.predictors.records_facts import StoreFacts
from assistant.predictors.service import PredictorService
from assistant.predictors.store import ModelStore
from assistant.records.demo.days import DATA_DATE
from assistant.records.demo.load import load
from assistant.records.demo.story import Story
from assistant.records.store import Store
from assistant.views import LOCAL_ADMIN, Prediction


def predicted(store: Store, models: Path) -> Prediction:
    service = PredictorService(StoreFacts(store), ModelStore(models))
    return service.predict(LOCAL_ADMIN, "churn", account_id=None, as_of=DATA_DATE)


def test_the_company_that_the_demo_loads_gets_chances_with_reasons(demo_home: Path, tmp_path: Path) -> None:
    store = Store.open(Home(demo_home))
    prediction = predicted(store, tmp_path)
    store.close()
    assert prediction.declined is None
    assert len(prediction.rows) > 30
    assert {row.band for row in prediction.rows} == {"low", "medium", "high"}
    upwards = [reason.text for row in prediction.rows[:10] for reason in row.reasons if reason.points > 0.3]
    assert any(text.startswith("usage") and "fell" in text for text in upwards)


def test_the_same_company_with_outcomes_dealt_out_at_random_is_declined(tmp_path: Path) -> None:
    store = Store.open(tmp_path)
    load(store, seed=0, story=Story.none(), scale=0.1)
    prediction = predicted(store, tmp_path)
    store.close()
    assert prediction.rows == ()
    assert "no pattern that holds" in str(prediction.declined)
