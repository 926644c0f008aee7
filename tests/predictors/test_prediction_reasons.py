"""Reasons in words with the subject's own numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from assistant.predictors.features.accounts import COLUMNS
from assistant.predictors.features.columns import matrix
from assistant.predictors.reasons import reasons
from assistant.records.churn_facts import AccountFacts
from assistant.views import LOCAL_ADMIN, Reason
from tests.predictors.companies import AS_OF, Company

ACCOUNT = replace(
    Company(n_accounts=1).accounts(LOCAL_ADMIN, AS_OF)[0],
    usage_30=10,
    usage_90=38,
    usage_90_before=100,
    days_since_usage=12,
    tickets_unsolved=1,
    tickets_90=3,
    tickets_90_before=0,
    messages_read_180=4,
    negative_share_180=0.75,
    invoices_late_365=2,
    invoices_overdue=0,
    orders_90=0,
    orders_90_before=2,
    tenure_days=730,
    employees=1200,
)
NAMES = [column.name for column in COLUMNS]


def pushed(**pushes: float) -> tuple[Reason, ...]:
    return reasons(COLUMNS, np.array([pushes.get(name, 0.0) for name in NAMES]), ACCOUNT)


def test_every_column_speaks_with_its_numbers() -> None:
    assert {column.name: column.say(ACCOUNT) for column in COLUMNS} == {
        "usage_change": "usage fell 62% against the 90 days before",
        "usage_last_month": "usage in the last 30 days fell 21% against the pace of the last 90",
        "usage_90": "38 uses in the last 90 days",
        "days_since_usage": "last used 12 days ago",
        "tickets_unsolved": "1 ticket is unsolved",
        "tickets_90": "3 tickets in the last 90 days, 0 in the 90 before",
        "negative_share_180": "75% of 4 messages in 180 days are negative",
        "invoices_late_365": "2 invoices were paid late in the last year",
        "invoices_overdue": "no invoices are overdue",
        "orders_change": "no orders in the last 90 days, 2 in the 90 before",
        "tenure_days": "customer for 2.0 years",
        "employees": "1,200 employees",
    }


@pytest.mark.parametrize(
    ("before", "now", "words"),
    [
        (100.0, 160.0, "usage rose 60% against the 90 days before"),
        (100.0, 100.0, "usage is level with the 90 days before"),
        (0.0, 7.0, "usage started: 7 in the last 90 days, none in the 90 before"),
        (0.0, 0.0, "no usage in the last 180 days"),
        (40.0, 0.0, "usage stopped: none in the last 90 days, 40 in the 90 before"),
    ],
)
def test_a_change_is_said_whatever_its_ends(before: float, now: float, words: str) -> None:
    assert COLUMNS[0].say(replace(ACCOUNT, usage_90=now, usage_90_before=before)) == words


def test_a_direction_is_expected_only_where_few_experts_would_differ() -> None:
    assert {column.name: column.direction for column in COLUMNS} == {
        "usage_change": -1,
        "usage_last_month": -1,
        "usage_90": -1,
        "days_since_usage": 1,
        "tickets_unsolved": 1,
        "tickets_90": 0,
        "negative_share_180": 1,
        "invoices_late_365": 1,
        "invoices_overdue": 1,
        "orders_change": -1,
        "tenure_days": 0,
        "employees": 0,
    }


def test_columns_of_one_theme_make_one_reason_told_by_the_strongest() -> None:
    assert pushed(usage_change=0.9, usage_90=-0.2, days_since_usage=0.3, tickets_unsolved=0.4) == (
        Reason("usage fell 62% against the 90 days before", 1.0),
        Reason("1 ticket is unsolved", 0.4),
    )


def test_a_reason_speaks_in_the_direction_of_its_sum() -> None:
    assert pushed(usage_change=0.9, usage_90=-1.5) == (Reason("38 uses in the last 90 days", -0.6),)


def test_at_most_three_reasons_the_strongest_first() -> None:
    found = pushed(usage_change=0.2, tickets_90=-0.5, tenure_days=0.4, employees=0.1, invoices_late_365=0.3)
    assert [reason.points for reason in found] == [-0.5, 0.4, 0.3]


def test_an_average_account_still_gets_a_reason() -> None:
    assert len(pushed()) == 1


def unknown() -> AccountFacts:
    return replace(
        ACCOUNT, usage_30=0, usage_90=0, usage_90_before=0, days_since_usage=None, orders_90_before=0,
        negative_share_180=None, messages_read_180=0, tenure_days=None, employees=None,
    )  # fmt: skip


def test_what_is_unknown_is_nan_rather_than_zero() -> None:
    values = dict(zip(NAMES, matrix(COLUMNS, [unknown()])[0], strict=True))
    missing = {name for name, value in values.items() if np.isnan(value)}
    assert missing == {
        "usage_change", "usage_last_month", "days_since_usage", "negative_share_180", "orders_change", "tenure_days",
        "employees",
    }  # fmt: skip


def test_no_subjects_make_a_matrix_without_rows() -> None:
    assert matrix(COLUMNS, []).shape == (0, len(COLUMNS))
