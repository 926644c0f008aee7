"""Tool: say who may leave, with reasons."""

from __future__ import annotations

from assistant.context import Context
from assistant.messages import Cell, Citation, Figure, Result, Table
from assistant.tool import MaybeAccountId, tool
from assistant.views import Forecast, Prediction

SHOWN = 10


@tool(
    effect="read",
    title="Asking the churn model",
    examples=(
        "which accounts are likely to churn",
        "who is about to leave us",
        "customers at risk of cancelling",
        "will {account} churn",
        "how likely is {account} to cancel",
        "churn risk of {account}",
        "is {account} about to leave and why",
        "why might {account} leave",
        "who is most at risk and why",
        "why is {account} at risk",
        "is {account} at risk",
        "are we losing {account}",
    ),
)
def predict_churn(context: Context, account: MaybeAccountId) -> Result:
    """Estimate which customers cancel within the model's horizon, with reasons, intervals or a refusal."""
    prediction = context.predictors.predict(context.user, "churn", account_id=account, as_of=context.as_of)
    if prediction.declined or not prediction.rows:
        why = prediction.declined or "no customer with a running subscription matches."
        return Result("declined", f"I can't estimate churn: {why}", reading=_reading(prediction))
    rows = prediction.rows[:SHOWN]
    best = rows[0]
    return Result(
        "answered",
        _say(best, one=account is not None, horizon_days=prediction.horizon_days or 0),
        table=Table(("account", "chance", "low", "high", "band", "reasons"), tuple(_row(row) for row in rows)),
        figures=_figures(best, prediction),
        query=prediction.query,
        reading=_reading(prediction),
        citations=tuple(Citation("account", row.subject_id or "", row.subject or "") for row in rows),
        suggestions=tuple(f"tell me about {row.subject}" for row in rows[:2]),
        subject=best.subject_id or "" if account is not None else "",
    )


def _reading(prediction: Prediction) -> str:
    days = f" within {prediction.horizon_days} days" if prediction.horizon_days else ""
    return (
        f"chance that a subscription is cancelled{days} of {prediction.as_of.isoformat()}, "
        f"churn model {prediction.model_version or 'not trained'} from {prediction.n_train} past snapshots"
    )


def _say(best: Forecast, *, one: bool, horizon_days: int) -> str:
    chance = f"{best.value or 0:.0%} (between {best.low or 0:.0%} and {best.high or 0:.0%})"
    because = f": {best.reasons[0].text}" if best.reasons else ""
    if one:
        return f"{best.subject} cancels within {horizon_days} days with a chance of {chance}{because}."
    return f"Most at risk is {best.subject}, with a chance of {chance} to cancel within {horizon_days} days{because}."


def _figures(best: Forecast, prediction: Prediction) -> tuple[Figure, ...]:
    bounds = (("chance", best.value), ("low", best.low), ("high", best.high))
    shares = tuple(Figure(name, value) for name, value in bounds if value is not None)
    return (*shares, Figure("horizon", prediction.horizon_days or 0, "days"))


def _row(row: Forecast) -> tuple[Cell, ...]:
    reasons = "; ".join(reason.text for reason in row.reasons[:3])
    return (row.subject, _rounded(row.value), _rounded(row.low), _rounded(row.high), row.band, reasons)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
