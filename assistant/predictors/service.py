"""The predictors of a home, as tools and the command line ask them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from datetime import date, timedelta
from difflib import get_close_matches
from threading import Lock

from assistant.errors import NotFound
from assistant.home import Home
from assistant.predictors.base import Facts, Predictor
from assistant.predictors.models.trained import Refusal
from assistant.predictors.records_facts import StoreFacts
from assistant.predictors.store import ModelStore, Stored, version_of
from assistant.records.store import Store
from assistant.registry import discover
from assistant.views import LOCAL_ADMIN, Forecast, Prediction, UserView

FRESH = timedelta(days=31)
"""How long after its training a model answers; later it is trained anew."""
MOST_ROWS_WHILE_WAITING = 12_000
"""Rows that can be learnt from in about two seconds; more need `train`."""


class PredictorService:
    """Trains and asks predictors; implements `assistant.context.Predictors`."""

    def __init__(self, facts: Facts, models: ModelStore, predictors: Mapping[str, Predictor] | None = None) -> None:
        """Take the predictors of this package, unless others are given."""
        self._facts = facts
        self._models = models
        self._predictors = discover("assistant.predictors", Predictor) if predictors is None else predictors  # type: ignore[type-abstract]
        self._loaded: dict[str, Stored] = {}  # by kind and version, or by kind and day for a look back
        self._refusals: dict[str, tuple[int, Refusal]] = {}  # by kind and day, with what was known
        self._training = Lock()

    @classmethod
    def open(cls, store: Store, home: Home) -> PredictorService:
        """The predictors over a home's records and models."""
        return cls(StoreFacts(store), ModelStore(home.models))

    def names(self) -> Sequence[str]:
        """The kinds that can be asked for."""
        return tuple(sorted(self._predictors))

    def examples(self) -> Mapping[str, tuple[str, ...]]:
        """How people ask for each kind, for the router of the chat."""
        return {name: predictor.examples for name, predictor in self._predictors.items()}

    def predict(self, user: UserView, name: str, *, account_id: int | None, as_of: date) -> Prediction:
        """Predict for one account, or for every account the user may see, highest value first.

        Raises:
            NotFound: No predictor has this name.
            DamagedFile: The stored model differs from its manifest.
        """
        predictor = self._named(name)
        model = self._ready(predictor, as_of)
        if isinstance(model, Refusal):
            return _declined(predictor, as_of, model.why, n_train=model.n_rows)
        rows = predictor.predict(model.artefact, self._facts, user, as_of=as_of, account_id=account_id)
        prediction = Prediction(
            kind=name,
            as_of=as_of,
            model_version=model.version,
            n_train=model.artefact.n_train,
            horizon_days=predictor.horizon_days,
            declined=None,
            rows=rows,
        )
        return prediction if rows else replace(prediction, declined=predictor.nothing_to_say(account_id))

    def train(self, name: str, as_of: date) -> Stored | Refusal:
        """Train on everything known before `as_of`, put the model into use.

        Raises:
            NotFound: No predictor has this name.
            HomeNotWritable: The model cannot be stored.
        """
        predictor = self._named(name)
        outcome = predictor.fit(self._facts, as_of)
        return outcome if isinstance(outcome, Refusal) else self._models.save(name, outcome)

    def _named(self, name: str) -> Predictor:
        if name not in self._predictors:
            raise NotFound("predictor", name, near=tuple(get_close_matches(name, self._predictors, n=2)))
        return self._predictors[name]

    def _ready(self, predictor: Predictor, as_of: date) -> Stored | Refusal:
        """A model that saw nothing of `as_of` or later: the current one, else a new one."""
        current = self._current(predictor.name)
        if current and timedelta(0) <= as_of - current.artefact.as_of <= FRESH:
            return current
        with self._training:
            return self._remembered(predictor, as_of) or self._trained_now(predictor, as_of, current)

    def _current(self, name: str) -> Stored | None:
        version = self._models.current_version(name)
        if version is None:
            return None
        if f"{name}/{version}" not in self._loaded:
            self._loaded[f"{name}/{version}"] = self._models.load(name, version)
        return self._loaded[f"{name}/{version}"]

    def _remembered(self, predictor: Predictor, as_of: date) -> Stored | Refusal | None:
        key = f"{predictor.name}/{as_of}"
        known, refusal = self._refusals.get(key, (None, None))
        return refusal if refusal and known == self._known(as_of) else self._loaded.get(key)

    def _trained_now(self, predictor: Predictor, as_of: date, current: Stored | None) -> Stored | Refusal:
        if predictor.workload(self._facts, as_of) > MOST_ROWS_WHILE_WAITING:
            return Refusal(f"No model is trained yet; run `crm-assistant train {predictor.name}` (a minute or two).")
        outcome = predictor.fit(self._facts, as_of)
        key = f"{predictor.name}/{as_of}"
        if isinstance(outcome, Refusal):
            self._refusals[key] = (self._known(as_of), outcome)
            return outcome
        if current is None or as_of > current.artefact.as_of:
            return self._models.save(predictor.name, outcome)
        self._loaded[key] = Stored(version_of(outcome), outcome)  # a look back leaves the model in use alone
        return self._loaded[key]

    def _known(self, as_of: date) -> int:
        """A fingerprint of the records: a refusal stands until it changes."""
        return hash(tuple(self._facts.accounts(LOCAL_ADMIN, as_of)))


def to_json(prediction: Prediction) -> dict[str, object]:
    """The object that `predict --json` prints."""
    return {
        "kind": prediction.kind,
        "as_of": prediction.as_of.isoformat(),
        "model_version": prediction.model_version,
        "n_train": prediction.n_train,
        "horizon_days": prediction.horizon_days,
        "declined": prediction.declined,
        "rows": [_row_to_json(row) for row in prediction.rows],
    }


def _row_to_json(row: Forecast) -> dict[str, object]:
    return {**asdict(row), "reasons": [{"text": reason.text, "points": reason.points} for reason in row.reasons]}


def _declined(predictor: Predictor, as_of: date, why: str, *, n_train: int) -> Prediction:
    return Prediction(predictor.name, as_of, "", n_train, predictor.horizon_days, why, ())
